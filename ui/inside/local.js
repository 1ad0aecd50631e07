// The landscape around a place, exact at any zoom: height, slope and curvature there say all of a bowl.
import { Contour } from "../stage/contour.js";
import { precise } from "../stage/format.js";

const SIDE = 60; // points
const LINES = 8; // about so many in a window
const AROUND = 0.3; // of the window, drawn beyond each edge
const BOTTOM = 1e-300;

/** How much higher than at a place with this slope (x, y) and curvature it is at a distance (dx, dy). */
export const rise = ([gx, gy], [[hxx, hxy], [, hyy]]) => (dx, dy) =>
  gx * dx + gy * dy + 0.5 * (hxx * dx * dx + 2 * hxy * dx * dy + hyy * dy * dy);

export class LocalContour extends Contour {
  /** place: {x, y, height, slope, curvature}; null: draw the surface as it came. */
  around(place) {
    this.place = place;
  }

  async render() {
    if (this.place && this.theme) this.trace = this.filled(this.surface());
    await super.render();
  }

  surface() {
    const { x: px, y: py, height, slope, curvature } = this.place;
    const { axes } = this.chart;
    const line = ([low, high]) => {
      const room = (high - low) * AROUND;
      return Float64Array.from(
        { length: SIDE },
        (_, i) => low - room + ((high - low + 2 * room) * i) / (SIDE - 1),
      );
    };
    const [x, y] = [line(axes.x.range), line(axes.y.range)];
    const higher = rise(slope, curvature);
    const z = Float64Array.from({ length: SIDE * SIDE }, (_, i) =>
      Math.log10(Math.max(BOTTOM, height + higher(x[i % SIDE] - px, y[Math.floor(i / SIDE)] - py))),
    );
    const levels = levelsOf(z.filter((value) => value > -200));
    this.labelled = levels.map((level) => precise(+(10 ** level).toPrecision(6)));
    return { x, y, z, levels };
  }

  nameLevels() {
    if (this.place) this.labels = this.labelled;
    super.nameLevels();
  }
}

/** Levels as log10: by equal factors over decades, by equal differences within one. */
function levelsOf(z) {
  const low = z.reduce((a, b) => Math.min(a, b));
  const high = z.reduce((a, b) => Math.max(a, b));
  if (high - low > 1.5) {
    const step = Math.ceil((high - low) / LINES);
    const powers = between(low - step, high, step);
    const levels = step > 1 ? powers : powers.flatMap((power) => [power, power + Math.log10(3)]);
    return levels.filter((level) => level >= low && level <= high);
  }
  const step = nice((10 ** high - 10 ** low) / LINES);
  return between(10 ** low, 10 ** high, step).map(Math.log10);
}

/** All multiples of a step between two ends. */
const between = (low, high, step) => {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(1, Math.floor(high / step) - first + 1) }, (_, k) => (first + k) * step);
};

function nice(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].find((digit) => digit * power >= step) * power;
}
