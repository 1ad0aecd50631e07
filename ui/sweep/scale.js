// From a measured number to a colour, by its order of magnitude where the numbers span decades.
import { make } from "../stage/dom.js";
import { brief, superscript } from "../stage/format.js";
import { DONE, fate } from "./reading.js";

const SHADES = 256;
const DECADES = 1.5; // from here on, orders of magnitude are what is compared

export class Scale {
  /** Over all numbers that are there, and one more; none above the ceiling is told from another. */
  constructor(question, cells, more = null) {
    const { ceiling, count } = question;
    this.shades = shades(question.colors);
    let low = Infinity;
    let high = -Infinity;
    let least = Infinity; // above 0
    const all = Array.from({ length: cells ? count : 0 }, (_, i) => (fate(cells, i) === DONE ? cells.value[i] : null));
    for (const value of [...all, more]) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
      if (value > 0) least = Math.min(least, value);
    }
    this.capped = ceiling !== null && high > ceiling;
    if (this.capped) high = Math.max(ceiling, low);
    this.log = low >= 0 && least < Infinity && Math.log10(high / Math.max(low, least)) > DECADES;
    this.hasZero = this.log && low === 0;
    this.low = this.log ? Math.log10(low === 0 ? least : low) : low;
    this.high = this.log ? Math.log10(high) : high;
    this.known = low <= high;
  }

  /** From 0, the best, to 1. */
  place(value) {
    if (this.log && value <= 0) return 0;
    const at = this.log ? Math.log10(value) : value;
    return this.high > this.low ? Math.min(1, Math.max(0, (at - this.low) / (this.high - this.low))) : 0;
  }

  color(value) {
    return this.shades[Math.round(this.place(value) * (SHADES - 1))];
  }

  /** Numbers to write at the bar, with their places. */
  ticks() {
    if (!this.known) return [];
    if (!this.log) return this.high > this.low ? [0, 0.5, 1].map((share) => [share, brief(this.low + share * (this.high - this.low))]) : [[0, brief(this.low)]];
    const first = Math.ceil(this.low - 1e-9);
    const last = Math.floor(this.high + 1e-9);
    const step = Math.max(1, Math.ceil((last - first) / 5));
    const ticks = [];
    for (let power = first; power <= last; power += step) {
      const text = power >= -2 && power <= 4 ? brief(10 ** power) : `10${superscript(power)}`;
      ticks.push([(power - this.low) / (this.high - this.low), text]);
    }
    return ticks;
  }
}

let ladder;
function shades(colors) {
  ladder ??= Array.from({ length: SHADES }, (_, i) => {
    const place = (i / (SHADES - 1)) * (colors.length - 1);
    const k = Math.min(Math.floor(place), colors.length - 2);
    return blend(colors[k], colors[k + 1], place - k);
  });
  return ladder;
}

/** Between two colours like "#fde725". */
function blend(from, to, share) {
  const part = (color, i) => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `rgb(${[0, 1, 2].map((i) => Math.round(part(from, i) + share * (part(to, i) - part(from, i)))).join(" ")})`;
}

/** The colour bar, with what its ends mean. */
export class Bar {
  constructor(parent) {
    this.name = make("span", { class: "sweep-bar-name" });
    this.ticks = make("div", { class: "sweep-bar-ticks" });
    this.strip = make("div", { class: "sweep-bar-strip" });
    this.bar = make("div", { class: "sweep-bar-scale" }, this.strip, this.ticks);
    this.box = parent.appendChild(make("div", { class: "sweep-colors" }, this.name, this.bar));
  }

  draw(question, scale) {
    const { seeds, measure, colors } = question;
    this.strip.style.background = `linear-gradient(to right, ${colors.join(", ")})`;
    const middle = seeds > 1 && measure.id !== "diverged" ? `, median of ${seeds} seeds` : "";
    const cap = scale.capped ? "; the darkest: no better than the start" : "";
    this.name.textContent = `${measure.name}${middle}${scale.hasZero ? "; the brightest: 0 too" : ""}${cap}`;
    this.ticks.replaceChildren(
      ...scale.ticks().map(([share, text]) => make("span", { style: `left: ${(100 * share).toFixed(2)}%` }, text)),
    );
  }
}
