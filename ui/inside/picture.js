// The picture of a step: on the landscape around it, where the slopes point, where SGD would go, where it went.
import { make, setText } from "../stage/dom.js";
import { brief, precise } from "../stage/format.js";
import { Labels } from "../stage/labels.js";
import { Landscape } from "../stage/landscape.js";
import { dashArray, moveTo, svgNode, symbolPath } from "../stage/layer.js";
import { groundColors, mix, racerColor } from "../stage/theme.js";
import { isolines } from "./isolines.js";

const LONGEST = 0.24; // of the picture's smaller side: the arrow of the steepest slope
const HEAD = 8; // pixels
const LEAST_VIEW = 2e-5; // of a parameter's size: nearer, its own digits would show
const INSET = 14; // pixels from the edge, where an arrow that leaves the picture is named
const BUTTONS = [44, 150]; // width and height of those at the upper right, in pixels

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
    this.batch = svgNode("g", { class: "inside-batch" });
    this.arrows = svgNode("g", { class: "inside-arrows" });
    chart.layer.insertBefore(this.batch, this.landscape.marks);
    chart.layer.insertBefore(this.arrows, this.landscape.heads);
    this.lowest = svgNode("path", { d: symbolPath("x", 5), class: "inside-lowest" }, this.arrows);
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
    this.arrows.replaceChildren(this.lowest);
    this.shafts = this.kinds.map(([name, { dash, width }]) =>
      svgNode(
        "path",
        { stroke: this.colors[name], fill: "none", "stroke-width": width, "stroke-dasharray": dashArray(dash) },
        this.arrows,
      ),
    );
    this.points = this.kinds.map(([name]) => svgNode("path", { fill: this.colors[name] }, this.arrows));
    this.names.write(this.kinds.map(([name, { tip }]) => ({ text: tip, color: this.colors[name] })));
    this.numbers = this.kinds.map(() => make("b"));
    const rows = this.kinds.map(([name, kind], i) => {
      const text = make("span");
      text.innerHTML = kind.text.replace(/&(?!\w+;)/g, "&amp;").replace(/<(?!\/?m)/g, "&lt;"); // only formulas
      return make("li", {}, sample(kind, this.colors[name]), text, this.numbers[i]);
    });
    const lines = sample({ dash: "5 4", width: 1.4 }, this.theme.text);
    this.valley = make("li", {}, lines, "the mini-batch's own contour lines, and × its lowest point");
    this.valley.hidden = true; // until a step has one
    const level = sample({ dash: "solid", width: 1.3 }, groundColors(race, this.theme).lines);
    const heights = make("li", {}, level, `contour lines: ${race.bounded ? race.words.gap : race.words.height.train}`);
    const scales = make("li", {}, `${this.kinds.some(([name]) => name === "moment") ? "Slopes and memory are" : "Slopes are"} drawn to a scale of their own, steps as long as they are.`);
    this.key.replaceChildren(...rows, heights, this.valley, scales);
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
    for (const group of [this.batch, this.arrows, this.names.group]) group.style.display = this.step ? "" : "none";
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
      return this.arrow(i, a, b, shift, area);
    });
    this.names.place(tips, area, [[area.width - BUTTONS[0], 0, area.width, BUTTONS[1]]]);
    this.drawBatch();
  }

  /** Returns where its tip is, or where it leaves the picture. */
  arrow(i, a, b, [dx, dy], area) {
    const length = Math.hypot(dx, dy);
    const visible = length > 0.5 && Number.isFinite(length);
    this.shafts[i].style.display = this.points[i].style.display = visible ? "" : "none";
    if (!visible) return null;
    const [ux, uy] = [dx / length, dy / length];
    const width = this.kinds[i][1].width;
    const head = Math.min(HEAD + width, length);
    const far = Math.min(length, 4000); // beyond the picture it goes on as it is
    const [tx, ty] = [a + ux * far, b + uy * far];
    const line = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    this.shafts[i].setAttribute("d", `M${line(a, b)}L${line(tx - ux * head * 0.8, ty - uy * head * 0.8)}`);
    const wing = (side) => line(tx - ux * head - side * uy * head * 0.45, ty - uy * head + side * ux * head * 0.45);
    this.points[i].setAttribute("d", `M${line(tx, ty)}L${wing(1)}L${wing(-1)}Z`);
    const within = (right) => {
      const room = ux > 0 ? (right - INSET - a) / ux : ux < 0 ? (INSET - a) / ux : Infinity;
      const high = uy > 0 ? (area.height - INSET - b) / uy : uy < 0 ? (INSET - b) / uy : Infinity;
      const seen = Math.max(0, Math.min(far, room, high));
      return { x: a + ux * seen, y: b + uy * seen };
    };
    const end = within(area.width);
    return end.x > area.width - BUTTONS[0] && end.y < BUTTONS[1] ? within(area.width - BUTTONS[0]) : end;
  }

  /** The landscape as this mini-batch sees it. */
  drawBatch() {
    const { step, theme } = this;
    const { axes, toX, toY, area } = this.landscape.chart;
    this.valley.hidden = !step.curvature;
    this.lowest.style.display = "none";
    if (!step.curvature) return this.batch.replaceChildren();
    const slope = step.vectors.g.map((value) => -value);
    const higher = rise(slope, step.curvature);
    const [xs, ys] = [axes.x.range, axes.y.range];
    const corners = xs.flatMap((x) => ys.map((y) => higher(x - step.x, y - step.y)));
    const reach = Math.max(...corners.map(Math.abs)) / 4;
    const levels = [-3, -2, -1, 0, 1, 2, 3].map((k) => k * reach);
    const paths = isolines((x, y) => higher(x - step.x, y - step.y), xs, ys, levels, toX, toY);
    while (this.batch.childElementCount < levels.length) svgNode("path", {}, this.batch);
    paths.forEach((d, k) => this.batch.children[k].setAttribute("d", d));
    this.batch.setAttribute("stroke", theme.text);
    const [x, y] = [toX(step.lowest[0]), toY(step.lowest[1])];
    const inside = x > 0 && y > 0 && x < area.width && y < area.height;
    this.lowest.style.display = inside ? "" : "none";
    if (inside) moveTo(this.lowest, x, y);
  }
}

function sample({ dash, width }, color) {
  const svg = svgNode("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" });
  svgNode("path", { d: "M0 6H34", stroke: color, "stroke-width": width, "stroke-dasharray": dashArray(dash) }, svg);
  return svg;
}
