// The picture of a step: on the landscape around it, where the slopes point, where SGD would go, where it went.
import { make, setText } from "../stage/dom.js";
import { brief, precise } from "../stage/format.js";
import { Labels } from "../stage/labels.js";
import { Landscape } from "../stage/landscape.js";
import { dashArray, svgNode } from "../stage/layer.js";
import { extent, rise } from "../stage/local.js";
import { groundColors, mix, racerColor } from "../stage/theme.js";
import { Arrow, BUTTONS } from "./arrow.js";
import { Valley } from "./valley.js";

const LONGEST = 0.24; // of the picture's smaller side: the arrow of the steepest slope
const LEAST_VIEW = 2e-5; // of a parameter's size: nearer, its own digits would show

// Every arrow: how it is drawn, what it is called beside its tip and in the key.
const SLOPES = {
  g: { dash: "solid", width: 2.2, tip: "−g" },
  full: { dash: "8 4", width: 2.2, tip: "" },
  moment: { dash: "9 3 2 3", width: 2.2, tip: "" },
};
const STEPS = {
  sgd: { dash: "2 3", width: 2.4, tip: "SGD" },
  step: { dash: "solid", width: 4, tip: "step" },
};

export class Picture {
  constructor(parent) {
    this.landscape = new Landscape(parent, () => {}, (choice) => this.look(choice));
    const { chart } = this.landscape;
    this.node = chart.figure;
    this.valley = new Valley(this.landscape); // under the arrows
    this.layer = svgNode("g", { class: "inside-arrows" });
    chart.layer.insertBefore(this.layer, this.landscape.heads);
    this.names = new Labels(chart.layer);
    this.landscape.labels.group.style.display = "none"; // the arrows' names take their room
    this.key = make("ul", { class: "inside-keys" });
    this.node.append(this.key);
    chart.moved.push(() => this.place());
  }

  async draw(plotly, inside, theme) {
    const { race, slots } = inside;
    Object.assign(this, { inside, theme, view: { ...race.view, ...this.view } });
    const racers = slots.map(({ racer }) => race.racers[racer]);
    const titles = { landscape: "The step on the landscape" };
    this.race = { ...race, racers, titles, window: this.window ?? race.window };
    this.colors = {
      g: theme.text,
      full: theme.muted,
      moment: mix(racerColor(racers[0], theme), theme.text, 0.35),
      sgd: theme.text,
      step: racerColor(racers[0], theme),
      other: racers[1] && racerColor(racers[1], theme),
    };
    this.build();
    await this.landscape.draw(plotly, this.race, theme, this.view);
  }

  async look(choice) {
    Object.assign(this.view, choice);
    await this.landscape.look(this.view, this.race, this.theme);
  }

  build() {
    const { slots, race } = this.inside;
    const [{ moment, said, lr, schedule }] = slots;
    const rate = schedule ? "step's learning rate" : `learning rate, ${precise(lr)}`;
    const kinds = {
      g: { ...SLOPES.g, text: said.g },
      full: said.full && { ...SLOPES.full, tip: said.tip, text: said.full },
      moment: moment && {
        ...SLOPES.moment, tip: "memory", text: `downhill as it remembers it, −${moment.symbol}`,
      },
      sgd: { ...STEPS.sgd, text: `the step of an SGD with this ${rate}` },
      step: { ...STEPS.step, text: `the step of ${slots[0].name}` },
      other: slots[1] && { ...STEPS.step, tip: slots[1].name, dash: "12 4", text: `the step of ${slots[1].name}` },
    };
    this.step = null; // that of the arrows there were; the clock tells the new ones
    this.kinds = Object.entries(kinds).filter(([, kind]) => kind);
    this.layer.replaceChildren();
    this.arrows = this.kinds.map(([name, kind]) => new Arrow(this.layer, kind, this.colors[name]));
    this.names.write(this.kinds.map(([name, { tip }]) => ({ text: tip, color: this.colors[name] })));
    this.numbers = this.kinds.map(() => make("b"));
    const rows = this.kinds.map(([name, kind], i) => {
      const text = make("span");
      text.innerHTML = kind.text.replace(/&(?!\w+;)/g, "&amp;").replace(/<(?!\/?m)/g, "&lt;"); // only formulas
      return make("li", {}, sample(kind, this.colors[name]), text, this.numbers[i]);
    });
    const lines = sample({ dash: "5 4", width: 1.4 }, this.theme.text);
    this.ofBatch = make("li", {}, lines, "the mini-batch's own contour lines, and × its lowest point");
    this.ofBatch.hidden = true; // until a step has one
    const { lines: color, width } = groundColors(race, this.theme);
    const level = sample({ dash: "solid", width }, color);
    const heights = make("li", {}, level, `contour lines: ${race.bounded ? race.words.gap : race.words.height.train}`);
    const scales = make("li", {}, `${this.kinds.some(([name]) => name === "moment") ? "Slopes and memory are" : "Slopes are"} drawn to a scale of their own, steps as long as they are.`);
    this.key.replaceChildren(...rows, heights, this.ofBatch, scales);
  }

  /** found: where the working of this moment is; null while it is on its way. */
  show(moment, found) {
    const { slots } = this.inside;
    const at = slots.map(({ racer }) => moment.at[racer]);
    const ready = found && slots.every((slot, i) => slot.steps > 0 && at[i].step > 0);
    this.step = ready ? this.read(found, at) : null;
    const moving = this.step && this.aim(); // then all finds its place once the axes are there
    this.landscape.show({ ...moment, at });
    if (!moving) this.place();
  }

  read({ part: { working }, place }, at) {
    const pair = (slot, name, sign = 1) => [0, 1].map((k) => sign * working[slot](name, place, k));
    const { slots, bowl } = this.inside;
    const [{ moment }] = slots;
    const [x, y] = pair(0, "x");
    const full = pair(0, "full");
    const moved = pair(0, "moved");
    const higher = bowl && rise(full, bowl.hessian);
    const height = bowl && at[0].train - higher(...moved); // here, from the height after the step
    const one = (name) => working[0](name, place);
    const { full: ofAllRows } = slots[0].said; // null where the mini-batch is all rows
    const curvature = ofAllRows && one("h_mm") !== undefined && [[one("h_mm"), one("h_mb")], [one("h_mb"), one("h_bb")]];
    return {
      x, y, curvature,
      lowest: curvature && pair(0, "bottom"),
      around: bowl && { x, y, height, slope: full, curvature: bowl.hessian },
      from: { other: slots[1] && pair(1, "x") },
      vectors: {
        g: pair(0, "g", -1),
        full: full.map((value) => -value),
        moment: moment && pair(0, moment.name, -1),
        sgd: pair(0, "g", -one("lr")),
        step: moved,
        other: slots[1] && pair(1, "moved"),
      },
    };
  }

  /** A view that shows the step large enough, and stays as long as it does; true while it is on its way. */
  aim() {
    const { x, y, vectors, from } = this.step;
    const ends = [[x, y], [x + vectors.step[0], y + vectors.step[1]]];
    if (from.other) ends.push(from.other, from.other.map((value, k) => value + vectors.other[k]));
    const spans = [0, 1].map((k) => extent(ends.map((end) => end[k])));
    const home = this.inside.race.window;
    const sides = home.map(([low, high]) => high - low);
    const least = Math.max(...[0, 1].map((k) => (LEAST_VIEW * Math.max(...spans[k].map(Math.abs))) / sides[k]));
    const wanted = Math.max(least, 3 * Math.max(...[0, 1].map((k) => (spans[k][1] - spans[k][0]) / sides[k])));
    const zoom = 2 ** Math.ceil(Math.log2(wanted));
    if (this.window && this.zoom >= zoom && this.zoom <= 4 * zoom && this.holds(spans)) return false;
    this.zoom = zoom;
    this.window = spans.map(([low, high], k) => {
      const middle = (low + high) / 2;
      return [middle - (zoom * sides[k]) / 2, middle + (zoom * sides[k]) / 2];
    });
    const { zoom: view, chart, contour } = this.landscape;
    contour.around(this.step.around);
    this.race.window = this.window;
    view.home = this.window;
    if (view.kept || !chart.area) return false;
    view.show(this.window);
    return true;
  }

  holds(spans) {
    return spans.every(([low, high], k) => {
      const [from, to] = this.window[k];
      const edge = 0.12 * (to - from);
      return low >= from + edge && high <= to - edge;
    });
  }

  place() {
    const { chart } = this.landscape;
    for (const group of [this.layer, this.names.group]) group.style.display = this.step ? "" : "none";
    if (!this.step) this.valley.hide();
    if (!this.step || !chart.area || !this.kinds) return;
    const { area, toX, toY } = chart;
    const { x, y, vectors, from } = this.step;
    const pixels = ([dx, dy]) => [dx * (toX(1) - toX(0)), dy * (toY(1) - toY(0))];
    const longest = Math.max(...Object.keys(SLOPES).map((name) => Math.hypot(...pixels(vectors[name] ?? [0, 0]))));
    const scale = (LONGEST * Math.min(area.width, area.height)) / (longest || 1);
    const tips = this.kinds.map(([name], i) => {
      const start = from[name] ?? [x, y];
      const vector = vectors[name];
      setText(this.numbers[i], vector.every(Number.isFinite) ? `(${vector.map(brief).join(", ")})` : "");
      const [a, b] = [toX(start[0]), toY(start[1])];
      const shift = pixels(vector).map((value) => (name in SLOPES ? value * scale : value));
      return this.arrows[i].place(a, b, shift, area);
    });
    this.names.place(tips, area, [[area.width - BUTTONS[0], 0, area.width, BUTTONS[1]]]);
    this.ofBatch.hidden = !this.step.curvature;
    if (!this.step.curvature) return void this.valley.hide();
    this.valley.draw({ ...this.step, slope: vectors.g.map((value) => -value) }, this.theme);
  }
}

function sample({ dash, width }, color) {
  const svg = svgNode("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" });
  svgNode("path", { d: "M0 6H34", stroke: color, "stroke-width": width, "stroke-dasharray": dashArray(dash) }, svg);
  return svg;
}
