// One row or column of the map, or a whole one-setting sweep: the median over the seeds and their band.
import { DOTTED } from "../stage/beside.js";
import { Chart, plain, quietAxis } from "../stage/chart.js";
import { Labels } from "../stage/labels.js";
import { moveTo, svgNode, symbolPath } from "../stage/layer.js";
import { mix } from "../stage/theme.js";
import { brief } from "../stage/format.js";
import { DONE, EMPTY, fate, logTicks } from "./reading.js";

export class Slice {
  /** k: along which axis it runs. */
  constructor(parent, k, name, onPick) {
    this.k = k;
    this.chart = new Chart(name, parent);
    this.cursor = svgNode("line", { class: "stage-cursor", y1: 0 }, this.chart.layer);
    this.limit = svgNode("line", { class: "sweep-limit", y1: 0 }, this.chart.layer);
    this.failed = svgNode("g", { class: "sweep-failed" }, this.chart.layer);
    this.marks = svgNode("g", {}, this.chart.layer);
    this.labels = new Labels(this.chart.layer);
    this.chart.box.addEventListener("click", (event) => {
      const point = this.chart.locate(event);
      if (point && this.places) onPick(this.nearest(point.x));
    });
    this.chart.moved.push(() => this.mark());
  }

  nearest(pixel) {
    const at = this.axis.values.map((value) => Math.abs(this.chart.toX(value) - pixel));
    return this.places[at.indexOf(Math.min(...at))];
  }

  /** places: of the settings along it; at: the place of the cursor; title: unless it has one already. */
  async draw(plotly, { question, cells, scale, theme, places, at, title, other }) {
    const axis = question.axes[this.k];
    Object.assign(this, { question, cells, places, at, axis, theme, other });
    if (title) this.chart.say(title, `${title}. ${places.filter((i) => fate(cells, i) === DONE).length} of ${places.length} have a number.`);
    const pick = (array) => places.map((i) => (fate(cells, i) === EMPTY || !Number.isFinite(array?.[i]) ? null : array[i]));
    const log = scale.log;
    const positive = (value) => (value === null || (log && value <= 0) ? null : value);
    const color = mix(theme.text, theme.background, 0.15);
    const several = question.seeds > 1 && question.measure.id !== "diverged";
    const line = (y, more) => ({ type: "scatter", mode: "lines", x: axis.values, y, hoverinfo: "skip", connectgaps: false, ...more });
    const band = several ? bands(axis.values, cells ? pick(cells.low).map(positive) : [], cells ? pick(cells.high).map(positive) : []) : [];
    const dotted = (y, width) => line(y.map(positive), { x: other.x, line: { color, width, dash: DOTTED } });
    const curve = question.kind === "curve"; // else it is small, and there is no room for another band
    const beside = other ? [other.value, ...(curve ? other.band : [])] : [];
    const traces = [
      ...beside.map((y, i) => dotted(y, i ? 1 : 2)),
      ...band.map(({ x, y }) => ({ type: "scatter", mode: "lines", x, y, fill: "toself", line: { width: 0 }, fillcolor: mix(theme.text, theme.background, 0.8), hoverinfo: "skip" })),
      line(cells ? pick(cells.value).map(positive) : [], { mode: "lines+markers", line: { color, width: 1.6 }, marker: { size: places.length > 60 ? 3 : 4.5, color } }),
    ];
    const seen = (value) => value === null || value <= (question.ceiling ?? Infinity);
    const also = several && cells ? [...pick(cells.low), ...pick(cells.high)] : [];
    also.push(...beside.flat().filter(seen));
    const ends = [axis.edges[0], axis.edges.at(-1), ...(curve && other ? other.x : [])].filter((end) => end > 0 || !axis.log);
    const edges = [Math.min(...ends), Math.max(...ends)];
    const range = this.range(scale, also.map(positive));
    await this.chart.draw(plotly, theme, traces, {
      margin: { l: 62, r: 8, t: 6, b: 40 },
      xaxis: quietAxis(theme, {
        home: edges,
        type: axis.log ? "log" : "linear",
        range: edges.map((end) => (axis.log ? Math.log10(end) : end)),
        title: { text: plain(axis.title), standoff: 4 },
        exponentformat: "power",
        fixedrange: true,
        ...logTicks({ log: axis.log, edges }),
      }),
      yaxis: quietAxis(theme, {
        home: log ? range.map((end) => 10 ** end) : range,
        type: log ? "log" : "linear",
        range,
        exponentformat: "power",
        fixedrange: true,
        nticks: 5,
        ...(log && range[1] - range[0] > 1 ? { dtick: Math.max(1, Math.ceil((range[1] - range[0]) / 5)) } : {}),
      }),
      dragmode: false,
      hovermode: false,
    });
  }

  /** Of the upright axis: everything there is on the map, and the band, with some room around it. */
  range({ known, log, low, high }, band) {
    if (!known) return [0, 1];
    const ends = band.filter((value) => value !== null).map((value) => (log ? Math.log10(value) : value));
    const [least, most] = [Math.min(low, ...ends), Math.max(high, ...ends)];
    const room = Math.max(0.06 * (most - least), log ? 0.3 : 0) || 1;
    return [least - room, most + room];
  }

  /** Where runs failed, the cursor, the limit, the best and the racer as it is now. */
  mark() {
    const { question, cells, axis, chart } = this;
    if (!question || !chart.area) return;
    const { width, height } = chart.area;
    this.failed.replaceChildren();
    for (const [n, i] of this.places.entries()) {
      if (!cells || !(cells.share[i] > 0 || fate(cells, i) === "never")) continue;
      const x = chart.toX(axis.values[n]);
      const wide = Math.min(5, 0.3 * (width / this.places.length));
      const tall = Math.max(2, cells.share[i] * 12);
      if (cells.share[i] > 0) svgNode("path", { d: `M${x - wide} ${1}L${x + wide} ${1 + tall}M${x + wide} 1L${x - wide} ${1 + tall}`, class: "sweep-cross" }, this.failed);
      else svgNode("circle", { cx: x, cy: 7, r: 1.6, class: "sweep-dot" }, this.failed);
    }
    const place = this.places.indexOf(this.at);
    this.cursor.style.display = place < 0 ? "none" : "";
    if (place >= 0) {
      const x = chart.toX(axis.values[place]);
      for (const [name, value] of Object.entries({ x1: x, x2: x, y2: height })) this.cursor.setAttribute(name, value);
    }
    this.marks.replaceChildren();
    this.limit.style.display = "none";
    this.labels.write([]);
    if (question.kind === "curve") this.markCurve(width, height);
  }

  markCurve(width, height) {
    const { question, cells, axis, chart } = this;
    const points = [];
    const add = (x, y, symbol, size, text, kind) => {
      if (!(x >= 0 && x <= width)) return;
      moveTo(svgNode("path", { d: symbolPath(symbol, size), class: `sweep-mark ${kind}` }, this.marks), x, y);
      points.push({ point: { x, y }, text });
    };
    if (cells && cells.best !== null) {
      const y = Math.min(height - 4, chart.toY(cells.value[cells.best]));
      add(chart.toX(axis.values[cells.best]), Number.isFinite(y) ? y : height - 6, "star", 7, "best", "sweep-best");
    }
    const { other } = this;
    const last = other ? other.value.findLastIndex((value) => value !== null) : -1;
    if (last >= 0) points.push({ point: { x: Math.min(width, chart.toX(other.x[last])), y: chart.toY(other.value[last]) }, text: other.name });
    add(chart.toX(axis.now), height - 7, "diamond", 5.5, "now", "sweep-now");
    const limit = question.theory?.limit?.[0][0];
    if (limit !== undefined) {
      const x = chart.toX(limit);
      this.limit.style.display = "";
      for (const [name, value] of Object.entries({ x1: x, x2: x, y2: height })) this.limit.setAttribute(name, value);
      points.push({ point: { x, y: height * 0.3 }, text: `limit ${question.theory.formula} = ${brief(limit)}` });
    }
    const best = question.theory?.best?.[axis.name];
    if (best !== undefined) add(chart.toX(best), height * 0.6, "cross", 6, "best in theory", "sweep-theory-mark");
    this.labels.write(points.map(({ text }) => ({ text, color: this.theme.text })));
    this.labels.place(points.map(({ point }) => point), { width, height });
  }
}

/** Closed outlines between two curves, one for every stretch where both are there. */
function bands(x, low, high) {
  const outlines = [];
  let stretch = [];
  const close = () => {
    if (stretch.length > 1)
      outlines.push({
        x: [...stretch.map((i) => x[i]), ...stretch.toReversed().map((i) => x[i])],
        y: [...stretch.map((i) => high[i]), ...stretch.toReversed().map((i) => low[i])],
      });
    stretch = [];
  };
  x.forEach((_, i) => (low[i] != null && high[i] != null ? stretch.push(i) : close()));
  close();
  return outlines;
}
