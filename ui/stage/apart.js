// Where on the map paths can be told from each other: for names that find no room at the heads.
const EVERY = 8; // pixels between the places looked at
const MOST_PLACES = 150; // places of a path; the rest of a long one lies around its end
const SPARSE = 3; // one of so many may be offered
const EDGE = 12; // pixels from the edge, at least
const CLEAR = 4; // pixels from every other path, at least
const OFFERED = 8; // places offered for a name

/** Trails as places along them, and for each trail where it is clear of all others, once somebody asks. */
export class Apart {
  constructor(trails, size) {
    this.ways = trails.map(walked);
    this.size = size;
    this.found = [];
  }

  /** Places along all trails, [x, y]. */
  get lines() {
    return this.ways.flat();
  }

  /** Where the i-th trail is clear of all others, {x, y}, the farthest from them first. */
  places(i) {
    return (this.found[i] ??= this.search(i));
  }

  search(i) {
    const { width, height } = this.size;
    const others = this.ways.filter((_, j) => j !== i).flat();
    return this.ways[i]
      .filter(([x, y], k) => k % SPARSE === 0 && x > EDGE && y > EDGE && x < width - EDGE && y < height - EDGE)
      .map(([x, y]) => ({ x, y, away: nearest(x, y, others) }))
      .filter(({ away }) => away > CLEAR)
      .sort((a, b) => b.away - a.away)
      .slice(0, OFFERED);
  }
}

function nearest(x, y, others) {
  let least = Infinity;
  for (const [ox, oy] of others) {
    least = Math.min(least, (x - ox) ** 2 + (y - oy) ** 2);
    if (least < CLEAR ** 2) break; // no place for a name
  }
  return Math.sqrt(least);
}

/** Places along a trail at equal distances, from its start. */
function walked({ x, y }) {
  const places = [];
  let left = 0; // of the distance to the next place
  for (let i = 1; i < x.length && places.length < MOST_PLACES; i++) {
    const [dx, dy] = [x[i] - x[i - 1], y[i] - y[i - 1]];
    const length = Math.hypot(dx, dy);
    for (; left < length && places.length < MOST_PLACES; left += EVERY)
      places.push([x[i - 1] + (dx * left) / length, y[i - 1] + (dy * left) / length]);
    left -= length;
  }
  return places;
}
