// "Data behind this chart": real tables, built only when someone opens them.
import { make } from "./dom.js";
import { epochs, precise, whole } from "./format.js";
import { rawLine } from "./fit.js";
import { levelNames } from "./levels.js";
import { endedEarly } from "./message.js";

const ROWS = 60;

const valuesOf = (racer, frame) => ({
  x: racer.at.x[frame],
  y: racer.at.y[frame],
  train: racer.at.train[frame],
  test: racer.at.test?.[frame],
});

/** For each chart: what to call it, and which columns a racer has there. */
const TABLES = {
  landscape: ["the landscape", (race) => [race.axes.x.symbol, race.axes.y.symbol], (now) => [now.x, now.y]],
  loss: [
    "the loss curves",
    (race) => [...Object.values(race.words.height), ...(race.bounded ? [race.words.gap] : [])],
    (now, race) => [
      ...Object.keys(race.words.height).map((set) => now[set] + (race.optimum[set] ?? 0)),
      ...(race.bounded ? [now.train] : []),
    ],
  ],
  fit: ["the fit", () => ["slope", "intercept"], (now, race) => rawLine(now, race.fit)],
};

/** What else a chart draws: what to call it, its columns and its rows. */
const ALSO = {
  landscape: ({ axes, words, bounded, minima, surface }) => [
    [
      "Marked places",
      ["place", axes.x.symbol, axes.y.symbol, ...(bounded ? [words.gap] : [])],
      minima.map(([x, y, name, gap]) => [name, precise(x), precise(y), ...(bounded ? [precise(gap)] : [])]),
    ],
    ["Contour lines", [bounded ? words.gap : words.height.train], levelNames(surface).map((name) => [name])],
  ],
  loss: () => [],
  fit: ({ fit, sample }) => [
    [
      "Rows shown as points",
      [fit.x_title, fit.y_title],
      Array.from(sample.x, (x, i) => [precise(x), precise(sample.y[i])]),
    ],
  ],
};

export class Tables {
  constructor(parent) {
    this.box = parent.appendChild(make("div", { class: "stage-tables" }));
    this.details = Object.entries(TABLES).map(([name, [title]]) => {
      const content = make("div", {
        class: "stage-table",
        tabindex: "0",
        role: "region",
        "aria-label": `Data behind ${title}`,
      });
      const details = make("details", {}, make("summary", {}, `Data behind ${title}`), content);
      details.addEventListener("toggle", () => this.fill(details, name));
      this.box.append(details);
      return [name, details];
    });
  }

  draw(race) {
    this.race = race;
    for (const [name, details] of this.details) {
      details.hidden = name === "fit" && !race.fit;
      this.fill(details, name);
    }
  }

  fill(details, name) {
    const content = details.lastElementChild;
    if (!details.open || (name === "fit" && !this.race.fit)) return content.replaceChildren();
    const { race } = this;
    const [title, columns, values] = TABLES[name];
    const { count, tick, epoch } = race.frames;
    const rows = Math.min(ROWS, count);
    const frames = Array.from({ length: rows }, (_, i) =>
      Math.round((i * (count - 1)) / Math.max(1, rows - 1)),
    );
    const th = (text, more) => make("th", { scope: "col", ...more }, text);
    const top = make(
      "tr",
      {},
      th("step", { rowspan: 2 }),
      th("epoch", { rowspan: 2 }),
      ...race.racers.map((racer) =>
        make("th", { scope: "colgroup", colspan: columns(race).length }, racer.name),
      ),
    );
    const second = make("tr", {}, ...race.racers.flatMap(() => columns(race).map((text) => th(text))));
    const ended = (racer, frame) => endedEarly(racer, racer.at.step[frame]);
    const body = frames.map((frame, i) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, whole(tick[frame])),
        make("td", {}, epochs(epoch[frame])),
        ...race.racers.flatMap((racer) =>
          values(valuesOf(racer, frame), race).map((value) =>
            make("td", {}, value === null || (i > 0 && ended(racer, frames[i - 1])) ? "–" : precise(value)),
          ),
        ),
      ),
    );
    const caption = make(
      "caption",
      {},
      `${race.titles[name] ?? title}: ${rows} of ${whole(count)} recorded moments, the steps of the busiest racer`,
    );
    content.replaceChildren(
      make("table", {}, caption, make("thead", {}, top, second), make("tbody", {}, ...body)),
      ...ALSO[name](race).map(plainTable),
    );
  }
}

function plainTable([caption, columns, rows]) {
  const row = (cells) => make("tr", {}, ...cells.map((text) => make("td", {}, text)));
  return make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...columns.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map(row)),
  );
}
