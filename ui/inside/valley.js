// The landscape as one mini-batch sees it, over the real one: its contour lines, and a cross at its lowest point.
import { moveTo, svgNode, symbolPath } from "../stage/layer.js";
import { rise } from "../stage/local.js";
import { isolines } from "./isolines.js";

export class Valley {
  constructor({ chart, marks, heads }) {
    this.chart = chart;
    this.lines = svgNode("g", { class: "inside-batch" });
    this.lowest = svgNode("path", { d: symbolPath("x", 5), class: "inside-lowest" });
    chart.layer.insertBefore(this.lines, marks);
    chart.layer.insertBefore(this.lowest, heads);
  }

  hide() {
    this.lowest.style.display = "none";
    this.lines.replaceChildren();
  }

  /** Around the place (x, y) of a step; the slope there, the curvature and the lowest point are the mini-batch's. */
  draw({ x: atX, y: atY, slope, curvature, lowest }, theme) {
    const { axes, toX, toY, area } = this.chart;
    const higher = rise(slope, curvature);
    const height = (x, y) => higher(x - atX, y - atY);
    const [xs, ys] = [axes.x.range, axes.y.range];
    const reach = Math.max(...xs.flatMap((x) => ys.map((y) => Math.abs(height(x, y))))) / 4;
    const levels = [-3, -2, -1, 0, 1, 2, 3].map((k) => k * reach);
    const paths = isolines(height, xs, ys, levels, toX, toY);
    while (this.lines.childElementCount < levels.length) svgNode("path", {}, this.lines);
    paths.forEach((d, k) => this.lines.children[k].setAttribute("d", d));
    this.lines.setAttribute("stroke", theme.text);
    const [x, y] = [toX(lowest[0]), toY(lowest[1])];
    const inside = x > 0 && y > 0 && x < area.width && y < area.height;
    this.lowest.style.display = inside ? "" : "none";
    if (inside) moveTo(this.lowest, x, y);
  }
}
