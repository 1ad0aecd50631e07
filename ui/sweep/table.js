// The numbers behind the picture, as a table that is built only when someone opens it; and the ten best.
import { make } from "../stage/dom.js";
import { brief } from "../stage/format.js";
import { DONE, fate, measured, valuesOf } from "./reading.js";

const MOST = 1200; // rows

export class Numbers {
  constructor(parent) {
    this.content = make("div", { class: "stage-table", tabindex: "0", role: "region", "aria-label": "Data behind this picture" });
    this.details = make("details", {}, make("summary", {}, "Data behind this picture"), this.content);
    this.details.addEventListener("toggle", () => this.fill());
    parent.append(make("div", { class: "stage-tables" }, this.details));
  }

  draw(question, cells) {
    Object.assign(this, { question, cells });
    this.fill();
  }

  fill() {
    const { question, cells } = this;
    if (!this.details.open || !cells) return this.content.replaceChildren();
    const places = ranked(question, cells).slice(0, MOST);
    const left = question.count > MOST ? `the best ${MOST.toLocaleString("en-US")} of ${question.count.toLocaleString("en-US")}; Download has all` : "best first";
    this.content.replaceChildren(table(question, cells, places, left));
  }
}

/** The places of all settings, the best first; failed ones behind, in their order. */
export function ranked(question, cells) {
  const places = Array.from({ length: question.count }, (_, i) => i);
  const order = (i) => (fate(cells, i) === DONE ? cells.value[i] : Infinity);
  return places.sort((a, b) => (order(a) === order(b) ? a - b : order(a) - order(b)));
}

/** One row a setting; action makes what stands at its end. */
export function table(question, cells, places, caption, action) {
  const { axes, seeds, measure } = question;
  const band = seeds > 1 && measure.id !== "diverged";
  const heads = [...axes.map(({ short }) => short), measure.name, ...(band ? ["10 %", "90 %"] : []), "diverged", ...(action ? ["in the race"] : [])];
  const cell = (text, tag = "td") => make(tag, tag === "th" ? { scope: "row" } : {}, text);
  const rows = places.map((i) => {
    const numbers = [cells.value[i], ...(band ? [cells.low[i], cells.high[i]] : [])];
    const failed = Number.isNaN(cells.share[i]) ? "" : `${Math.round(cells.share[i] * seeds)} of ${seeds}`;
    return make(
      "tr",
      { "data-place": String(i) },
      ...valuesOf(question, i).map((value, k) => cell(brief(value), k ? "td" : "th")),
      ...numbers.map((value) => cell(measured(question, value))),
      cell(failed),
      ...(action ? [make("td", {}, ...action(i))] : []),
    );
  });
  return make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows),
  );
}
