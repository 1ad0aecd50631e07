// Many settings at once: an upright axis each, a line through all of them for every setting tried.
import { make, setText } from "../stage/dom.js";
import { brief } from "../stage/format.js";
import { svgNode } from "../stage/layer.js";
import { DONE, EMPTY, fate } from "./reading.js";

const EDGE = { left: 46, right: 64, top: 40, bottom: 26 };
const REACH = 10; // pixels
const ROW = 15; // pixels from one word to the next

export class Parallel {
  constructor(parent, onPick) {
    this.title = make("h3", { class: "stage-title" });
    this.canvas = make("canvas");
    this.layer = svgNode("svg", { class: "stage-layer", "aria-hidden": "true" });
    this.picture = make("div", {
      class: "stage-picture", role: "application", tabindex: "0",
      "aria-roledescription": "parallel coordinates; up and down go from rank to rank, Enter opens",
    }, this.canvas, this.layer);
    this.box = make("div", { class: "stage-box" }, this.picture);
    this.figure = parent.appendChild(make("figure", { class: "stage-chart sweep-parallel" }, make("figcaption", {}, this.title), this.box));
    this.box.addEventListener("click", (event) => {
      const place = this.nearest(event);
      if (place !== null) onPick(place);
    });
    new ResizeObserver(() => this.repaint()).observe(this.box);
  }

  draw(question, cells, scale, theme, other) {
    Object.assign(this, { question, cells, scale, theme, other });
    this.repaint();
  }

  say(title, alt) {
    setText(this.title, title);
    this.picture.setAttribute("aria-label", alt);
  }

  /** Where setting i crosses axis k, from the top; failed ones end above all others. */
  height(i, k) {
    const axis = this.question.axes[k];
    if (axis) return this.heightOf(axis.values[i], k);
    return fate(this.cells, i) === DONE ? this.heightOf(this.cells.value[i], k) : EDGE.top - 14;
  }

  /** Where that value lies on axis k; one outside its range leaves the axis. */
  heightOf(value, k) {
    const tall = this.size.height - EDGE.top - EDGE.bottom;
    const axis = this.question.axes[k];
    if (!axis) return EDGE.top + (1 - this.scale.place(value)) * tall;
    const [low, high, at] = [...axis.range, value].map((each) => (axis.log ? Math.log10(each) : each));
    return EDGE.top + (1 - (at - low) / (high - low)) * tall;
  }

  /** The best setting of what lies over this, across all axes. */
  otherLine() {
    const { best, value } = this.other;
    const values = [...this.question.axes.map(({ name }) => best[name]), value];
    return values.map((each, k) => [this.across(k), this.heightOf(each, k)]);
  }

  across(k) {
    return EDGE.left + (k / this.question.axes.length) * (this.size.width - EDGE.left - EDGE.right);
  }

  line(i) {
    return Array.from({ length: this.question.axes.length + 1 }, (_, k) => [this.across(k), this.height(i, k)]);
  }

  repaint() {
    const { question, cells, scale, canvas, layer } = this;
    this.size = { width: this.box.clientWidth, height: this.box.clientHeight };
    if (!question || this.size.width < 40) return;
    const dense = window.devicePixelRatio || 1;
    for (const node of [canvas, layer]) Object.assign(node.style, { width: `${this.size.width}px`, height: `${this.size.height}px` });
    canvas.width = this.size.width * dense;
    canvas.height = this.size.height * dense;
    const ink = canvas.getContext("2d");
    ink.scale(dense, dense);
    const order = [...Array(question.count).keys()].filter((i) => fate(cells, i) !== EMPTY);
    const rank = (i) => (fate(cells, i) === DONE ? cells.value[i] : Infinity);
    order.sort((a, b) => rank(b) - rank(a) || 0); // the best on top
    for (const i of order) {
      const good = fate(cells, i) === DONE;
      this.stroke(ink, this.line(i), good ? scale.color(cells.value[i]) : this.theme.muted, good ? 1.2 : 0.8, good ? [] : [2, 4], good ? 0.85 : 0.45);
    }
    if (cells && cells.best !== null) this.highlight(ink, this.line(cells.best), [], 2.6);
    if (this.at !== null && this.at !== undefined && cells && this.at !== cells.best) this.highlight(ink, this.line(this.at), [7, 4], 2.2);
    if (this.other?.known) this.highlight(ink, this.otherLine(), [1.5, 4], 2.4);
    this.axes();
  }

  highlight(ink, line, dash, width) {
    this.stroke(ink, line, this.theme.background, width + 3, [], 0.9);
    this.stroke(ink, line, this.theme.text, width, dash, 1);
  }

  stroke(ink, line, color, width, dash, alpha) {
    ink.beginPath();
    line.forEach(([x, y], k) => (k ? ink.lineTo(x, y) : ink.moveTo(x, y)));
    Object.assign(ink, { strokeStyle: color, lineWidth: width, globalAlpha: alpha, lineJoin: "round" });
    ink.setLineDash(dash);
    ink.stroke();
    ink.globalAlpha = 1;
  }

  axes() {
    const { question, scale, theme, layer, cells } = this;
    const { top, bottom } = EDGE;
    const { height } = this.size;
    layer.replaceChildren();
    const text = (x, y, words, anchor, kind = "") => {
      const node = svgNode("text", { x, y, "text-anchor": anchor, fill: theme.text, class: `sweep-axis-text ${kind}` }, layer);
      node.textContent = words;
    };
    const last = question.axes.length;
    const edges = [...question.axes.map(({ range }) => range.map(brief)), scale.known ? scaleEnds(scale) : ["", ""]];
    const names = [...question.axes.map(({ short }) => short), question.measure.name];
    names.forEach((name, k) => {
      const x = this.across(k);
      svgNode("line", { x1: x, x2: x, y1: top, y2: height - bottom, class: "sweep-axis" }, layer);
      text(k === last ? x + 6 : x, 14, name, k === 0 ? "start" : k === last ? "end" : "middle", "sweep-axis-name");
      text(x + 5, height - bottom + 14, edges[k][0], "start");
      text(x + 5, top + 4, edges[k][1], "start");
    });
    const failed = cells && [...Array(question.count).keys()].some((i) => !["done", "empty"].includes(fate(cells, i)));
    if (failed) text(this.across(last) + 6, top - 12, "failed", "start");
    const bests = cells && cells.best !== null ? [[this.height(cells.best, last), "best"]] : [];
    if (this.other?.known) bests.push([this.heightOf(this.other.value, last), "┄ best"]);
    bests.sort(([a], [b]) => b - a);
    let limit = height - bottom - 2; // from below: two that meet are moved apart
    for (const [y, words] of bests) {
      const at = Math.min(y + 4, limit);
      text(this.across(last) + 6, at, words, "start", "sweep-axis-name");
      limit = at - ROW;
    }
  }

  nearest(event) {
    const box = this.box.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let found = null;
    let reach = REACH;
    for (let i = 0; i < this.question.count; i++) {
      if (fate(this.cells, i) === EMPTY) continue;
      const points = this.line(i);
      for (let k = 1; k < points.length; k++) {
        const [[x0, y0], [x1, y1]] = [points[k - 1], points[k]];
        if (px < x0 - 2 || px > x1 + 2) continue;
        const share = Math.min(1, Math.max(0, (px - x0) / (x1 - x0)));
        const away = Math.abs(py - (y0 + share * (y1 - y0)));
        if (away < reach) [found, reach] = [i, away];
      }
    }
    return found;
  }

  moveCursor(place) {
    if (this.at === place) return;
    this.at = place;
    this.repaint();
  }
}

function scaleEnds(scale) {
  return [scale.low, scale.high].map((end) => brief(scale.log ? 10 ** end : end));
}
