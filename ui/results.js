// The table of results. It is written once the changed paths have been painted: they are what is waited for.
export default function ({ data, parentElement }) {
  parentElement.latest = data;
  const write = () => parentElement.latest === data && show(parentElement, data);
  const waiting = setTimeout(write, 100); // a hidden page is never painted
  requestAnimationFrame(() => {
    clearTimeout(waiting);
    setTimeout(write);
  });
}

function show(place, { columns, rows }) {
  let box = place.querySelector(".results");
  if (!box) {
    box = make("div", { class: "results", tabindex: 0, role: "region", "aria-label": "Results" });
    place.append(box);
  }
  const cell = (kind, text, i) => make(kind, { ...(columns[i].words && { class: "words" }), ...(kind === "th" && { scope: "col" }) }, text);
  const head = make("tr", {}, ...columns.map(({ name }, i) => cell("th", name, i)));
  const body = rows.map((texts) => make("tr", {}, ...texts.map((text, i) => cell("td", text, i))));
  box.replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
