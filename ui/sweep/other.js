// A sweep that is laid over this one: its best setting, and its curve along an axis of this one.
import { brief } from "../stage/format.js";
import { EMPTY, fate, measured, settingText, valuesOf } from "./reading.js";

export class Other {
  constructor(question, cells) {
    Object.assign(this, { question, cells });
    this.name = `┄ ${question.name}`;
  }

  /** Has any of its settings succeeded? */
  get known() {
    return this.cells.best !== null;
  }

  /** Its best measured number. */
  get value() {
    return this.cells.value[this.cells.best];
  }

  /** All settings of its best by their names, also those it does not vary. */
  get best() {
    const { axes, hypers } = this.question;
    const varied = valuesOf(this.question, this.cells.best).map((value, k) => [axes[k].name, value]);
    return { ...hypers, ...Object.fromEntries(varied) };
  }

  get words() {
    const { question, cells, name } = this;
    if (!this.known) return name;
    return `${name}: ${question.measure.name} ${measured(question, this.value)} at its best, ${settingText(question, cells.best)}`;
  }

  /** Its curve along that axis, where its cells hold this value of the other axis; null where none does. */
  along(name, across) {
    const { question, cells } = this;
    const { axes, columns } = question;
    const k = axes.findIndex((axis) => axis.name === name);
    const cross = axes[1 - k];
    const held = cross ? cross.values.findIndex((_, i) => across >= cross.edges[i] && across <= cross.edges[i + 1]) : 0;
    if (held < 0) return null;
    const places = axes[k].values.map((_, i) => (k === 0 ? held * columns + i : i * columns + held));
    const pick = (array) => places.map((i) => (fate(cells, i) === EMPTY || !Number.isFinite(array?.[i]) ? null : array[i]));
    return {
      name: this.name,
      at: cross ? `${cross.short} ${brief(cross.values[held])}` : "",
      x: axes[k].values,
      value: pick(cells.value),
      band: question.seeds > 1 && question.measure.id !== "diverged" ? [pick(cells.low), pick(cells.high)] : [],
    };
  }
}
