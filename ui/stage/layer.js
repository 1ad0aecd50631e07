// SVG over a plot: the parts that move, drawn with the plot's own axes.
const SVG = "http://www.w3.org/2000/svg";
const DASHES = {
  solid: "",
  dot: "3 3",
  dash: "8 4",
  longdash: "14 4",
  dashdot: "9 4 1.5 4",
  longdashdot: "15 4 1.5 4",
};

export function svgNode(name, attributes = {}, parent = null) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent?.append(node);
  return node;
}

/** A Plotly dash name, or its own list of lengths ("5px,10px"), as an SVG dash array. */
export const dashArray = (dash) => DASHES[dash] ?? String(dash).replace(/px/g, "").replace(/,/g, " ");

const polygon = (corners) => `M${corners.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
const wheel = (n, radii, turn = 0) =>
  polygon(
    Array.from({ length: n }, (_, i) => {
      const angle = (i / n) * 2 * Math.PI - Math.PI / 2 + turn;
      const radius = radii[i % radii.length];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
  );

/** The outline of a marker around (0, 0); r is the radius of the circle that looks as large. */
export function symbolPath(symbol, r) {
  const a = r * 0.4;
  const b = r * 1.15;
  const plus = [
    [-a, -b],
    [a, -b],
    [a, -a],
    [b, -a],
    [b, a],
    [a, a],
    [a, b],
    [-a, b],
    [-a, a],
    [-b, a],
    [-b, -a],
    [-a, -a],
  ];
  const turned = plus.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]);
  switch (symbol) {
    case "square":
      return wheel(4, [r * 1.25], Math.PI / 4);
    case "diamond":
      return wheel(4, [r * 1.35]);
    case "triangle-up":
      return wheel(3, [r * 1.4]);
    case "triangle-down":
      return wheel(3, [r * 1.4], Math.PI);
    case "hexagon":
      return wheel(6, [r * 1.15]);
    case "star":
      return wheel(10, [r * 1.5, r * 0.65]);
    case "cross":
      return polygon(plus);
    case "x":
      return polygon(turned);
    default:
      return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
  }
}

export const moveTo = (node, x, y) =>
  node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);

/** A small picture of a racer's line and symbol, for tables. */
export function swatch(racer, color) {
  const svg = svgNode("svg", {
    width: 34,
    height: 14,
    viewBox: "-17 -7 34 14",
    "aria-hidden": "true",
    class: "stage-swatch",
  });
  svgNode(
    "path",
    { d: "M-17 0H17", stroke: color, "stroke-width": 2.5, "stroke-dasharray": dashArray(racer.dash) },
    svg,
  );
  svgNode("path", { d: symbolPath(racer.symbol, 4.5), fill: color, class: "stage-head" }, svg);
  return svg;
}
