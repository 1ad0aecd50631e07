// The page's colours, read from its --st-* variables, and a note when they change.
const FALLBACK = {
  "text-color": "#31333f",
  "background-color": "#ffffff",
  "secondary-background-color": "#f0f2f6",
  "border-color": "rgba(49, 51, 63, 0.2)",
  "primary-color": "#ff4b4b",
  font: "system-ui, sans-serif",
};

const known = new Map(); // colour → channels: the page asks for the same few at every change
let ink;

/** Red, green, blue and alpha from 0 to 255 of any colour that CSS knows. */
export function channels(color) {
  if (!known.has(color)) {
    ink ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    ink.clearRect(0, 0, 1, 1);
    ink.fillStyle = color;
    ink.fillRect(0, 0, 1, 1);
    known.set(color, [...ink.getImageData(0, 0, 1, 1).data]);
  }
  return known.get(color);
}

function luminance(color) {
  const [r, g, b] = channels(color).map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A colour between two others; share 0 gives the first. */
export function mix(from, to, share) {
  const a = channels(from);
  const b = channels(to);
  return `rgb(${[0, 1, 2].map((i) => Math.round(a[i] + (b[i] - a[i]) * share)).join(", ")})`;
}

export function readTheme(root) {
  const style = getComputedStyle(root);
  const value = (name) => style.getPropertyValue(`--st-${name}`).trim() || FALLBACK[name];
  const text = value("text-color");
  const background = value("background-color");
  return {
    dark: luminance(background) < 0.2,
    text,
    background,
    onPrimary: luminance(value("primary-color")) > 0.3 ? "#10151d" : "#ffffff",
    muted: mix(text, background, 0.25),
    grid: mix(text, background, 0.9),
    font: value("font"),
    key: ["text-color", "background-color", "primary-color", "font"].map(value).join("|"),
  };
}

export const racerColor = (racer, theme) => racer.color[theme.dark ? 1 : 0];

/** The landscape's fills, from low to high, its lines and their width. */
export const groundColors = (race, theme) => race.landscape[theme.dark ? "dark" : "light"];

const BEND = 1.5; // most of a window is high ground: there the steps are larger

/** n colours along a list of them, from its first to its last. */
function ramp(colors, n) {
  return Array.from({ length: n }, (_, i) => {
    const place = n === 1 ? 0 : (i / (n - 1)) ** BEND * (colors.length - 1);
    const low = Math.min(Math.floor(place), colors.length - 2);
    return mix(colors[low], colors[low + 1], place - low);
  });
}

/** Plotly's colorscale from the first to the last of n levels, with half a level to spare on both sides. */
export const fillScale = (colors, n) => ramp(colors, n + 1).map((color, i) => [i / n, color]);

/** Calls back when the page's colours change, whatever the cause: a hidden probe's transition notices. */
export function watchTheme(root, changed) {
  const probe = document.createElement("i");
  probe.className = "stage-probe";
  let timer;
  probe.addEventListener("transitionend", () => {
    // one for each colour, one call for all
    clearTimeout(timer);
    timer = setTimeout(changed, 20);
  });
  root.append(probe);
}

export const prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
