// The clock's bar: buttons, slider, speed, label, and the keys that do the same.
import { icon, iconButton, make, setText } from "./dom.js";
import { epochs, whole } from "./format.js";
import { lastNotAfter } from "./message.js";

const SPEEDS = { 0.25: "0.25×", 0.5: "½×", 1: "1×", 2: "2×", 4: "4×" };
const LEAP = 10; // frames, with Shift

export class Controls {
  constructor(parent, clock) {
    this.clock = clock;
    this.playButton = make("button", {
      type: "button",
      class: "stage-icon stage-play",
      onclick: () => clock.toggle(),
    });
    this.slider = make("input", {
      type: "range",
      min: 0,
      step: 1,
      class: "stage-scrub",
      "aria-label": "Time of the race",
    });
    this.slider.addEventListener("input", () => this.scrub());
    this.speed = make(
      "select",
      { class: "stage-speed", "aria-label": "Speed", title: "Speed" },
      ...Object.entries(SPEEDS)
        .sort(([a], [b]) => a - b)
        .map(([value, text]) => make("option", { value }, text)),
    );
    this.speed.value = "1";
    this.speed.addEventListener("change", () => {
      clock.speed = Number(this.speed.value);
    });
    this.label = make("output", { class: "stage-time", "aria-live": "off" });
    const buttons = make(
      "div",
      { class: "stage-buttons", role: "group", "aria-label": "Playback" },
      iconButton("first", "To the start (Home)", () => this.to("first")),
      iconButton("back", "One step back (←)", () => clock.step(-1)),
      this.playButton,
      iconButton("forward", "One step forward (→)", () => clock.step(1)),
      iconButton("last", "To the end (End)", () => this.to("last")),
    );
    parent.append(make("div", { class: "stage-clock" }, buttons, this.slider, this.label, this.speed));
  }

  to(end) {
    this.clock.halt();
    this.clock.seek(end === "first" ? 0 : this.clock.race.clock.ticks, "step");
  }

  scrub() {
    this.clock.halt();
    this.clock.seekFrame(Number(this.slider.value), "scrub");
  }

  words(tick, epoch, more = "") {
    if (!this.clock.race.on_rows) return `step ${whole(tick)}${more}`;
    return `step ${whole(tick)} · epoch ${epochs(epoch)} · ${whole(epoch * this.clock.race.clock.rows)} rows seen${more}`;
  }

  /** Room for the longest label, so that the bar does not twitch while it plays. */
  draw({ frames, clock }) {
    this.slider.title = frames.count > clock.ticks ? "" : "The first steps have more room than the later ones";
    this.label.style.setProperty("--room", this.words(clock.ticks, frames.epoch.at(-1) + 0.1).length);
  }

  /** The bar's label never claims a step that is not the one shown. */
  show(moment) {
    const { frames } = this.clock.race;
    const words = `step ${whole(moment.tick)}`;
    const waiting = moment.tick !== moment.wanted && this.clock.history.available;
    setText(this.label, this.words(moment.tick, moment.epoch, waiting ? " …" : ""));
    this.slider.max = frames.count - 1;
    const frame = lastNotAfter(frames.tick, moment.tick);
    this.slider.value = frame;
    this.slider.style.setProperty("--done", `${(100 * frame) / Math.max(1, frames.count - 1)}%`);
    const also = this.clock.race.on_rows ? `, epoch ${epochs(moment.epoch)}` : "";
    this.slider.setAttribute("aria-valuetext", words + also);
    const state = moment.playing ? "pause" : "play";
    if (this.state !== state) {
      this.state = state;
      this.playButton.replaceChildren(icon(state));
      const name = moment.playing ? "Pause (space)" : "Play (space)";
      this.playButton.setAttribute("aria-label", name);
      this.playButton.title = name;
    }
  }

  /** Keys for the whole stage; buttons and lists keep their own space and arrows. */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const kind = event.target.tagName;
    if (kind === "SELECT" || (kind === "INPUT" && event.target !== this.slider)) return;
    if (event.key === " " && /^(BUTTON|SUMMARY|A)$/.test(kind)) return;
    const act = {
      " ": () => this.clock.toggle(),
      ArrowLeft: () => (event.shiftKey ? this.clock.skip(-LEAP) : this.clock.step(-1)),
      ArrowRight: () => (event.shiftKey ? this.clock.skip(LEAP) : this.clock.step(1)),
      Home: () => this.to("first"),
      End: () => this.to("last"),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
