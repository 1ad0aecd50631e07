// What is inside a racer over time: small charts under one cursor, the clock's.
import { Chart, quietAxis } from "../stage/chart.js";
import { make, setText } from "../stage/dom.js";
import { brief, whole } from "../stage/format.js";
import { moveTo, svgNode } from "../stage/layer.js";
import { racerColor } from "../stage/theme.js";

const CURVE_DASHES = ["solid", "dot", "dashdot", "longdash"];
const MOST = 10; // charts of one racer

export class Curves {
  constructor(parent, onStep) {
    this.title = make("h3", { class: "stage-title" });
    this.grid = make("div", { class: "inside-plots" });
    this.node = make("section", { class: "inside-curves" }, this.title, this.grid);
    parent.append(this.node);
    this.onStep = onStep;
    this.small = [];
  }

  async draw(plotly, inside, i, theme) {
    const slot = inside.slots[i];
    this.node.hidden = !slot || slot.steps === 0;
    if (this.node.hidden) return;
    const { race } = inside;
    Object.assign(this, { slot });
    const racer = race.racers[slot.racer];
    setText(this.title, `Inside ${slot.name}, over its ${whole(slot.steps)} steps`);
    const plots = slot.plots.slice(0, MOST);
    while (this.small.length < plots.length) this.small.push(new Small(this.grid, (step) => this.onStep(this.slot, step)));
    this.small.forEach((small, p) => {
      small.chart.figure.hidden = p >= plots.length;
    });
    const colors = [racerColor(racer, theme), theme.text];
    for (const [p, plot] of plots.entries())
      await this.small[p].draw(plotly, plot, [race.axes.x.symbol, race.axes.y.symbol], slot.steps, colors, theme);
  }

  show(moment, read) {
    if (!this.slot || this.node.hidden) return;
    for (const small of this.small) small.show(moment.at[this.slot.racer].step, read);
  }
}

class Small {
  constructor(parent, onStep) {
    this.chart = new Chart("small", parent);
    this.cursor = svgNode("line", { class: "stage-cursor", y1: 0 }, this.chart.layer);
    this.onStep = onStep;
    this.chart.moved.push(() => {
      this.cursor.setAttribute("y2", this.chart.area.height);
      this.show(this.step, this.read);
    });
    this.chart.onRoom = () => this.again?.();
  }

  async draw(plotly, plot, names, steps, colors, theme) {
    this.again = () => this.draw(plotly, plot, names, steps, colors, theme);
    const { chart } = this;
    const words = ({ label, coordinate }) => `${label.replace(/<[^>]+>/g, "")}${coordinate === null ? "" : ` of ${names[coordinate]}`}`;
    chart.say(plot.title, `${plot.title} over ${whole(steps)} steps: ${plot.curves.map(words).join(", ")}`);
    const looks = plot.curves.map((curve, c) => ({
      color: colors[plot.curves.some((each) => each.coordinate !== null) ? curve.coordinate : c % 2],
      dash: CURVE_DASHES[curve.coordinate === null ? c : 2 * Math.floor(c / 2) + (curve.coordinate ? 1 : 0)],
    }));
    this.values = plot.curves.map(() => make("b"));
    this.curves = plot.curves;
    chart.tools.replaceChildren(
      ...plot.curves.map((curve, c) => this.key(curve, looks[c], names, this.values[c])),
    );
    const ys = plot.curves.flatMap(({ y }) => Array.from(y));
    await chart.draw(
      plotly,
      theme,
      plot.curves.map(({ x, y }, c) => ({
        type: "scatter", mode: "lines", x, y, hoverinfo: "skip", line: { ...looks[c], width: 1.4 },
      })),
      {
        margin: { l: 52, r: 18, t: 4, b: 22 }, // at the right for half of the last tick's number
        dragmode: false,
        hovermode: "x",
        clickanywhere: true,
        xaxis: quietAxis(theme, { home: [0, steps], range: [0, Math.max(1, steps)], fixedrange: true, nticks: 5 }),
        yaxis: quietAxis(theme, {
          home: [], type: plot.log ? "log" : "linear", fixedrange: true, nticks: 4,
          ...ends(ys, plot.log),
        }),
      },
    );
    this.listen();
  }

  key({ label, coordinate }, { color, dash }, names, value) {
    const svg = svgNode("svg", { width: 26, height: 8, viewBox: "0 0 26 8", "aria-hidden": "true" });
    const dashes = { solid: "", dot: "2 3", dashdot: "7 3 2 3", longdash: "9 4" }[dash];
    svgNode("path", { d: "M0 4H26", stroke: color, "stroke-width": 2.4, "stroke-dasharray": dashes }, svg);
    const text = make("span", {});
    text.innerHTML = label; // a formula made by the server, or its own words
    if (coordinate !== null) text.append(` of ${names[coordinate]}`);
    return make("span", { class: "inside-key" }, svg, text, value);
  }

  listen() {
    if (this.listening || !this.chart.plot.on) return;
    this.listening = true;
    this.chart.plot.on("plotly_click", ({ xvals, points }) => {
      const x = xvals?.[0] ?? points?.[0]?.x;
      if (Number.isFinite(x)) this.onStep(Math.round(x));
    });
  }

  /** read: from a value's name and a coordinate to what it is right now; null before the first step. */
  show(step, read) {
    Object.assign(this, { step, read });
    if (!this.chart.area || step === undefined) return;
    moveTo(this.cursor, this.chart.toX(step), 0);
    this.curves.forEach(({ value, coordinate }, c) => {
      const now = read?.(value, coordinate ?? 0);
      setText(this.values[c], Number.isFinite(now) ? brief(now) : "");
    });
  }
}

/** The range of an axis: everything, with a little room. */
function ends(values, log) {
  if (!values.length) return {};
  const place = log ? values.map(Math.log10) : values;
  const low = place.reduce((a, b) => Math.min(a, b));
  const high = place.reduce((a, b) => Math.max(a, b));
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return { range: [low - room, high + room] };
}
