// The rule's source as it runs; the row that is being looked at is marked, and its meaning stands below.
import { make, setText } from "../stage/dom.js";

export class Code {
  constructor(parent, onLine) {
    this.onLine = onLine;
    this.title = make("h3", { class: "stage-title" }, "The rule as it runs");
    this.blocks = make("div", { class: "inside-sources" });
    this.meaning = make("p", { class: "inside-meaning", role: "status" });
    parent.append(make("section", { class: "inside-code" }, this.title, this.blocks, this.meaning));
  }

  draw({ slots }) {
    setText(this.meaning, "Point at a line to see what it means.");
    this.blocks.replaceChildren(
      ...slots.map((slot, i) =>
        make(
          "figure",
          {},
          make("figcaption", {}, slot.rule),
          make("pre", { tabindex: "0", "aria-label": `Source of ${slot.rule}` }, ...this.rows(slot, i)),
        ),
      ),
    );
  }

  rows(slot, i) {
    return slot.source.map((text, row) => {
      const node = make("code", { "data-row": `${i}:${row}` }, text || " ");
      const line = slot.lines.find((each) => each.row === row);
      if (line) node.addEventListener("pointerenter", () => this.onLine(i, line));
      return node;
    });
  }

  mark(slot, line) {
    for (const node of this.blocks.querySelectorAll("code"))
      node.classList.toggle("inside-current", node.dataset.row === `${slot}:${line.row}`);
    setText(this.meaning, `${line.name === "x_next" ? "x" : line.name}: ${line.meaning || "a help on the way"}`);
  }
}
