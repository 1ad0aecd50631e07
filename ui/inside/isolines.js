// Lines of equal height of any function, by marching over a grid of squares.
const SQUARES = 44; // a side

/** For each level the path of its line in a window, as SVG; toX and toY bring data to pixels. */
export function isolines(height, [x0, x1], [y0, y1], levels, toX, toY) {
  const x = (i) => x0 + ((x1 - x0) * i) / SQUARES;
  const y = (j) => y0 + ((y1 - y0) * j) / SQUARES;
  const grid = Array.from({ length: SQUARES + 1 }, (_, j) =>
    Float64Array.from({ length: SQUARES + 1 }, (_, i) => height(x(i), y(j))),
  );
  const text = levels.map(() => "");
  for (let j = 0; j < SQUARES; j++)
    for (let i = 0; i < SQUARES; i++) {
      const corners = [
        [x(i), y(j), grid[j][i]],
        [x(i + 1), y(j), grid[j][i + 1]],
        [x(i + 1), y(j + 1), grid[j + 1][i + 1]],
        [x(i), y(j + 1), grid[j + 1][i]],
      ];
      levels.forEach((level, k) => {
        text[k] += crossing(corners, level, toX, toY);
      });
    }
  return text;
}

/** Where a level enters and leaves a square. */
function crossing(corners, level, toX, toY) {
  const points = [];
  for (let side = 0; side < 4; side++) {
    const [ax, ay, a] = corners[side];
    const [bx, by, b] = corners[(side + 1) % 4];
    if (a < level === b < level) continue;
    const share = (level - a) / (b - a);
    points.push(`${toX(ax + (bx - ax) * share).toFixed(1)} ${toY(ay + (by - ay) * share).toFixed(1)}`);
  }
  let text = "";
  for (let p = 0; p + 1 < points.length; p += 2) text += `M${points[p]}L${points[p + 1]}`;
  return text;
}
