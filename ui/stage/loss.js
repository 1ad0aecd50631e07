// The loss curves: drawn whole by Plotly; the clock's cursor, dots and names by the layer.
import { DOTTED, kept } from "./beside.js";
import { Chart, plain, quietAxis } from "./chart.js";
import { segmented } from "./dom.js";
import { moveTo, svgNode, symbolPath } from "./layer.js";
import { reach, ticks } from "./loss_axis.js";
import { interpolate } from "./message.js";
import { EdgeNames } from "./names.js";
import { racerColor } from "./theme.js";
import { Zoom } from "./zoom.js";

const CHOICES = {
  x: ["Horizontal axis", { epochs: "epochs", steps: "steps", rows: "rows" }],
  scale: ["Loss axis", { log: "log", linear: "linear" }],
  set: ["Data set", { train: "train", test: "test" }],
  measure: ["Measure", { gap: "gap", loss: "loss" }],
};

/** Which choices there are: a surface has no rows, and without a lowest point there is no gap to it. */
const CAN = {
  x: (race) => race.on_rows,
  scale: (race) => race.bounded,
  set: (race) => race.optimum.test != null,
  measure: (race) => race.bounded,
};
const ELSE = { x: "steps", scale: "linear", set: "train", measure: "loss" };

const possible = (view, race) =>
  Object.fromEntries(Object.keys(CAN).map((key) => [key, CAN[key](race) ? view[key] : ELSE[key]]));

const diverged = ({ status }) => status === "diverged";
const flewOff = (racer) => diverged(racer) && racer.loss.train.at(-1) > racer.loss.train[0];

export class Loss {
  constructor(parent, onView, onTime) {
    this.chart = new Chart("loss", parent);
    this.chart.picture.setAttribute("tabindex", "0");
    this.zoom = new Zoom(this.chart, {
      group: "Zoom of the loss curves",
      fit: "Fit the view to all curves, diverged ones too",
    });
    this.onTime = onTime;
    this.choices = Object.entries(CHOICES).map(([key, [label, values]]) => [
      key,
      segmented(label, values, (value) => onView({ [key]: value })),
    ]);
    this.chart.tools.append(...this.choices.map(([, group]) => group));
    this.veil = svgNode("rect", { class: "stage-veil", y: 0 }, this.chart.layer); // over what is yet to come
    this.cursor = svgNode("line", { class: "stage-cursor", y1: 0 }, this.chart.layer);
    this.dots = svgNode("g", {}, this.chart.layer);
    this.names = new EdgeNames(this.chart.layer);
    this.chart.moved.push((settled) => {
      this.arrange();
      if (settled) this.retick();
    });
  }

  /** Loss above the optimum, or the loss itself; null where a log axis has no place for it. */
  height(gap, { optimum } = this.race) {
    const value = this.view.measure === "loss" ? gap + (optimum[this.view.set] ?? 0) : gap;
    return this.view.scale === "log" && !(value > 0) ? null : value;
  }

  across(epoch, step, { rows } = this.race.clock) {
    return { epochs: epoch, steps: step, rows: epoch * rows }[this.view.x];
  }

  async draw(plotly, race, theme, view) {
    view = possible(view, race);
    Object.assign(this, { race, theme, view, best: race.optimum[view.set] ?? 0 });
    for (const [key, group] of this.choices) {
      group.show(view[key]);
      group.hidden = !CAN[key](race);
    }
    this.chart.say(race.titles[view.set === "test" ? "test" : "loss"], race.alts.loss);
    this.build();
    const home = [[0, this.end()], this.range()];
    const key = [race.view_key, ...Object.values(view)].join("|");
    const [xRange, yRange] = this.zoom.ranges(key, home, [home[0], this.range(true)]);
    const traces = [...race.over.map((other) => this.beside(other)), ...race.racers.map((racer) => this.curve(racer))];
    const xTitle = { epochs: "epochs", steps: "steps of each racer", rows: "rows seen" }[view.x];
    const yTitle = view.measure === "gap" ? race.words.gap : race.words.height[view.set];
    const touch = matchMedia("(pointer: coarse)").matches;
    await this.chart.draw(plotly, theme, traces, {
      margin: { l: 52, r: this.names.room, t: 6, b: 36 },
      dragmode: touch ? false : "pan",
      hovermode: "closest",
      clickanywhere: true,
      hoverlabel: {
        bgcolor: theme.background,
        bordercolor: theme.muted,
        align: "left",
        font: { family: theme.font, size: 12, color: theme.text },
      },
      xaxis: quietAxis(theme, {
        home: home[0],
        range: [...xRange],
        minallowed: 0,
        maxallowed: home[0][1],
        title: { text: xTitle, standoff: 4 },
      }),
      yaxis: quietAxis(theme, {
        home: home[1],
        range: [...yRange],
        type: view.scale,
        title: { text: yTitle, standoff: 2 },
        ...ticks(view.scale, yRange),
      }),
      shapes:
        view.measure === "loss" && race.bounded
          ? [
              {
                type: "line",
                xref: "paper",
                x0: 0,
                x1: 1,
                y0: this.best,
                y1: this.best,
                line: { color: theme.muted, width: 1, dash: "dot" },
              },
            ]
          : [],
    });
    this.listen();
  }

  /** A racer's curve; one of another race counts its rows and its losses by itself. */
  curve(racer, race) {
    const { loss } = racer;
    return {
      type: "scatter",
      mode: "lines",
      name: plain(racer.short),
      hovertemplate: `<b>%{fullData.name}</b><br>${this.view.x} %{x:,.6~g}<br>%{y:,.6~g}<extra></extra>`,
      x: Array.from(loss.step, (step, i) => this.across(loss.epoch[i], step, race)),
      y: Array.from(loss[this.view.set] ?? loss.train, (gap) => this.height(gap, race)),
      line: { color: racerColor(racer, this.theme), dash: racer.dash, width: 1.5 },
    };
  }

  /** A curve of another race, kept in the tray: as its racer there, but dotted and thin. */
  beside(other) {
    return { ...this.curve(other, other), name: plain(other.name), opacity: 0.75, line: { color: racerColor(other, this.theme), dash: DOTTED, width: 1.3 } };
  }

  listen() {
    if (this.listening || !this.chart.plot.on) return;
    this.listening = true;
    this.chart.plot.on("plotly_click", ({ xvals, points }) => {
      const x = xvals?.[0] ?? points?.[0]?.x;
      if (!Number.isFinite(x)) return;
      const { frames, clock } = this.race;
      this.onTime(
        this.view.x === "steps"
          ? x
          : interpolate(frames.epoch, frames.tick, this.view.x === "rows" ? x / clock.rows : x),
      );
    });
  }

  end() {
    return this.across(this.race.frames.epoch.at(-1), this.race.clock.ticks) || 1;
  }

  get nobodyStayed() {
    return this.race.racers.every(diverged);
  }

  /** What the racers that stayed finite need, with the start, and some room above for those that fly off; all, if nobody stayed. */
  range(all = this.nobodyStayed) {
    const values = [...this.race.racers, ...this.race.over]
      .flatMap((racer) => {
        const gaps = racer.loss[this.view.set] ?? racer.loss.train;
        return Array.from(diverged(racer) && !all ? gaps.subarray(0, 1) : gaps, (gap) => this.height(gap, racer.optimum && racer));
      })
      .filter((value) => value !== null && Number.isFinite(value));
    const best = this.view.measure === "loss" && this.race.bounded ? this.best : null;
    return reach(values, this.view.scale, best, !all && this.race.racers.some(flewOff));
  }

  /** Zooming may call for other ticks. */
  async retick() {
    const { plot, plotly, axes } = this.chart;
    const entries = Object.entries(ticks(this.view.scale, axes.y.range));
    if (entries.every(([name, value]) => plot.layout.yaxis[name] === value)) return;
    await plotly.relayout(plot, Object.fromEntries(entries.map(([name, value]) => [`yaxis.${name}`, value])));
  }

  build() {
    const { race, theme } = this;
    this.dots.replaceChildren();
    const color = (racer) => racerColor(racer, theme);
    this.points = race.racers.map((racer) =>
      svgNode("path", { d: symbolPath(racer.symbol, 4.5), fill: color(racer), class: "stage-head" }, this.dots),
    );
    this.names.write([
      ...race.racers.map((racer) => ({ text: flewOff(racer) && !this.nobodyStayed ? `${racer.short} ↑` : racer.short, color: color(racer) })),
      ...race.over.map((other) => ({ text: kept(other), color: color(other) })),
    ]);
  }

  arrange() {
    const { toY, area } = this.chart;
    const heights = [...this.race.racers, ...this.race.over].map((racer) => {
      const value = this.height((racer.loss[this.view.set] ?? racer.loss.train).at(-1) ?? 0, racer.optimum && racer);
      return value === null ? area.height : toY(value);
    });
    this.names.place(heights, area); // where the curves end
    this.cursor.setAttribute("y2", area.height);
    this.veil.setAttribute("height", area.height);
    if (this.moment) this.show(this.moment);
  }

  show(moment) {
    this.moment = moment;
    if (!this.chart.area || this.points?.length !== moment.at.length) return;
    const { toX, toY, area } = this.chart;
    const x = toX(this.across(moment.epoch, moment.tick));
    this.cursor.style.display = x >= -1 && x <= area.width + 1 ? "" : "none";
    moveTo(this.cursor, x, 0);
    const covered = moment.atEnd ? 0 : Math.min(area.width, area.width - x);
    moveTo(this.veil, area.width - Math.max(0, covered), 0);
    this.veil.setAttribute("width", Math.max(0, covered));
    moment.at.forEach((now, i) => {
      const { step: steps, epoch: epochsOf } = this.race.racers[i].loss;
      const height = this.height(now[this.view.set] ?? now.train);
      const px = toX(this.across(interpolate(steps, epochsOf, now.step), now.step));
      const py = height === null ? Infinity : toY(height);
      const seen = px >= -5 && px <= area.width + 5 && py >= -5 && py <= area.height + 5;
      this.points[i].style.display = seen ? "" : "none";
      if (seen) moveTo(this.points[i], px, py);
    });
  }
}
