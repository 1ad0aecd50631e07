// The worked step: every line of the rule in symbols, the same with this step's numbers, and what it comes to.
import { make, setText } from "../stage/dom.js";
import { precise, whole } from "../stage/format.js";

const PAUSE = 90; // milliseconds between two writings while the race plays

/** A number in its place: in brackets where it would be misread without them. */
function written(value, guard) {
  if (value === undefined || !Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  const text = precise(value).replace(/\.?0+×/, "×");
  const split = text.includes("×");
  const apart = (guard === "negative" && value < 0) || (guard === "power" && (value < 0 || split));
  return apart ? `(${text})` : text;
}

const html = (tag, attributes, text) => {
  const node = make(tag, attributes);
  node.innerHTML = text; // formulas made by the server from the rules' own source
  return node;
};
const EQUALS = '<math><mo form="infix">=</mo></math>';

/** One line for one racer and one coordinate: "= numbers = result". */
class Numbers {
  constructor(line, slot, coordinate, tag) {
    Object.assign(this, { name: line.name, slot, coordinate });
    this.result = make("b", { class: "inside-result" });
    const alone = line.numbers.length === 1 && line.numbers[0].startsWith('<math displaystyle="true"><mn data-value');
    this.node = make(
      "div",
      { class: "inside-numbers" },
      make("span", { class: "inside-tag" }, tag),
      ...(alone ? [] : line.numbers.map((piece, i) => html("span", {}, (i ? "" : EQUALS) + piece))),
      html("span", { class: "inside-equals" }, EQUALS),
    );
    this.node.lastElementChild.append(this.result);
    this.leaves = [...this.node.querySelectorAll("[data-value]")].map((node) => [node, node.dataset]);
  }

  show(working, place) {
    const read = (name) => working[this.slot](name, place, this.coordinate);
    for (const [node, { value, guard }] of this.leaves) setText(node, written(read(value), guard));
    setText(this.result, written(read(this.name), ""));
  }
}

const symbolsOf = (line) =>
  make(
    "div",
    { class: "inside-symbols" },
    html("span", {}, line.symbol + (line.symbols.length ? EQUALS : "")),
    ...line.symbols.map((piece) => html("span", {}, piece)),
  );

export class Worked {
  constructor(parent, onLine) {
    this.onLine = onLine;
    this.title = make("h3", { class: "stage-title" });
    this.where = make("p", { class: "inside-where" });
    this.body = make("div", { class: "inside-lines" });
    this.none = make("p", { class: "inside-where" });
    this.node = make("section", { class: "inside-worked", "aria-label": "The worked step" }, this.title, this.where, this.none, this.body);
    parent.append(this.node);
    this.drawnAt = 0;
  }

  draw(inside) {
    Object.assign(this, { inside, cells: [], means: [], rows: [] });
    const { slots, race } = inside;
    this.names = [race.axes.x.symbol, race.axes.y.symbol];
    this.node.classList.toggle("inside-two", slots.length > 1);
    this.body.replaceChildren(
      ...(slots.length > 1 ? this.compared(slots) : this.alone(slots[0])),
    );
  }

  /** One racer: a line's symbols once, its numbers for m and b side by side. */
  alone(slot) {
    const heads = this.names.map((name) => make("div", { class: "inside-head" }, `for ${name}`));
    return [
      make("div", { class: "inside-row inside-heads" }, ...heads),
      ...(slot.batch ? [this.row(rowsOf([slot]), "", [[this.batch(slot, 0)]])] : []),
      ...slot.gradient.map((pair) =>
        this.row(
          "",
          "",
          pair.map((line, k) => [symbolsOf(line), note(line.meaning), this.numbers(line, 0, k)]),
        ),
      ),
      ...slot.lines.map((line) => {
        const row = this.row(
          symbolsOf(line),
          line.meaning,
          [0, 1].map((k) => [this.numbers(line, 0, k)]),
        );
        this.follows(row, 0, line);
        return row;
      }),
    ];
  }

  /** Two racers: a column each; a line of one that the other does not have leaves a gap. */
  compared(slots) {
    const heads = slots.map(({ name }) => make("div", { class: "inside-head" }, name));
    const whose = (i) => make("div", { class: "inside-head inside-whose" }, slots[i].name); // where there are no columns
    return [
      make("div", { class: "inside-row inside-heads" }, ...heads),
      ...(slots[0].batch ? [this.row(rowsOf(slots), "", slots.map((slot, i) => [whose(i), this.batch(slot, i)]))] : []),
      ...slots[0].gradient.map((pair) =>
        this.row(
          "",
          "",
          slots.map((_, i) => [whose(i), ...pair.flatMap((line, k) => [symbolsOf(line), this.numbers(line, i, k)])]),
          true,
        ),
      ),
      ...abreast(...slots.map((slot) => slot.lines)).map((lines) => {
        const cells = lines.map((line, i) =>
          line
            ? [whose(i), symbolsOf(line), ...[0, 1].map((k) => this.numbers(line, i, k)), note(line.meaning)]
            : [make("p", { class: "inside-missing" }, `${slots[i].name} has no such line here`)],
        );
        const missing = lines.findIndex((line) => !line);
        const formula =
          missing >= 0
            ? `only in ${slots[1 - missing].name}`
            : lines[0].symbols.join() === lines[1].symbols.join()
              ? ""
              : "≠ another formula";
        const row = this.row("", "", cells, missing < 0, formula);
        lines.forEach((line, i) => line && this.follows(row.children[row.children.length - 2 + i], i, line));
        return row;
      }),
    ];
  }

  /** marked: does it say whether the numbers of its two cells differ? */
  row(head, meaning, cells, marked = false, formula = "") {
    const first = this.cells.length - cells.flat().filter((each) => each instanceof Numbers).length;
    const mark = make("span", { class: "inside-mark" }, formula);
    const top = make("div", { class: "inside-top" }, head, note(meaning), mark);
    const boxes = cells.map((parts) =>
      make("div", { class: "inside-cell" }, ...parts.map((part) => (part instanceof Numbers ? part.node : part))),
    );
    const row = make("div", { class: "inside-row" }, ...(head || meaning || marked || formula ? [top] : []), ...boxes);
    if (marked) this.rows.push({ mark, formula, row, cells: this.cells.slice(first) });
    else if (formula) row.classList.add("inside-differs");
    return row;
  }

  numbers(line, slot, coordinate) {
    const cell = new Numbers(line, slot, coordinate, this.names[coordinate]);
    this.cells.push(cell);
    return cell;
  }

  /** The means of the rows that the gradient is made of. */
  batch({ batch }, i) {
    const parts = batch.means.map(({ name, symbol }) => {
      const value = make("b");
      this.means.push({ value, name, slot: i });
      const node = html("span", {}, symbol + EQUALS);
      node.append(value);
      return node;
    });
    return make("div", { class: "inside-numbers inside-means" }, make("span", {}, parts.length ? `${batch.rows}:` : batch.rows), ...parts);
  }

  /** A line and its row of the source point at each other. */
  follows(node, slot, line) {
    node.dataset.line = `${slot}:${line.row}`;
    node.tabIndex = 0;
    for (const event of ["pointerenter", "focus"]) node.addEventListener(event, () => this.onLine(slot, line));
  }

  mark(slot, row) {
    for (const node of this.body.querySelectorAll("[data-line]"))
      node.classList.toggle("inside-current", node.dataset.line === `${slot}:${row}`);
  }

  show(moment, found, reason) {
    const now = performance.now();
    if (reason === "playing" && now - this.drawnAt < PAUSE) return;
    this.drawnAt = now;
    const { slots } = this.inside;
    const steps = slots.map(({ racer }) => moment.at[racer].step);
    setText(this.title, slots.map(({ name }, i) => `${i ? "step" : "Step"} ${whole(steps[i])} of ${name}`).join(", beside "));
    this.tell(slots, steps);
    const ready = found && slots.every((slot, i) => slot.steps > 0 && steps[i] > 0);
    this.body.hidden = !ready;
    if (!ready) return;
    const { working } = found.part;
    for (const cell of this.cells) cell.show(working, found.place);
    for (const { value, name, slot } of this.means) setText(value, written(working[slot](name, found.place), ""));
    for (const { mark, formula, row, cells } of this.rows) {
      const half = cells.length / 2;
      const same = cells.slice(0, half).every((cell, k) => cell.result.textContent === cells[half + k].result.textContent);
      setText(mark, [formula, same ? "= same numbers" : "≠ other numbers"].filter(Boolean).join(", "));
      row.classList.toggle("inside-differs", !same);
    }
  }

  tell(slots, steps) {
    const stuck = slots.find((slot) => slot.steps === 0);
    const done = slots.filter((slot, i) => steps[i] === slot.steps && slot.steps > 0);
    setText(
      this.none,
      stuck
        ? `${stuck.name} did not get through a single step: it ${stuck.end}.`
        : steps.some((step) => step === 0)
          ? "This is the start: no step has been taken yet. The arrow beside the clock (or →) takes the first."
          : done.map(({ name, end }) => `This was the last step of ${name}: it ${end}.`).join(" "),
    );
    this.none.hidden = !this.none.textContent;
    setText(
      this.where,
      `x stands for ${this.names[0] === "x" ? "both coordinates, x and y" : this.names.join(" and ")}: the same lines are worked out for both. What carries t − 1 was there before this step, what carries t is new. Numbers are rounded to six digits.${scheduled(slots)}`,
    );
  }
}

const scheduled = (slots) =>
  slots
    .filter(({ schedule }) => schedule)
    .map(({ name, lr, schedule }) => ` ${name}'s learning rate α is what its schedule, ${schedule}, makes of ${precise(lr)} at this step.`)
    .join("");
/** Two lists of lines side by side: as many of the same name meet as keeps the order of both. */
function abreast(first, second) {
  const meet = Array.from({ length: first.length + 1 }, () => new Array(second.length + 1).fill(0));
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      meet[i][j] = first[i].name === second[j].name ? meet[i + 1][j + 1] + 1 : Math.max(meet[i + 1][j], meet[i][j + 1]);
    }
  }
  const rows = [];
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    if (first[i] && first[i].name === second[j]?.name) rows.push([first[i++], second[j++]]);
    else if (!second[j] || (first[i] && meet[i + 1][j] >= meet[i][j + 1])) rows.push([first[i++], null]);
    else rows.push([null, second[j++]]);
  }
  return rows;
}

const rowsOf = (slots) => (slots.some(({ said }) => said.full) ? "the mini-batch" : "the rows");
const note = (text) => (text ? make("span", { class: "inside-note" }, text) : "");
