// The inside of a racer: one step worked out, drawn, and put in its course, under the race's clock.
import { keepAddress } from "../stage/address.js";
import { Clock, tickLeftAt } from "../stage/clock.js";
import { Controls } from "../stage/controls.js";
import { make } from "../stage/dom.js";
import { Speech } from "../stage/speech.js";
import { readTheme, watchTheme } from "../stage/theme.js";
import { Code } from "./code.js";
import { Curves } from "./curves.js";
import { Picture } from "./picture.js";
import { InsideHistory, readInside, tickAfter, tickOfStep } from "./reading.js";
import { Worked } from "./worked.js";

const views = new WeakMap();

export function mount(root, message, host) {
  if (!views.has(root)) views.set(root, new Inside(root));
  return views.get(root).update(message, host);
}

class Inside {
  constructor(root) {
    this.box = make("div", { class: "stage inside", tabindex: "-1" });
    const grid = make("div", { class: "inside-grid" });
    this.box.append(grid);
    root.append(this.box);
    this.clock = new Clock((moment, reason) => this.show(moment, reason));
    this.controls = new Controls(grid, this.clock);
    this.picture = new Picture(grid);
    this.worked = new Worked(grid, (slot, line) => this.look(slot, line));
    this.curves = [0, 1].map(() => new Curves(grid, (slot, step) => this.goTo(slot, step)));
    this.code = new Code(grid, (slot, line) => this.look(slot, line));
    this.speech = new Speech(this.box);
    this.clock.tickAfter = (tick, by) => tickAfter(tick, by, this.inside.slots[0], this.inside);
    this.box.addEventListener("keydown", (event) => this.controls.key(event));
    this.picture.landscape.chart.onRoom = () => this.draw();
    watchTheme(this.box, () => this.draw());
  }

  /** A message that only repeats what is shown changes nothing. */
  async update(message, host) {
    const inside = readInside(message, host.get);
    if (inside.key === this.inside?.key) return;
    const first = !this.inside;
    this.inside = inside;
    const { race } = inside;
    if (first) this.clock.tick = tickLeftAt(race) ?? inside.tick ?? tickOfStep(1, inside.slots[0], inside);
    this.clock.race ??= race;
    this.clock.load(race, new InsideHistory(inside, host.get));
    this.tellAddress();
    this.picture.landscape.contour.from(inside, host.get, inside.urls.heights);
    this.picture.landscape.relief.from(host);
    this.plotly ??= await host.plotly();
    if (this.inside === inside) await this.draw();
  }

  async draw() {
    if (!this.plotly) return;
    const { inside, plotly } = this;
    const theme = readTheme(this.box);
    this.box.style.setProperty("--on-accent", theme.onPrimary);
    this.controls.draw(inside.race);
    this.worked.draw(inside);
    this.code.draw(inside);
    this.ready = false;
    await this.picture.draw(plotly, inside, theme);
    if (this.inside !== inside) return;
    this.ready = true;
    this.clock.refresh("drawn");
    for (const [i, curves] of this.curves.entries()) {
      await curves.draw(plotly, inside, i, theme);
      if (this.inside !== inside) return;
    }
    this.clock.refresh("drawn");
  }

  show(moment, reason) {
    if (!this.ready) return;
    const found = this.clock.history.find(moment.tick);
    this.controls.show(moment);
    this.worked.show(moment, found, reason);
    this.picture.show(moment, found);
    this.curves.forEach((curves, i) => {
      const slot = this.inside.slots[i];
      const begun = slot && moment.at[slot.racer].step > 0 && slot.steps > 0;
      const read = (name, k) => found.part.working[i](name, found.place, k);
      curves.show(moment, found && begun ? read : null);
    });
    const at = this.inside.slots.map(({ racer }) => moment.at[racer]);
    this.speech.show({ ...moment, at }, reason, this.picture.race, { set: "train" });
    if (!moment.playing && moment.tick === moment.wanted) this.tellAddress();
  }

  tellAddress() {
    keepAddress(this.inside.link.replace("{tick}", this.clock.tick), this.box);
  }

  look(slot, line) {
    this.worked.mark(slot, line.row);
    this.code.mark(slot, line);
  }

  goTo(slot, step) {
    this.clock.halt();
    this.clock.seek(tickOfStep(Math.max(0, Math.min(slot.steps, step)), slot, this.inside), "step");
  }
}
