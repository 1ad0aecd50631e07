// Reads the inside of one or two racers: what every line of their working came to, at every tick.
import { History } from "../stage/history.js";
import { decode, readBlock, readRace } from "../stage/message.js";

const BEYOND = 1.79e308; // what grew beyond every number travels as the largest

/** The message: what never changes, what changes with the settings, and the race's own message behind them. */
export function readInside(bytes, get) {
  const call = decode(bytes);
  const inside = decode(call.rest);
  const race = readRace(inside.rest, get);
  const slots = inside.header.slots.map((slot, i) => ({ ...slot, plots: readPlots(slot, i, inside.arrays) }));
  return { ...call.header, bowl: inside.header.bowl, pace: inside.header.pace, slots, race, working: readWorking(inside.arrays, slots, race.frames.count) };
}

const readPlots = (slot, i, arrays) =>
  slot.plots.map((plot, p) => ({
    ...plot,
    curves: plot.curves.map((curve, c) => ({
      ...curve,
      x: arrays[`plot_${i}_${p}_${c}_x`],
      y: arrays[`plot_${i}_${p}_${c}_y`],
    })),
  }));

/** For each racer, a function from a name, a place and a coordinate to a number. */
function readWorking(arrays, slots, count) {
  return slots.map((_, i) => (name, place, coordinate = 0) => {
    const values = arrays[`value_${i}_${name}`];
    if (!values) return undefined;
    const each = values.length / count; // 2: m and b differ; 1: they do not; less: always the same
    const value = each >= 2 ? values[2 * place + coordinate] : each === 1 ? values[place] : values[0];
    return Math.abs(value) > BEYOND ? Infinity * Math.sign(value) : value;
  });
}

/** The race's history with the working beside it. */
export class InsideHistory extends History {
  constructor(inside, get) {
    super(inside.race, get, inside.urls.history);
    this.slots = inside.slots;
    this.frames.working = inside.working;
  }

  read(bytes) {
    const { arrays, rest } = decode(bytes);
    const block = readBlock(rest, this.race.racers.length);
    return { ...block, working: readWorking(arrays, this.slots, block.tick.length) };
  }
}

/** The same count of rows in steps of another pace; round: of what is left within an epoch. */
function repaced(steps, from, to, round) {
  const epochs = Math.floor(steps / from.steps_per_epoch);
  const within = steps - epochs * from.steps_per_epoch;
  return epochs * to.steps_per_epoch + round((within * from.batch) / to.batch);
}

/** The tick at which a racer takes a step of its own; those with large batches step less often. */
export const tickOfStep = (step, slot, inside) => repaced(step, slot.pace, inside.pace, Math.ceil);

/** By how much the clock must go on, or back, for the next step of a racer's own. */
export function tickAfter(tick, by, slot, inside) {
  const now = Math.min(slot.steps, repaced(tick, inside.pace, slot.pace, Math.floor));
  if (now + by > slot.steps || tick > tickOfStep(slot.steps, slot, inside)) return tick + by; // it has ended
  const began = tickOfStep(now, slot, inside);
  return by < 0 && tick > began ? began : tickOfStep(Math.max(0, now + by), slot, inside);
}
