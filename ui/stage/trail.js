// A path in pixels whose travelled part is a prefix of one string, so that a frame costs a slice.
import { lastNotAfter } from "./message.js";

const MARGIN = 2000; // pixels beyond the plot that are still drawn; far enough to keep every direction true
const STEP = 0.5; // pixels a point must be away from the last one drawn

/** The part of the segment a-b inside the box around the plot, or null (Liang and Barsky). */
function clipSegment(ax, ay, bx, by, width, height) {
  let from = 0;
  let to = 1;
  const sides = [
    [ax - bx, ax + MARGIN],
    [bx - ax, width + MARGIN - ax],
    [ay - by, ay + MARGIN],
    [by - ay, height + MARGIN - ay],
  ];
  for (const [slope, room] of sides) {
    if (slope === 0) {
      if (room < 0) return null;
    } else if (slope < 0) from = Math.max(from, room / slope);
    else to = Math.min(to, room / slope);
  }
  if (!(from <= to)) return null;
  const at = (share) => [ax + (bx - ax) * share, ay + (by - ay) * share];
  return [from > 0 ? at(from) : null, to < 1 ? at(to) : [bx, by]];
}

const point = (letter, x, y) => `${letter}${x.toFixed(1)} ${y.toFixed(1)}`;

function segment(ax, ay, bx, by, size) {
  const part = clipSegment(ax, ay, bx, by, size.width, size.height);
  if (!part) return "";
  const [entry, end] = part;
  return (entry ? point("M", ...entry) : "") + point("L", ...end);
}

export class Trail {
  constructor(path, toX, toY, size) {
    const n = path.step.length;
    this.step = path.step;
    this.size = size;
    this.x = new Float64Array(n); // where the pen is after each point
    this.y = new Float64Array(n);
    this.end = new Int32Array(n);
    const inside = (x, y) => x > -MARGIN && x < size.width + MARGIN && y > -MARGIN && y < size.height + MARGIN;
    let [penX, penY] = [toX(path.x[0]), toY(path.y[0])];
    let text = inside(penX, penY) ? point("M", penX, penY) : "";
    for (let i = 0; i < n; i++) {
      const x = toX(path.x[i]);
      const y = toY(path.y[i]);
      if (i > 0 && Math.abs(x - penX) + Math.abs(y - penY) >= STEP) {
        text += segment(penX, penY, x, y, size);
        [penX, penY] = [x, y];
      }
      [this.x[i], this.y[i], this.end[i]] = [penX, penY, text.length];
    }
    this.text = text;
  }

  /** The path up to this step, and on to the head. */
  upTo(step, headX, headY) {
    const i = lastNotAfter(this.step, step);
    const done = this.text.slice(0, this.end[i]);
    return done + segment(this.x[i], this.y[i], headX, headY, this.size);
  }
}
