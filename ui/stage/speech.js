// What a screen reader hears: at most one sentence a second, and only when the clock comes to rest.
import { make } from "./dom.js";
import { brief, epochs, whole } from "./format.js";
import { endedEarly } from "./message.js";

const QUIET = 1000; // milliseconds
const ENDED = { threshold: "stopped", diverged: "diverged", undefined: "ended" };
const RESTS = new Set(["pause", "step", "end", "arrived"]);

export class Speech {
  constructor(parent) {
    this.region = parent.appendChild(
      make("div", { class: "stage-hidden", role: "status", "aria-live": "polite" }),
    );
    this.last = -QUIET;
  }

  show(moment, reason, race, view) {
    if (!RESTS.has(reason)) return;
    clearTimeout(this.timer);
    const wait = Math.max(0, this.last + QUIET - performance.now());
    this.timer = setTimeout(() => this.say(moment, race, view), wait);
  }

  say(moment, race, view) {
    this.last = performance.now();
    const order = moment.at
      .map((now, i) => ({ racer: race.racers[i], gap: now[view.set] ?? now.train, step: now.step }))
      .sort((a, b) => a.gap - b.gap)
      .map(({ racer, gap, step }) => `${racer.name} ${brief(gap)}${endedEarly(racer, step) ? `, ${ENDED[racer.status]}` : ""}`);
    const when = `Step ${whole(moment.tick)}${race.on_rows ? `, epoch ${epochs(moment.epoch)}` : ""}`;
    const what = race.bounded ? race.words.gap : race.words.height.train;
    this.region.textContent = `${when}. ${what[0].toUpperCase()}${what.slice(1)}: ${order.join(", ")}.`;
  }
}
