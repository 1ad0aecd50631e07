// One arrow of the step's picture: a shaft, a head, and where its name may stand.
import { dashArray, svgNode } from "../stage/layer.js";

const HEAD = 8; // pixels
const INSET = 14; // pixels from the edge, where an arrow that leaves the picture is named
export const BUTTONS = [44, 150]; // width and height of those at the picture's upper right, in pixels

export class Arrow {
  constructor(parent, { dash, width }, color) {
    this.width = width;
    const line = { stroke: color, fill: "none", "stroke-width": width, "stroke-dasharray": dashArray(dash) };
    this.shaft = svgNode("path", line, parent);
    this.head = svgNode("path", { fill: color }, parent);
  }

  /** From (a, b) in pixels; returns where its tip is, or where it leaves the picture, and nothing if it is none. */
  place(a, b, [dx, dy], area) {
    const length = Math.hypot(dx, dy);
    const visible = length > 0.5 && Number.isFinite(length);
    this.shaft.style.display = this.head.style.display = visible ? "" : "none";
    if (!visible) return null;
    const way = [dx / length, dy / length];
    const far = Math.min(length, 4000); // beyond the picture it goes on as it is
    this.draw(a, b, way, far, Math.min(HEAD + this.width, length));
    const seen = (right) => seenEnd(a, b, way, far, right, area.height);
    const end = seen(area.width);
    return end.x > area.width - BUTTONS[0] && end.y < BUTTONS[1] ? seen(area.width - BUTTONS[0]) : end;
  }

  draw(a, b, [ux, uy], far, head) {
    const [x, y] = [a + ux * far, b + uy * far];
    const point = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    const wing = (side) => point(x - ux * head - side * uy * head * 0.45, y - uy * head + side * ux * head * 0.45);
    this.shaft.setAttribute("d", `M${point(a, b)}L${point(x - ux * head * 0.8, y - uy * head * 0.8)}`);
    this.head.setAttribute("d", `M${point(x, y)}L${wing(1)}L${wing(-1)}Z`);
  }
}

/** The last place on the way that is well inside a picture of this width and height. */
function seenEnd(a, b, [ux, uy], far, width, height) {
  const room = (from, step, size) => (step > 0 ? (size - INSET - from) / step : step < 0 ? (INSET - from) / step : Infinity);
  const seen = Math.max(0, Math.min(far, room(a, ux, width), room(b, uy, height)));
  return { x: a + ux * seen, y: b + uy * seen };
}
