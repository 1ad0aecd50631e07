// Heights as level numbers, the one scale of the map and of the 3-D view.
import { levelLabels } from "./format.js";

const NOWHERE = 1e30; // stands for a place where the surface has no height
const DEEPEST = -1; // below its first level everything looks the same

/** 0 on the first level, 1 on the second, straight in between; NaN where there is no height. */
export function levelNumber(height, levels) {
  if (height > NOWHERE) return NaN;
  let i = 0;
  while (i < levels.length - 2 && height >= levels[i + 1]) i++;
  return Math.max(DEEPEST, i + (height - levels[i]) / (levels[i + 1] - levels[i]));
}

/** What the levels are called. */
export const levelNames = ({ labels, levels }) => labels ?? levelLabels(levels);

/** From a height above the lowest, or above 0 where there is none, to its level number. */
export function levelScale({ bounded, surface: { levels, unit } }) {
  const height = bounded ? (gap) => Math.log10(Math.max(gap, 1e-300)) : (gap) => Math.asinh(gap / unit);
  return (gap) => levelNumber(height(gap), levels);
}

/** Which levels have room for a name on an axis: whole decades, and 0. */
export const namedLevels = ({ labels, levels }) => {
  const middle = (levels.length - 1) / 2;
  const round = (level, i) => (labels ? i === middle || (i - middle) % 2 !== 0 : Number.isInteger(level));
  return levels.map((level, i) => (round(level, i) ? i : -1)).filter((i) => i >= 0);
};
