// The racers' names at the right edge of a chart, moved apart just enough to be read.
import { moveTo, svgNode } from "./layer.js";

const LINE = 14; // pixels
const GAP = 12; // between the plot and a name
const MOVED = 3; // pixels; from there on a line leads to the name
const MOST_WIDE = 108; // pixels of a name; a longer one is cut
const ELLIPSIS = 12;

export class EdgeNames {
  constructor(parent) {
    this.group = svgNode("g", { class: "stage-names" }, parent);
    this.texts = [];
  }

  /** entries: [{text, color}]; what stands there already is not measured again. */
  write(entries) {
    const key = JSON.stringify([entries, document.fonts.status]);
    if (key === this.key) return;
    this.key = key;
    this.group.replaceChildren();
    this.texts = entries.map(({ text, color }) => {
      const node = svgNode("text", { fill: color, "dominant-baseline": "central" }, this.group);
      node.textContent = text;
      shorten(node);
      return node;
    });
    this.leaders = entries.map(({ color }) => svgNode("path", { stroke: color, class: "stage-leader" }, this.group));
    const widths = this.texts.map((text) => text.getComputedTextLength());
    this.room = 5 + GAP + Math.max(0, ...widths);
  }

  /** heights: where each name would like to be. Pushed down from the top, then up from the bottom. */
  place(heights, { width, height }) {
    const rows = heights.map((y, i) => ({ i, y: Math.max(LINE / 2, Math.min(height - LINE / 2, y)) }));
    rows.sort((a, b) => a.y - b.y);
    const apart = Math.min(LINE, height / Math.max(1, rows.length));
    let limit = LINE / 2;
    for (const row of rows) {
      row.y = Math.max(row.y, limit);
      limit = row.y + apart;
    }
    limit = height - LINE / 2;
    for (const row of rows.toReversed()) {
      row.y = Math.min(row.y, limit);
      limit = row.y - apart;
    }
    for (const { i, y } of rows) {
      moveTo(this.texts[i], width + GAP, y);
      const end = Math.max(0, Math.min(height, heights[i]));
      const leads = Math.abs(end - y) > MOVED;
      this.leaders[i].setAttribute("d", leads ? `M${width + 1} ${end.toFixed(1)}L${width + GAP - 2} ${y.toFixed(1)}` : "");
    }
  }
}

/** As much of a name as has room. */
function shorten(node) {
  let length = node.getNumberOfChars();
  if (node.getComputedTextLength() <= MOST_WIDE) return;
  while (length > 1 && node.getSubStringLength(0, length) > MOST_WIDE - ELLIPSIS) length--;
  node.textContent = `${node.textContent.slice(0, length).trimEnd()}…`;
}
