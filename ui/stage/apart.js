// Where on the map paths can be told from each other: for names that find no room at the heads.
const EVERY = 6; // pixels between the places looked at
const MOST_PLACES = 250; // places of a path; the rest of a long one lies around its end
const EDGE = 12; // pixels from the edge, at least
const CLEAR = 7; // pixels from every other path, at least
const OFFERED = 8; // places offered for a name

/** lines: places all along the trails, [x, y]; places: for each trail where it lies clear of all others, the
 *  farthest from them first. */
export function apart(trails, size) {
  const ways = trails.map(walked);
  const places = ways.map((way, i) => {
    const others = ways.filter((_, j) => j !== i).flat();
    const inside = ([x, y]) => x > EDGE && y > EDGE && x < size.width - EDGE && y < size.height - EDGE;
    return way
      .filter(inside)
      .map(([x, y]) => ({ x, y, away: nearest(x, y, others) }))
      .filter(({ away }) => away > CLEAR)
      .sort((a, b) => b.away - a.away)
      .slice(0, OFFERED);
  });
  return { lines: ways.flat(), places };
}

function nearest(x, y, others) {
  let least = Infinity;
  for (const [ox, oy] of others) least = Math.min(least, (x - ox) ** 2 + (y - oy) ** 2);
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
