// The paths of a race laid over this one: whole, thin and dotted, with a hollow marker and a name at the end.
import { dashArray, svgNode, symbolPath } from "./layer.js";
import { racerColor } from "./theme.js";

export const DOTTED = "1px,3px";
export const kept = (racer) => `┄ ${racer.short}`;

export class Beside {
  constructor(layer) {
    this.lines = svgNode("g", { class: "stage-beside" }, layer);
    this.marks = svgNode("g", { class: "stage-beside" }, layer);
  }

  /** A line and a mark for each of these racers; what draws them puts them where they belong. */
  load(racers, theme) {
    this.racers = racers;
    const each = (group, more) =>
      racers.map((racer) => svgNode("path", { stroke: racerColor(racer, theme), ...more(racer) }, group));
    for (const group of [this.lines, this.marks]) group.replaceChildren();
    this.paths = each(this.lines, () => ({ "stroke-dasharray": dashArray(DOTTED) }));
    this.ends = each(this.marks, ({ symbol }) => ({ d: symbolPath(symbol, 5), class: "stage-beside-end" }));
    this.names = racers.map((racer) => ({ text: kept(racer), color: racerColor(racer, theme), kind: "stage-beside-name" }));
  }
}
