// The table of results. It is written once the changed paths have been painted: they are what is waited for.
import { make } from "./stage/dom.js";
import { painted } from "./stage/painted.js";

export default function ({ data, parentElement }) {
  parentElement.latest = data;
  painted().then(() => parentElement.latest === data && show(parentElement, data));
}

function show(place, { columns, rows }) {
  let box = place.querySelector(".results");
  if (!box) {
    box = make("div", { class: "results", tabindex: 0, role: "region", "aria-label": "Results" });
    place.append(box);
  }
  const looks = columns.map(({ words }) => (words ? "words" : null)); // words begin on the left, numbers end on the right
  const head = make("tr", {}, ...columns.map(({ name }, i) => make("th", { class: looks[i], scope: "col" }, name)));
  const body = rows.map((texts) => make("tr", {}, ...texts.map((text, i) => make("td", { class: looks[i] }, text))));
  box.replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}
