// The heights over the window as level numbers, and what they hide from an eye.
import { levelNumber } from "./levels.js";
import { lastNotAfter } from "./message.js";

const MESH_SIDE = 100; // points a side: without a graphics card more take seconds
const SLACK = 0.15; // levels by which a line of sight may graze the surface

export class Mesh {
  /** The heights of the grid within the window, and one row more around it, which the axes cut off. */
  constructor({ x, y, z, levels }, window) {
    const [[left, right], [low, high]] = window;
    const within = (values, from, to) => [
      lastNotAfter(values, from),
      Math.min(values.length - 1, lastNotAfter(values, to) + 1),
    ];
    const [x0, x1] = within(x, left, right);
    const [y0, y1] = within(y, low, high);
    const [columns, rows] = [thinned(x0, x1), thinned(y0, y1)];
    this.window = window;
    this.x = columns.map((i) => x[i]);
    this.y = rows.map((j) => y[j]);
    this.rows = rows.map((j) => columns.map((i) => Math.max(0, levelNumber(z[j * x.length + i], levels))));
    const heights = this.rows.flat().filter(Number.isFinite);
    this.low = heights.reduce((a, b) => Math.min(a, b), Infinity);
    this.high = heights.reduce((a, b) => Math.max(a, b), -Infinity);
  }

  /** Is a place within the window? */
  holds(x, y) {
    const [[left, right], [low, high]] = this.window;
    return x >= left && x <= right && y >= low && y <= high;
  }

  /** The drawn surface's height, straight between the grid's points. */
  height(x, y) {
    const place = (values, value) => {
      const i = Math.min(lastNotAfter(values, value), values.length - 2);
      return [i, (value - values[i]) / (values[i + 1] - values[i])];
    };
    const [i, across] = place(this.x, x);
    const [j, up] = place(this.y, y);
    const along = (row) => row[i] + (row[i + 1] - row[i]) * across;
    const [below, above] = [along(this.rows[j]), along(this.rows[j + 1])];
    return below + (above - below) * up;
  }

  /** Does the surface stand between the ground at a place and the eye? It does if the line of sight is
   * above the surface here and below it there. */
  hides(x, y, [eyeX, eyeY, eyeZ]) {
    const z = this.height(x, y);
    const cell = (values) => (values.at(-1) - values[0]) / (values.length - 1);
    const cells = Math.max(Math.abs(eyeX - x) / cell(this.x), Math.abs(eyeY - y) / cell(this.y), 1);
    let [over, under] = [false, false];
    for (let share = 1 / cells; share <= 1; share += 1 / cells) {
      const [atX, atY, atZ] = [x + (eyeX - x) * share, y + (eyeY - y) * share, z + (eyeZ - z) * share];
      if (atZ > this.high) return under;
      if (!this.holds(atX, atY)) return false;
      const room = atZ - this.height(atX, atY);
      over ||= room > SLACK;
      under ||= room < -SLACK;
      if (over && under) return true;
    }
    return false;
  }
}

/** Places from first to last, both included, and no more than a mesh may have. */
function thinned(first, last) {
  const stride = Math.ceil((last - first) / MESH_SIDE);
  const places = Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, k) => first + k * stride);
  return places.at(-1) === last ? places : [...places, last];
}
