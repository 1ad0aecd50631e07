// The gentlest and the steepest direction through the lowest point, on request.
import { make } from "./dom.js";
import { svgNode } from "./layer.js";

const BROKEN = ["7 4", "2 3"]; // gentlest, steepest
const TITLE =
  "Two thin lines through the lowest point, along the directions in which the surface bends least and most. " +
  "They end at the same height and are perpendicular, but need not look so: each axis has its own scale.";

export class Curvature {
  constructor(layer, asked) {
    this.group = svgNode("g", { class: "stage-curvature" }, layer);
    this.button = make(
      "button",
      { type: "button", title: TITLE, onclick: () => asked(!this.on) },
      "curvature",
    );
    this.tool = make("div", { class: "stage-choice", hidden: "" }, this.button);
    this.lines = [];
  }

  show(on) {
    this.on = on;
    this.button.setAttribute("aria-pressed", String(on));
  }

  load(directions, theme) {
    this.directions = directions ?? [];
    this.lines = this.directions.map((_, i) =>
      svgNode("line", { stroke: theme.text, "stroke-dasharray": BROKEN[i] }),
    );
    this.group.replaceChildren(...this.lines);
  }

  /** What is to be written at the ends. */
  names(theme) {
    return this.directions.map(([, , , , text]) => ({ text, color: theme.text, kind: "stage-curvature-name" }));
  }

  /** Puts the lines in their places; the ends to be named, those with most room around them, or null. */
  place(spot, inside, others) {
    this.group.style.display = this.on ? "" : "none";
    return this.directions.map(([x0, y0, x1, y1], i) => {
      const ends = [spot(x0, y0), spot(x1, y1)];
      ends.forEach(({ x, y }, k) => {
        this.lines[i].setAttribute(`x${k + 1}`, x.toFixed(1));
        this.lines[i].setAttribute(`y${k + 1}`, y.toFixed(1));
      });
      const room = (end) => Math.min(...others.map((other) => Math.hypot(other.x - end.x, other.y - end.y)));
      const seen = this.on ? ends.filter(inside) : [];
      return seen.length ? seen.reduce((best, end) => (room(end) > room(best) ? end : best)) : null;
    });
  }
}
