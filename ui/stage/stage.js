// The stage: landscape, loss, fit and numbers under one clock. mount() builds it once, then updates it in place.
import { keepAddress } from "./address.js";
import { Clock, tickLeftAt } from "./clock.js";
import { Controls } from "./controls.js";
import { make } from "./dom.js";
import { Fit } from "./fit.js";
import { sentence } from "./format.js";
import { History } from "./history.js";
import { Landscape } from "./landscape.js";
import { Line } from "./line.js";
import { Loss } from "./loss.js";
import { readRace } from "./message.js";
import { painted } from "./painted.js";
import { Readout } from "./readout.js";
import { writeResults } from "./results.js";
import { Speech } from "./speech.js";
import { Tables } from "./tables.js";
import { prefersStillness, readTheme, watchTheme } from "./theme.js";

const VIEW = { x: "epochs", scale: "log", set: "train", measure: "gap", landscape: "map", curvature: "plain" };
const stages = new WeakMap();

export function mount(root, message, host) {
  if (!stages.has(root)) stages.set(root, new Stage(root));
  stages.get(root).hear(message, host);
}

class Stage {
  constructor(root) {
    this.box = make("div", { class: "stage", tabindex: "-1" });
    const grid = make("div", { class: "stage-grid" });
    this.box.append(grid);
    root.append(this.box);
    this.line = new Line(root, (message) => this.update(message));
    this.clock = new Clock((moment, reason) => this.show(moment, reason));
    this.landscape = new Landscape(
      grid,
      (start) => this.host.onStart?.(start),
      (choice) => this.lookAt(choice),
    );
    this.controls = new Controls(grid, this.clock);
    this.summary = grid.appendChild(make("div", { class: "stage-summary" }));
    this.loss = new Loss(
      grid,
      (choice) => this.measureBy(choice),
      (tick) => this.goTo(tick),
    );
    this.fit = new Fit(grid);
    this.readout = new Readout(grid);
    this.tables = new Tables(grid);
    this.speech = new Speech(this.box);
    this.box.addEventListener("keydown", (event) => this.controls.key(event));
    grid.addEventListener("pointerdown", (event) => this.takeFocus(event), true);
    watchTheme(this.box, () => this.draw());
    for (const { chart } of [this.landscape, this.loss, this.fit]) chart.onRoom = () => this.draw();
    this.reported = new Set();
  }

  /** What comes with the page. */
  hear(message, host) {
    this.host = host;
    this.line.hear(message, host.onMissed);
  }

  /** Takes a new message: everything is drawn in place; zoom, clock and choices stay. */
  async update(message) {
    const { host } = this;
    const race = readRace(message, host.get);
    if (!this.race) this.clock.tick = tickLeftAt(race);
    const fresh = this.race ? race.play_id !== this.race.play_id : this.clock.tick === null;
    this.toBegin ||= fresh; // stays true until a drawn race has begun
    this.race = race;
    if (race.link) keepAddress(race.link, this.box);
    this.adoptView(race.view, fresh);
    this.clock.load(race, new History(race, host.get));
    this.landscape.contour.from({ race, home: race.window }, host.get);
    this.landscape.relief.from(host);
    this.plotly ??= await host.plotly();
    if (this.race !== race) return; // a newer message came while Plotly was loading
    await this.draw();
  }

  /** The server's view counts unless it only repeats what was chosen here. */
  adoptView(view, fresh) {
    const text = JSON.stringify(view);
    if (fresh || (text !== this.lastView && !this.reported.has(text))) {
      this.view = { ...VIEW, ...view };
      this.reported.clear();
    }
    this.lastView = text;
  }

  begin() {
    this.toBegin = false;
    if (prefersStillness()) return this.clock.seek(this.race.clock.ticks);
    this.clock.halt();
    this.clock.seek(0);
    this.clock.play();
  }

  async draw() {
    if (!this.plotly) return;
    const { race, plotly, view } = this;
    const theme = readTheme(this.box);
    if (this.landscape.sketch(race, theme)) {
      this.landscape.show(this.clock.moment());
      await painted();
      if (this.race !== race) return;
    }
    this.box.style.setProperty("--on-accent", theme.onPrimary);
    this.box.classList.toggle("stage-without-fit", !race.fit);
    this.summary.replaceChildren(
      ...(race.summary?.length
        ? [
            make("h3", { class: "stage-title" }, "What happened"),
            ...race.summary.map((text) => make("p", {}, sentence(text))),
          ]
        : []),
    );
    this.controls.draw(race);
    this.readout.draw(race, theme, view);
    this.tables.draw(race);
    await this.landscape.draw(plotly, race, theme, view);
    if (this.race !== race) return;
    this.clock.refresh("drawn");
    await painted();
    if (this.race !== race) return;
    await this.loss.draw(plotly, race, theme, view);
    if (this.race !== race) return;
    await this.fit.draw(plotly, race, theme);
    if (this.race !== race) return;
    writeResults(race, this.box);
    this.clock.refresh("drawn");
    if (this.toBegin && this.landscape.seen) this.begin(); // hidden: begins when there is room
  }

  show(moment, reason) {
    this.landscape.show(moment);
    this.loss.show(moment);
    this.fit.show(moment);
    this.controls.show(moment);
    this.readout.show(moment, reason);
    this.speech.show(moment, reason, this.race, this.view);
  }

  choose(choice) {
    this.view = { ...this.view, ...choice };
    this.reported.add(JSON.stringify(this.view));
    this.host.onView?.({ ...this.view });
  }

  async lookAt(choice) {
    this.choose(choice);
    await this.landscape.look(this.view, this.race, readTheme(this.box));
  }

  async measureBy(choice) {
    this.choose(choice);
    const theme = readTheme(this.box);
    this.readout.draw(this.race, theme, this.view);
    await this.loss.draw(this.plotly, this.race, theme, this.view);
    this.clock.refresh("drawn");
  }

  goTo(tick) {
    this.clock.halt();
    const { frames } = this.race;
    const near = frames.tick.reduce((best, each) =>
      Math.abs(each - tick) < Math.abs(best - tick) ? each : best,
    );
    this.clock.seek(near, "step");
  }

  /** Plotly keeps a click from giving focus; the keys need it. */
  takeFocus(event) {
    if (!event.target.closest("button, input, select, summary, [tabindex='0']"))
      this.box.focus({ preventScroll: true });
    else event.target.closest(".stage-picture")?.focus({ preventScroll: true });
  }
}
