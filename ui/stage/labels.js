// Names beside moving points, dropped rather than overlapping.
import { moveTo, svgNode } from "./layer.js";

const HEIGHT = 15;
const AWAY = 11; // from the point to the name
const SIDES = [
  (w) => [AWAY, -HEIGHT / 2],
  (w) => [-AWAY - w, -HEIGHT / 2],
  (w) => [-w / 2, -AWAY - HEIGHT],
  (w) => [-w / 2, AWAY],
  (w) => [AWAY - 3, -HEIGHT - 4],
  (w) => [AWAY - 3, 4],
  (w) => [-AWAY - w + 3, -HEIGHT - 4],
  (w) => [-AWAY - w + 3, 4],
];
const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export class Labels {
  constructor(parent) {
    this.group = svgNode("g", { class: "stage-labels" }, parent);
    this.entries = [];
  }

  /** entries: [{text, color, strong}] in order of importance; what stands there already is not measured again. */
  write(entries) {
    const key = JSON.stringify([entries, document.fonts.status]);
    if (key === this.key) return;
    this.key = key;
    this.group.replaceChildren();
    this.entries = entries.map(({ text, color, kind }) => {
      const node = svgNode(
        "text",
        { fill: color, class: kind ?? "", "dominant-baseline": "central" },
        this.group,
      );
      node.textContent = text;
      return { node, side: 0, width: node.getComputedTextLength() + 2, shown: true };
    });
  }

  /** points: [{x, y} | null] for the entries; every point is also an obstacle, and so are `others` (boxes).
   *  A name without a point in sight, or without room there, goes beside one of its `spares`, where it covers
   *  `lines`, [x, y], the least; spares: a function from the number of the entry to [{x, y}]. */
  place(points, size, others = [], { spares = () => [], lines = [] } = {}) {
    const around = (p, r) => [p.x - r, p.y - r, p.x + r, p.y + r];
    const taken = [...others, ...points.filter(Boolean).map((p) => around(p, 6))];
    const free = (box) =>
      box[0] >= 2 &&
      box[1] >= 2 &&
      box[2] <= size.width - 2 &&
      box[3] <= size.height - 2 &&
      !taken.some((other) => meets(box, other));
    this.entries.forEach((entry, i) => {
      const box = (points[i] && atPoint(entry, points[i], free)) ?? clearest(entry, spares(i), free, lines);
      if (box) {
        taken.push(box);
        moveTo(entry.node, box[0] + 1, box[1] + HEIGHT / 2);
      }
      if (entry.shown !== Boolean(box)) entry.node.setAttribute("visibility", box ? "visible" : "hidden");
      entry.shown = Boolean(box);
    });
  }
}

function boxAt({ x, y }, side, width) {
  const [dx, dy] = SIDES[side](width);
  return [x + dx, y + dy, x + dx + width, y + dy + HEIGHT];
}

/** The side used last comes first, so that names do not jump about. */
function atPoint(entry, point, free) {
  for (let turn = 0; turn < SIDES.length; turn++) {
    const side = turn === 0 ? entry.side : turn <= entry.side ? turn - 1 : turn;
    const box = boxAt(point, side, entry.width);
    if (free(box)) {
      entry.side = side;
      return box;
    }
  }
  return null;
}

function clearest(entry, places, free, lines) {
  const covered = ([x0, y0, x1, y1]) => lines.filter(([x, y]) => x > x0 && x < x1 && y > y0 && y < y1).length;
  const boxes = places.flatMap((place) => SIDES.map((_, side) => boxAt(place, side, entry.width))).filter(free);
  return boxes.map((box) => [covered(box), box]).reduce((a, b) => (b[0] < a[0] ? b : a), [Infinity, null])[1];
}
