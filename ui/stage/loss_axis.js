// The loss axis: how far it reaches, and where its ticks are.
const PADDING = 0.05;
const HEADROOM = 0.25; // above the others, for racers that fly off and are not shown whole

/** From where to where the axis shows these heights; on a log axis, of their log10. best: the lowest possible loss, if that is to be seen too. */
export function reach(heights, scale, best, someFlyOff) {
  if (!heights.length) return [0, 1];
  let low = heights.reduce((a, b) => Math.min(a, b));
  let high = heights.reduce((a, b) => Math.max(a, b));
  if (scale === "log") {
    low = Math.max(low, high * 1e-30);
    if (high / low < 10) [low, high] = [low / 1.3, high * 1.3];
    [low, high] = [Math.log10(low), Math.log10(high)];
  } else if (best !== null) low = Math.min(low, best);
  const room = (high - low || Math.abs(high) || 1) * PADDING;
  return [low - room, high + room + (someFlyOff ? HEADROOM * (high - low) : 0)];
}

/** Whole decades, about five of them, when there are enough. */
export function ticks(scale, [low, high]) {
  if (scale !== "log") return { tickmode: "auto" };
  const decades = high - low;
  if (decades >= 2)
    return { tickmode: "linear", dtick: Math.ceil(decades / 5), tick0: 0, exponentformat: "power" };
  const few = decades >= 1 ? { tickmode: "linear", dtick: "D2" } : { tickmode: "auto", nticks: 4 }; // D2: 1, 2, 5
  return { ...few, exponentformat: high > 4 && high < 12 ? "SI" : "power", minorloglabels: "complete" };
}
