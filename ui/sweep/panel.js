// The setting under the cursor in words, and the buttons that take it to the race.
import { make, setText } from "../stage/dom.js";
import { fateTexts, settingText } from "./reading.js";

const PAUSE = 300; // milliseconds of rest before a screen reader hears the setting

export class Panel {
  constructor(parent, onOpen) {
    this.title = make("h3", { class: "stage-title" });
    this.texts = make("div", { class: "sweep-texts" });
    const button = (text, add) =>
      make("button", { type: "button", class: "sweep-open", onclick: () => this.at !== null && onOpen(this.at, add) }, text);
    this.replace = button("Open in the race", false);
    this.add = button("Add to the race", true);
    this.spoken = make("div", { class: "stage-hidden", role: "status", "aria-live": "polite" });
    this.said = make("p", { class: "sweep-said", role: "status" });
    this.buttons = make("div", { class: "sweep-buttons" }, this.replace, this.add);
    this.box = parent.appendChild(make("section", { class: "sweep-panel", "aria-label": "The setting at the cursor" }, this.title, this.texts, this.buttons, this.said, this.spoken));
    this.at = null;
  }

  show(question, cells, place) {
    const moved = this.at !== null && this.at !== place;
    if (moved || question.said) setText(this.said, moved ? "" : question.said);
    this.at = place;
    const best = cells && cells.best === place ? "Best: " : "";
    setText(this.title, `${best}${settingText(question, place)}`);
    const texts = fateTexts(question, cells, place);
    this.texts.replaceChildren(...texts.map((text) => make("p", {}, text)));
    this.add.disabled = question.full;
    this.add.title = question.full ? "The race has 8 racers already" : `One more racer beside ${question.racer}`;
    this.replace.title = `Instead of ${question.racer} as it is now`;
    if (!moved) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.spoken.textContent = `${this.title.textContent}. ${texts.join(" ")}`), PAUSE);
  }
}
