// The map: a rectangle a setting, around its values, coloured by what was measured. Nothing is interpolated.
import { Chart, plain, quietAxis } from "../stage/chart.js";
import { make } from "../stage/dom.js";
import { Labels } from "../stage/labels.js";
import { moveTo, svgNode, symbolPath } from "../stage/layer.js";
import { paintCell, patterns } from "./patterns.js";
import { fateTexts, logTicks, settingText } from "./reading.js";

export class Cells {
  constructor(parent, onPick) {
    this.chart = new Chart("cells", parent);
    const { picture, under, layer, box } = this.chart;
    picture.setAttribute("tabindex", "0");
    picture.setAttribute("role", "application");
    picture.setAttribute("aria-roledescription", "map of settings; arrow keys move, Enter opens");
    this.canvas = under.appendChild(make("canvas"));
    this.limit = svgNode("path", { class: "sweep-limit" }, layer);
    this.bestLine = svgNode("path", { class: "sweep-theory" }, layer);
    this.cursor = svgNode("rect", { class: "sweep-cursor" }, layer);
    this.marks = svgNode("g", {}, layer);
    this.labels = new Labels(layer);
    this.tip = box.appendChild(make("div", { class: "stage-tip", hidden: "" }));
    this.chart.moved.push(() => this.repaint());
    box.addEventListener("click", (event) => {
      const place = this.placeAt(event);
      if (place !== null) onPick(place);
    });
    box.addEventListener("pointermove", (event) => this.hover(event));
    box.addEventListener("pointerleave", () => (this.tip.hidden = true));
  }

  async draw(plotly, question, theme) {
    Object.assign(this, { question, theme });
    const [x, y] = question.axes;
    const axis = ({ title, log, edges }) =>
      quietAxis(theme, {
        home: [edges[0], edges.at(-1)],
        type: log ? "log" : "linear",
        range: [edges[0], edges.at(-1)].map((end) => (log ? Math.log10(end) : end)),
        title: { text: plain(title), standoff: 6 },
        showgrid: false,
        fixedrange: true,
        exponentformat: "power",
        ...logTicks({ log, edges }),
      });
    await this.chart.draw(plotly, theme, [], {
      margin: { l: 62, r: 8, t: 4, b: 44 },
      xaxis: axis(x),
      yaxis: axis(y),
      dragmode: false,
      hovermode: false,
    });
  }

  /** Paints what is known so far. */
  show(cells, scale, other) {
    Object.assign(this, { cells, scale, other });
    this.repaint();
  }

  repaint() {
    const { question, chart, canvas } = this;
    if (!question || !chart.area) return;
    const { width, height, left, top } = chart.area;
    const dense = window.devicePixelRatio || 1;
    Object.assign(chart.under.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    canvas.width = Math.round(width * dense);
    canvas.height = Math.round(height * dense);
    const [x, y] = question.axes;
    this.lines = { x: x.edges.map((edge) => chart.toX(edge)), y: y.edges.map((edge) => chart.toY(edge)) };
    const ink = canvas.getContext("2d");
    const looks = patterns(ink, this.theme, dense);
    const columns = this.lines.x.map((edge) => Math.round(edge * dense));
    const rows = this.lines.y.map((edge) => Math.round(edge * dense));
    for (let i = 0; i < question.count; i++) {
      const column = i % question.columns;
      const row = Math.floor(i / question.columns);
      const box = [columns[column], rows[row + 1], columns[column + 1] - columns[column], rows[row] - rows[row + 1]];
      paintCell(ink, looks, box, this.cells, this.scale, i);
    }
    this.mark();
  }

  box(place) {
    const column = place % this.question.columns;
    const row = Math.floor(place / this.question.columns);
    const { x, y } = this.lines;
    return { x: x[column], y: y[row + 1], width: x[column + 1] - x[column], height: y[row] - y[row + 1] };
  }

  middle(place) {
    const { x, y, width, height } = this.box(place);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** The limit and the best of theory, the best cell, the racer as it is now. */
  mark() {
    const { question, cells, chart, other } = this;
    const { theory } = question;
    const [x, y] = question.axes;
    const to = (px, py) => ({ x: chart.toX(px), y: chart.toY(py) });
    const curve = (theory?.limit?.[0] ?? []).map((value, i) => to(value, theory.limit[1][i]));
    this.limit.setAttribute("d", curve.length ? `M${curve.map((p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join("L")}` : "");
    const inside = (p) => p.x >= 0 && p.y >= 0 && p.x <= chart.area.width && p.y <= chart.area.height;
    const marks = [];
    const add = (point, symbol, size, text, kind) => point && inside(point) && marks.push({ point, symbol, size, text, kind });
    if (cells && cells.best !== null) add(this.middle(cells.best), "star", 7, "best", "sweep-best");
    add(to(x.now, y.now), "diamond", 5.5, "now", "sweep-now");
    const best = theory?.best;
    const full = best && x.name in best && y.name in best;
    if (full) add(to(best[x.name], best[y.name]), "cross", 6, "best in theory", "sweep-theory-mark");
    if (other?.known) add(to(other.best[x.name], other.best[y.name]), "star", 6.5, `${other.name}, best`, "sweep-kept");
    if (other) add(this.nowOf(other.question.axes, to), "diamond", 5, `${other.name}, now`, "sweep-kept");
    this.bestLine.setAttribute("d", best && !full ? this.line(best) : "");
    this.marks.replaceChildren();
    for (const { point, symbol, size, kind } of marks) {
      moveTo(svgNode("path", { d: symbolPath(symbol, size), class: `sweep-mark ${kind}` }, this.marks), point.x, point.y);
    }
    const visible = curve.filter(inside);
    const named = visible[Math.floor(visible.length * 0.75)];
    const color = this.theme.text;
    this.labels.write([
      ...marks.map(({ text }) => ({ text, color })),
      ...(named ? [{ text: `limit ${theory.formula}`, color }] : []),
    ]);
    this.labels.place([...marks.map(({ point }) => point), ...(named ? [named] : [])], chart.area);
    this.moveCursor(this.at ?? null);
  }

  /** Where the racer of another sweep is, unless that is where this one's is. */
  nowOf(axes, to) {
    const [x, y] = this.question.axes.map(({ name, now }) => [axes.find((axis) => axis.name === name).now, now]);
    return x[0] === x[1] && y[0] === y[1] ? null : to(x[0], y[0]);
  }

  line(best) {
    const { toX, toY, area } = this.chart;
    const [x, y] = this.question.axes;
    if (x.name in best) return `M${toX(best[x.name])} 0V${area.height}`;
    return y.name in best ? `M0 ${toY(best[y.name])}H${area.width}` : "";
  }

  moveCursor(place) {
    this.at = place;
    this.cursor.style.display = place === null ? "none" : "";
    if (place === null || !this.lines) return;
    for (const [name, value] of Object.entries(this.box(place))) this.cursor.setAttribute(name, value.toFixed(1));
  }

  placeAt(event) {
    const point = this.lines && this.chart.locate(event);
    if (!point) return null;
    const find = (edges, at) => edges.slice(1).findIndex((edge, i) => (at - edge) * (at - edges[i]) <= 0);
    const column = find(this.lines.x, point.x);
    const row = find(this.lines.y, point.y);
    return column < 0 || row < 0 ? null : row * this.question.columns + column;
  }

  hover(event) {
    const place = event.pointerType === "touch" ? null : this.placeAt(event);
    this.tip.hidden = place === null;
    if (place === null) return;
    const texts = [settingText(this.question, place), ...fateTexts(this.question, this.cells, place)];
    this.tip.replaceChildren(...texts.map((text, i) => make(i ? "span" : "b", {}, text)));
    const { area } = this.chart;
    const { x, y, width } = this.box(place);
    const right = x + width + 10 + this.tip.offsetWidth < area.width;
    this.tip.style.left = `${area.left + (right ? x + width + 10 : Math.max(0, x - 10 - this.tip.offsetWidth))}px`;
    this.tip.style.top = `${area.top + Math.min(y, area.height - this.tip.offsetHeight)}px`;
  }
}
