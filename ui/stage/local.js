// The landscape around a place, exact at any zoom. Of a bowl, height, slope and curvature there say all; the
// heights of any other surface are asked for.
import { Contour } from "./contour.js";
import { powerOfTen, precise } from "./format.js";
import { decode } from "./message.js";

const SIDE = 60; // points
const LINES = 14; // about so many in a window and around it
const AROUND = 0.3; // of the window, drawn beyond each edge
const FINE_FROM = 0.6; // of the map: a closer look finds it coarse
const BOTTOM = 1e-300;
const NO_HEIGHT = 1e30; // stands for a place where the surface has no height

/** How much higher than at a place with this slope (x, y) and curvature it is at a distance (dx, dy). */
export const rise = ([gx, gy], [[hxx, hxy], [, hyy]]) => (dx, dy) =>
  gx * dx + gy * dy + 0.5 * (hxx * dx * dx + 2 * hxy * dx * dy + hyy * dy * dy);

export class LocalContour extends Contour {
  /** get: gets what is at an address; address: that of the heights in a window, null where there are none.
   * home: the window of the map, which will do for a look from as far; without one, heights are always asked for. */
  from({ race, bowl, home }, get, address = race.urls.heights) {
    if (race.surface.key === this.of) return; // what was asked for still holds
    this.of = race.surface.key;
    this.bounded = race.bounded;
    this.home = home;
    this.heightsIn = address && !bowl?.hessian ? (around) => get(`${address}&around=${around}`) : null;
    this.asked = null;
  }

  /** place: {x, y, height, slope, curvature} in a bowl; null: draw the surface as it came, or ask. */
  around(place) {
    this.place = place;
  }

  async render() {
    if (this.place && this.theme) this.trace = this.local(this.bowl());
    else if (this.heightsIn && this.theme && this.beyondMap()) this.ask();
    else this.backToMap();
    await super.render();
  }

  /** Is the view closer than the map is fine, or does it show more than the map? */
  beyondMap() {
    const { axes } = this.chart;
    return !this.home || [axes.x.range, axes.y.range].some(([low, high], i) => {
      const [from, to] = this.home[i];
      const room = (to - from) / 2;
      return high - low < FINE_FROM * (to - from) || low < from - room || high > to + room;
    });
  }

  backToMap() {
    this.asked = null;
    this.trace = this.map;
  }

  /** What is drawn stays until the answer is there; an answer that comes too late is not shown. */
  async ask() {
    const ranges = this.ranges();
    const asked = { around: ranges.flat().join() };
    if (asked.around === this.asked?.around && this.trace !== this.map) return;
    this.asked = asked;
    try {
      const { header, arrays } = decode(await this.heightsIn(asked.around));
      if (asked !== this.asked) return;
      const height = this.bounded ? (gap) => Math.log10(Math.max(gap, BOTTOM)) : (gap) => gap;
      const z = Float64Array.from(arrays.z, (gap) => (gap > NO_HEIGHT ? 2 * NO_HEIGHT : height(header.low + gap)));
      const [x, y] = ranges.map((range) => spread(range, header.side));
      this.trace = this.local({ x, y, z });
      await super.render();
    } catch (error) {
      console.warn("stage: the map stays as coarse as it came:", error);
    }
  }

  /** The view and some room around it. */
  ranges() {
    const { axes } = this.chart;
    return [axes.x.range, axes.y.range].map(([low, high]) => {
      const room = (high - low) * AROUND;
      return [low - room, high + room];
    });
  }

  bowl() {
    const { x: px, y: py, height, slope, curvature } = this.place;
    const [x, y] = this.ranges().map((range) => spread(range, SIDE));
    const higher = rise(slope, curvature);
    const z = Float64Array.from({ length: SIDE * SIDE }, (_, i) =>
      Math.log10(Math.max(BOTTOM, height + higher(x[i % SIDE] - px, y[Math.floor(i / SIDE)] - py))),
    );
    return { x, y, z };
  }

  /** Plotly's trace of these heights, with levels of their own. */
  local({ x, y, z }) {
    const seen = z.filter((value) => value > -200 && value < NO_HEIGHT);
    const levels = seen.length === 0 ? [0, 1] : this.bounded ? levelsOf(seen) : evenLevels(...extent(seen));
    const height = this.bounded ? (level) => 10 ** level : (level) => level;
    const labels = levels.map((level) => levelName(+height(level).toPrecision(6)));
    return this.filled({ x, y, z, labels, levels: levels.length > 1 ? levels : [levels[0], levels[0] + 1] });
  }
}

/** Round numbers of many digits are short on a line: 2·10⁶. */
function levelName(value) {
  const power = Math.floor(Math.log10(value));
  const digit = value / 10 ** power;
  if (power >= 5 && Number.isInteger(digit)) return powerOfTen(digit, power);
  return precise(value).replace(/\.?0+×/, "×");
}

const spread = ([low, high], count) => Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

/** Levels as log10: by equal factors over decades, by equal differences within one. */
function levelsOf(z) {
  const [low, high] = extent(z);
  if (high - low > 1.5) {
    const step = Math.ceil((high - low) / LINES);
    const powers = between(low - step, high, step);
    const levels = step > 1 ? powers : powers.flatMap((power) => [1, 2, 5].map((digit) => power + Math.log10(digit)));
    return levels.filter((level) => level >= low && level <= high);
  }
  return evenLevels(10 ** low, 10 ** high).map(Math.log10);
}

export const extent = (values) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

/** Levels at equal differences. */
const evenLevels = (low, high) => (high > low ? between(low, high, nice((high - low) / LINES)) : [low, low + 1]);

/** All multiples of a step between two ends. */
const between = (low, high, step) => {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(1, Math.floor(high / step) - first + 1) }, (_, k) => (first + k) * step);
};

function nice(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].find((digit) => digit * power >= step) * power;
}
