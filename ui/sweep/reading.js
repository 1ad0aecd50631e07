// What the server says of a sweep, in the shape the pictures use.
import { brief, precise, whole } from "../stage/format.js";
import { decode } from "../stage/message.js";

/** The question: axes with the edges of their cells, in the axis's own numbers. */
export function readQuestion(bytes) {
  const { header } = decode(bytes);
  return { ...shaped(header), over: header.over && shaped(header.over) };
}

function shaped(header) {
  for (const axis of header.axes) axis.edges = edges(axis);
  const [x, y] = header.axes;
  const columns = x.values.length;
  const grid = header.kind === "map";
  return { ...header, columns, count: grid ? columns * y.values.length : columns };
}

/** Cells around their values: they meet halfway, on a log axis by factors. */
function edges({ values, log }) {
  const at = values.map((value) => (log ? Math.log10(value) : value));
  const between = at.slice(1).map((each, i) => (each + at[i]) / 2);
  const last = at.length - 1;
  const ends = last ? [2 * at[0] - between[0], 2 * at[last] - between[last - 1]] : [at[0] - 0.5, at[0] + 0.5];
  return [ends[0], ...between, ends[1]].map((each) => (log ? 10 ** each : each));
}

/** What is known so far. Without several seeds every number is its own median and band. */
export function readCells(bytes) {
  const { header, arrays } = decode(bytes);
  const { value, share, low = value, high = value, first = value, rows } = arrays;
  return { ...header, value, share, low, high, first, rows };
}

/** Plotly's ticks for a log axis: whole powers of ten, and 2 and 5 between them where those are few. */
export function logTicks({ log, edges }) {
  const [low, high] = [edges[0], edges.at(-1)];
  if (!log || high / low >= 150) return log ? { dtick: 1 } : {};
  const powers = Array.from({ length: 5 }, (_, i) => 10 ** (Math.floor(Math.log10(low)) + i));
  const tickvals = powers.flatMap((power) => [1, 2, 5].map((digit) => digit * power));
  return { tickmode: "array", tickvals, ticktext: tickvals.map(brief) };
}

export const EMPTY = "empty";
export const DIVERGED = "diverged";
export const NEVER = "never";
export const DONE = "done";

/** What became of a setting. */
export function fate(cells, i) {
  if (!cells || Number.isNaN(cells.share[i])) return EMPTY;
  if (Number.isFinite(cells.value[i])) return DONE;
  return cells.share[i] >= 0.5 ? DIVERGED : NEVER;
}

/** "learning rate 180, β₁ 0.8" */
export const settingText = (question, i) =>
  valuesOf(question, i)
    .map((value, k) => `${question.axes[k].short} ${brief(value)}`)
    .join(", ");

/** The varied settings of one place. */
export function valuesOf({ kind, axes, columns }, i) {
  if (kind === "sample") return axes.map((axis) => axis.values[i]);
  const [x, y] = axes;
  return y ? [x.values[i % columns], y.values[Math.floor(i / columns)]] : [x.values[i]];
}

/** A measured number as it is read. */
export function measured(question, value) {
  if (Number.isNaN(value)) return "not done yet";
  if (!Number.isFinite(value)) return question.measure.id === "steps" ? "never" : "diverged";
  if (question.measure.id === "diverged") return `${brief(100 * value)} %`;
  return question.measure.id === "steps" ? whole(value) : precise(value);
}

/** What became of a setting, in short sentences. */
export function fateTexts(question, cells, i) {
  const { seeds, measure } = question;
  const what = fate(cells, i);
  if (what === EMPTY) return ["Not done yet."];
  const failed = Math.round(cells.share[i] * seeds);
  const texts = [];
  if (what === DONE) texts.push(`${capital(measure.name)}: ${measured(question, cells.value[i])}`);
  else if (what === DIVERGED) texts.push(seeds > 1 ? `Diverged with ${failed} of ${seeds} seeds.` : "Diverged.");
  else texts.push(seeds > 1 ? "Most seeds never come within the tolerance." : "Never comes within the tolerance.");
  if (what === DONE && cells.rows && Number.isFinite(cells.rows[i]))
    texts.push(`${brief(cells.rows[i] / question.rows)} epochs, ${whole(cells.rows[i])} rows seen`);
  if (seeds > 1 && measure.id !== "diverged") {
    texts.push(`10 to 90 % of the seeds: ${measured(question, cells.low[i])} to ${measured(question, cells.high[i])}`);
    if (failed && what === DONE) texts.push(`Diverged with ${failed} of ${seeds} seeds.`);
    texts.push(`With seed ${question.seed}, which the race shows: ${measured(question, cells.first[i])}`);
  }
  return texts;
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
