// A titled Plotly chart without chrome, and an SVG layer lying exactly on its plot area.
import { make, setText } from "./dom.js";
import { sentence } from "./format.js";
import { svgNode } from "./layer.js";

const LEAST = 40; // pixels; a smaller chart is a hidden one
const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  scrollZoom: false,
  doubleClick: false,
  showTips: false,
  responsive: false,
};

/** From an axis of Plotly's to a function of data to pixels within the plot area, and back. */
export function axisScale(axis, upwards) {
  const [low, high] = axis.range;
  const length = axis._length;
  const log = axis.type === "log";
  const pixels = length / (high - low);
  const place = (value) => ((log ? Math.log10(value) : value) - low) * pixels;
  const to = upwards ? (value) => length - place(value) : place;
  to.back = (pixel) => {
    const value = low + (upwards ? length - pixel : pixel) / pixels;
    return log ? 10 ** value : value;
  };
  return to;
}

export class Chart {
  constructor(name, parent) {
    this.title = make("h3", { class: "stage-title" });
    this.tools = make("div", { class: "stage-tools" });
    this.under = make("div", { class: "stage-under", "aria-hidden": "true" });
    this.plot = make("div", { class: "stage-plotly" });
    this.layer = svgNode("svg", { class: "stage-layer", "aria-hidden": "true" });
    this.picture = make("div", { class: "stage-picture", role: "img" }, this.under, this.plot, this.layer);
    this.box = make("div", { class: "stage-box" }, this.picture);
    this.figure = make(
      "figure",
      { class: `stage-chart stage-${name}` },
      make("figcaption", {}, this.title, this.tools),
      this.box,
    );
    parent.append(this.figure);
    this.onRoom = () => {}; // called when a chart that was hidden can be drawn
    this.moved = []; // called whenever the axes or the size have changed
    new ResizeObserver(() => this.resize()).observe(this.box);
  }

  say(title, alt) {
    setText(this.title, sentence(title ?? ""));
    this.picture.setAttribute("aria-label", sentence(alt ?? title ?? ""));
  }

  get size() {
    return { width: this.box.clientWidth, height: this.box.clientHeight };
  }

  get axes() {
    const { xaxis, yaxis } = this.plot._fullLayout;
    return { x: xaxis, y: yaxis };
  }

  /** Draws, or redraws in place; key: says all that is drawn, so that what is there already may stay. */
  async draw(plotly, theme, traces, layout, key = null) {
    if (key !== null && key === this.key && !this.waiting) return;
    const first = !this.plot._fullLayout;
    // The first time, the title has just taken some of the room.
    const { width, height } = (!first && this.room) || this.size;
    if (width < LEAST || height < LEAST) {
      // hidden: draw when there is room
      this.waiting = true;
      return;
    }
    this.waiting = false;
    Object.assign(this, { plotly, key });
    const font = { color: theme.muted, family: theme.font, size: 12 };
    const clear = "rgba(0,0,0,0)";
    await plotly.react(
      this.plot,
      traces,
      {
        width,
        height,
        font,
        paper_bgcolor: clear,
        plot_bgcolor: clear,
        showlegend: false,
        autosize: false,
        ...layout,
      },
      CONFIG,
    );
    if (first)
      for (const event of ["plotly_relayout", "plotly_relayouting"]) {
        this.plot.on(event, () => this.place(event === "plotly_relayout"));
      }
    this.place(true);
  }

  async resize() {
    this.room = this.size; // kept: to ask while the page is changing would have all of it laid out
    const { width, height } = this.room;
    if (width < LEAST || height < LEAST) return;
    if (this.waiting) return this.onRoom();
    const full = this.plot._fullLayout;
    if (!full || (full.width === width && full.height === height)) return;
    await this.plotly.relayout(this.plot, { width, height });
  }

  /** Sets the ranges of both axes. */
  async zoomTo(x, y) {
    await this.plotly.relayout(this.plot, { "xaxis.range": [...x], "yaxis.range": [...y] });
  }

  place(settled) {
    const { x, y } = this.axes;
    const { style } = this.layer;
    [style.left, style.top, style.width, style.height] = [x._offset, y._offset, x._length, y._length].map(
      (n) => `${n}px`,
    );
    this.toX = axisScale(x, false);
    this.toY = axisScale(y, true);
    this.area = { width: x._length, height: y._length, left: x._offset, top: y._offset };
    for (const callback of this.moved) callback(settled);
  }

  /** Where a pointer is within the plot area, in pixels; null when it is outside. */
  locate(event) {
    if (!this.area) return null;
    const box = this.layer.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    return x >= 0 && y >= 0 && x <= box.width && y <= box.height ? { x, y } : null;
  }
}

/** Text as itself: Plotly would read tags in it. */
export const plain = (text) =>
  String(text ?? "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");

/** The part of an axis every chart shares; home is the range it starts with. */
export const quietAxis = (theme, { home, ...more }) => ({
  color: theme.muted,
  gridcolor: theme.grid,
  zeroline: false,
  showline: false,
  ticks: "",
  automargin: false,
  ticklabelstandoff: 3,
  ticklabeloverflow: "allow", // to hide those at the edges, Plotly would have the whole page laid out at each draw
  separatethousands: true,
  nticks: 6,
  ...large(home),
  ...more,
  title: { font: { size: 12 }, ...more.title },
});

/** 10,000 or 10k? Decided by the range the axis starts with, so that zooming changes no units. */
const large = (range) => {
  const size = Math.max(...range.map(Math.abs));
  if (size < 1e3 || size >= 1e12) return { exponentformat: "power" };
  return { exponentformat: "SI", minexponent: size < 1e4 ? 4 : 3 }; // 4: thousands are written out, millions are not
};
