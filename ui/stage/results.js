// The table of results, in its place further down the page.
import { make } from "./dom.js";
import { sentence } from "./format.js";

/** Where the page has a place for it; a place that comes later asks for it. stage: while this is on the page. */
export const writeResults = (race, stage) => {
  const write = () => {
    const place = document.querySelector(".results");
    if (place && race.results && stage.isConnected) place.replaceChildren(table(race.results));
  };
  window.__results = write;
  write();
};

function table({ columns, rows }) {
  const looks = columns.map(({ words }) => (words ? "words" : null)); // words begin on the left, numbers end on the right
  const head = make("tr", {}, ...columns.map(({ name }, i) => make("th", { class: looks[i], scope: "col" }, name)));
  const body = rows.map((texts) => make("tr", {}, ...texts.map((text, i) => make("td", { class: looks[i], "data-column": columns[i].name }, sentence(text)))));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
}
