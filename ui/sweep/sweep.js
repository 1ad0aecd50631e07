// The sweep page's picture: it fetches what is known so far, again and again, and draws it in place.
import { make } from "../stage/dom.js";
import { painted } from "../stage/painted.js";
import { readTheme, watchTheme } from "../stage/theme.js";
import { Feed } from "./feed.js";
import { Cells } from "./map.js";
import { Other } from "./other.js";
import { Panel } from "./panel.js";
import { Parallel } from "./parallel.js";
import { fate, readQuestion, settingText, DONE } from "./reading.js";
import { Bar, Scale } from "./scale.js";
import { Slice } from "./slice.js";
import { Numbers, ranked, table } from "./table.js";

const SIDES_EVERY = 1000; // ms between two drawings of what stands beside the map, while the work goes on
const LEAP = 10; // cells
const TEN = 10;
const views = new WeakMap();

export function mount(root, message, host) {
  if (!views.has(root)) views.set(root, new Sweep(root));
  return views.get(root).update(message, host);
}

class Sweep {
  constructor(root) {
    this.box = make("div", { class: "stage sweep" });
    const grid = make("div", { class: "sweep-grid" });
    this.box.append(grid);
    root.append(this.box);
    this.main = grid.appendChild(make("div", { class: "sweep-main" }));
    this.side = grid.appendChild(make("div", { class: "sweep-side" }));
    const pick = (place) => this.moveTo(place);
    this.map = new Cells(this.main, pick);
    this.curve = new Slice(this.main, 0, "sweep-curve", pick);
    this.curve.chart.picture.setAttribute("tabindex", "0");
    this.curve.chart.picture.setAttribute("role", "application");
    this.curve.chart.picture.setAttribute("aria-roledescription", "curve over settings; arrow keys move, Enter opens");
    this.parallel = new Parallel(this.main, pick);
    this.bar = new Bar(this.main);
    this.keys = this.main.appendChild(make("ul", { class: "sweep-keys" }));
    this.panel = new Panel(this.side, (place, add) => this.open(place, add));
    this.slices = [0, 1].map((k) => new Slice(this.side, k, "sweep-slice", pick));
    this.best = this.side.appendChild(make("div", { class: "sweep-ten", tabindex: "0", role: "region", "aria-label": "The ten best settings" }));
    this.numbers = new Numbers(grid);
    this.main.addEventListener("keydown", (event) => this.key(event));
    [this.feed, this.beside] = [0, 1].map(() => new Feed(this.box, () => this.draw()));
    watchTheme(this.box, () => this.draw());
    for (const { chart } of [this.map, this.curve, ...this.slices]) chart.onRoom = () => this.draw();
  }

  async update(message, host) {
    const question = readQuestion(message);
    if (question.key !== this.question?.key) Object.assign(this, { at: null, touched: false });
    Object.assign(this, { question, host });
    this.feed.about(question);
    this.beside.about(question.over);
    this.plotly ??= await host.plotly();
    if (this.question === question) await this.draw();
  }

  /** What is known of the question so far. */
  get cells() {
    return this.feed.cells;
  }

  /** What lies over it, as soon as something of that is known. */
  get other() {
    const { question, cells } = this.beside;
    return question && cells ? new Other(question, cells) : null;
  }

  /** One drawing at a time; whoever asks meanwhile gets one more at the end. */
  async draw() {
    if (this.drawing) return (this.again = true);
    this.drawing = true;
    do {
      this.again = false;
      await this.picture();
    } while (this.again);
    this.drawing = false;
  }

  async picture() {
    const { question, cells, plotly, other } = this;
    if (!plotly) return;
    const theme = readTheme(this.box);
    const scale = new Scale(question, cells, question.kind === "sample" && other?.known ? other.value : null);
    const changed = this.drawn !== question || this.theme?.key !== theme.key;
    Object.assign(this, { theme, scale, drawn: question });
    this.box.dataset.kind = question.kind;
    if (!this.touched) this.at = cells?.best ?? this.at ?? 0;
    const shown = { map: this.map.chart, curve: this.curve.chart, sample: this.parallel }[question.kind];
    shown.say(cells?.title ?? "The first runs are on their way", [cells?.alt ?? "Nothing is done yet.", other?.words ?? ""].join(" "));
    this.bar.draw(question, scale);
    this.legend(other);
    if (question.kind === "map") {
      if (changed) await this.map.draw(plotly, question, theme);
      this.map.show(cells, scale, other);
    } else if (question.kind === "sample") this.parallel.draw(question, cells, scale, theme, other);
    this.panel.show(question, cells, this.at);
    await painted();
    const now = performance.now();
    if (!changed && this.feed.fetching && now - this.sidesAt < SIDES_EVERY) return; // the map goes first
    this.sidesAt = now;
    this.numbers.draw(question, cells);
    await this.move();
  }

  moveTo(place) {
    this.touched = true;
    this.at = place;
    return this.move();
  }

  /** Everything that depends on where the cursor is. */
  async move() {
    const { question, cells, scale, theme, plotly, at, other } = this;
    this.panel.show(question, cells, at);
    const common = { question, cells, scale, theme, at };
    if (question.kind === "map") {
      this.map.moveCursor(at);
      const [x, y] = question.axes;
      const column = at % question.columns;
      const row = Math.floor(at / question.columns);
      const along = x.values.map((_, i) => row * question.columns + i);
      const up = y.values.map((_, i) => i * question.columns + column);
      const texts = settingText(question, at).split(", ");
      const beside = [other?.along(x.name, y.values[row]), other?.along(y.name, x.values[column])];
      const title = (axis, k) => `Along ${axis.short}, at ${texts[1 - k]}${beside[k] ? `; ${beside[k].name} at ${beside[k].at}` : ""}`;
      await this.slices[0].draw(plotly, { ...common, places: along, other: beside[0], title: title(x, 0) });
      await this.slices[1].draw(plotly, { ...common, places: up, other: beside[1], title: title(y, 1) });
    } else if (question.kind === "curve") {
      const [axis] = question.axes;
      await this.curve.draw(plotly, { ...common, places: axis.values.map((_, i) => i), other: other?.along(axis.name) });
    } else {
      this.parallel.moveCursor(at);
      this.tenBest();
    }
  }

  tenBest() {
    const { question, cells } = this;
    if (!cells) return this.best.replaceChildren();
    const places = ranked(question, cells).filter((i) => fate(cells, i) === DONE).slice(0, TEN);
    const button = (text, label, i, add) =>
      make("button", { type: "button", class: "sweep-open", "aria-label": label, ...(add && question.full ? { disabled: "" } : {}), onclick: () => this.open(i, add) }, text);
    const action = (i) => [button("open", `Open ${settingText(question, i)}`, i, false), button("add", `Add ${settingText(question, i)}`, i, true)];
    this.best.replaceChildren(table(question, cells, places, "The ten best", action));
    for (const row of this.best.querySelectorAll("tr[data-place]")) {
      row.classList.toggle("sweep-chosen", Number(row.dataset.place) === this.at);
      row.addEventListener("click", (event) => !event.target.closest("button") && this.moveTo(Number(row.dataset.place)));
    }
  }

  legend(other) {
    const { question, cells } = this;
    const has = (what) => cells && Array.from({ length: question.count }).some((_, i) => fate(cells, i) === what);
    const parts = [];
    const key = (kind, text) => parts.push(make("li", {}, make("i", { class: `sweep-key sweep-key-${kind}`, "aria-hidden": "true" }), text));
    const cell = question.kind === "map";
    if (cells?.share.some((share) => share > 0)) key(cell ? "hatch" : "cross", question.seeds > 1 ? "diverged: the marked share of its seeds" : "diverged");
    if (has("never")) key("dots", "never within the tolerance");
    if (cell && has("empty")) key("empty", "not done yet");
    if (question.theory?.limit) key("limit", `${question.racer} diverges beyond ${question.theory.formula}${question.theory.local ? ", near the lowest point" : ", with exact gradients"}`);
    if (other) key("kept", other.words);
    this.keys.replaceChildren(...parts);
  }

  open(place, add) {
    this.host.onOpen?.({ place, add });
  }

  key(event) {
    if (!event.target.closest("[role=application]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { question } = this;
    if (event.key === "Enter") this.open(this.at, false);
    else if (question.kind === "sample") {
      const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, PageUp: -LEAP, PageDown: LEAP }[event.key];
      if (step === undefined || !this.cells) return;
      const order = ranked(question, this.cells);
      this.moveTo(order[within(order.indexOf(this.at) + step, order.length)]);
    } else {
      const moved = this.stepped(event.key);
      if (moved === null) return;
      this.moveTo(moved);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  stepped(key) {
    const { columns, count } = this.question;
    const [column, row] = [this.at % columns, Math.floor(this.at / columns)];
    const rows = count / columns;
    const to = (c, r) => within(r, rows) * columns + within(c, columns);
    switch (key) {
      case "ArrowLeft": return to(column - 1, row);
      case "ArrowRight": return to(column + 1, row);
      case "ArrowUp": return to(column, row + 1);
      case "ArrowDown": return to(column, row - 1);
      case "PageUp": return to(column, row + LEAP);
      case "PageDown": return to(column, row - LEAP);
      case "Home": return to(0, row);
      case "End": return to(columns - 1, row);
      default: return null;
    }
  }
}

const within = (i, n) => Math.max(0, Math.min(n - 1, i));
