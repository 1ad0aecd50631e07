// The numbers at the clock: one row a racer. Roles are spelled out because narrow pages lay the rows out anew.
import { make, setText } from "./dom.js";
import { precise, sentence, whole } from "./format.js";
import { swatch } from "./layer.js";
import { racerColor } from "./theme.js";

const PAUSE = 90; // milliseconds between two writings while the race plays

export class Readout {
  constructor(parent) {
    this.body = make("tbody", { role: "rowgroup" });
    this.head = make("tr", { role: "row" });
    parent.append(
      make(
        "div",
        { class: "stage-readout", tabindex: "0", role: "region", "aria-label": "Numbers at the clock" },
        make("table", { role: "table" }, make("thead", { role: "rowgroup" }, this.head), this.body),
      ),
    );
    this.written = 0;
  }

  /** The columns: a heading and how to read a value from a racer's now. */
  columns() {
    const { axes, optimum, bounded, words } = this.race;
    const { set } = this.view;
    const gap = (now) => now[set] ?? now.train;
    const raw = (name) =>
      axes[name].raw && [
        `${axes[name].symbol}, ${axes[name].unit ?? "raw"}`,
        (now) => precise(axes[name].raw[0] * now[name] + axes[name].raw[1]),
      ];
    return [
      ["step", (now) => whole(now.step)],
      [axes.x.symbol, (now) => precise(now.x)],
      [axes.y.symbol, (now) => precise(now.y)],
      raw("x"),
      raw("y"),
      bounded && ["above the best", (now) => precise(gap(now))],
      [words.height[set] ?? words.height.train, (now) => precise((optimum[set] ?? optimum.train ?? 0) + gap(now))],
    ].filter(Boolean);
  }

  draw(race, theme, view) {
    Object.assign(this, { race, view });
    const columns = this.columns();
    this.body.parentElement.style.setProperty("--columns", columns.length);
    this.read = columns.map(([, read]) => read);
    const heading = (text, kind) => make("th", { scope: "col", role: "columnheader", class: kind ?? "" }, text);
    this.head.replaceChildren(
      heading("racer", "stage-who"),
      ...columns.map(([text]) => heading(text)),
      heading("", "stage-why"),
    );
    this.cells = race.racers.map(() => columns.map(() => make("td", { role: "cell" })));
    this.ends = race.racers.map(() => make("td", { role: "cell", class: "stage-why" }));
    this.body.replaceChildren(
      ...race.racers.map((racer, i) =>
        make(
          "tr",
          { role: "row" },
          make(
            "th",
            { scope: "row", role: "rowheader", class: "stage-who" },
            make("span", {}, swatch(racer, racerColor(racer, theme)), racer.name),
          ),
          ...this.cells[i],
          this.ends[i],
        ),
      ),
    );
  }

  show(moment, reason) {
    if (this.cells?.length !== moment.at.length) return; // another race's rows, until it is drawn
    const now = performance.now();
    if (reason === "playing" && now - this.written < PAUSE) return;
    this.written = now;
    moment.at.forEach((values, i) => {
      const racer = this.race.racers[i];
      this.read.forEach((read, k) => setText(this.cells[i][k], read(values)));
      setText(this.ends[i], values.step >= racer.lastStep ? sentence(racer.end ?? "") : "");
    });
  }
}
