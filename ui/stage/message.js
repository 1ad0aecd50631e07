// Reads the binary message: a JSON header, then typed arrays back to back.
const KINDS = { f4: Float32Array, f8: Float64Array, i4: Int32Array };
const NAMES = ["step", "x", "y", "train", "test"];

const lengthOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

export function headerOf(bytes) {
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + lengthOf(bytes)));
  return JSON.parse(text.replace(/\0+$/, ""));
}

export function decode(bytes) {
  const header = headerOf(bytes);
  const arrays = {};
  let offset = bytes.byteOffset + 4 + lengthOf(bytes);
  for (const [name, kind, count] of header.arrays) {
    const Kind = KINDS[kind];
    const end = offset + count * Kind.BYTES_PER_ELEMENT;
    arrays[name] = new Kind(bytes.buffer.slice(offset, end)); // a copy: the offset need not be aligned
    offset = end;
  }
  return { header, arrays, rest: bytes.subarray(offset - bytes.byteOffset) }; // another message may follow
}

const valuesAt = (arrays, i, whose = "") =>
  Object.fromEntries(NAMES.map((name) => [name, arrays[`${whose}at_${name}_${i}`]]));

/** Racers as they are drawn; of another race's only the losses may be there. */
function readRacers(looks, arrays, whose = "") {
  const column = (prefix, i, names) =>
    Object.fromEntries(names.map((name) => [name, arrays[`${whose}${prefix}_${name}_${i}`]]));
  return looks.map((look, i) => ({
    ...look,
    index: i,
    at: valuesAt(arrays, i, whose),
    path: column("path", i, ["step", "x", "y"]),
    loss: column("loss", i, ["step", "epoch", "train", "test"]),
  }));
}

/** The whole race, in the shape the views use. get: gets what is at an address, as what the landscape is drawn
 * of, unless the message brings it along. */
export function readRace(bytes, get) {
  const { header, arrays } = decode(bytes);
  const racers = readRacers(header.racers, arrays);
  const over = readRacers(header.over ?? [], arrays, "over_");
  for (const racer of racers) racer.lastStep = racer.at.step.at(-1) ?? 0;
  return {
    ...header,
    racers,
    over,
    overPaths: over.filter(({ path }) => path.x),
    surface: { ...header.surface, grid: gridOf(header.surface.key, arrays, () => get(header.urls.ground)) },
    frames: { tick: arrays.frame_tick, epoch: arrays.frame_epoch, count: arrays.frame_tick.length },
    sample: { x: arrays.fit_x ?? [], y: arrays.fit_y ?? [] },
  };
}

/** Has the racer's run ended by this step, before its time? */
export const endedEarly = (racer, step) => racer.status !== "budget" && step >= racer.lastStep;

let lastGround = {}; // the views of a page look at one landscape

/** What a landscape is drawn of, as a promise: of x, y and heights z, or of null where they cannot be had.
 * They come with the message or are asked for, once while the landscape stays. */
function gridOf(key, { surface_x: x, surface_y: y, surface_z: z }, fetchGround) {
  if (z) return Promise.resolve({ x, y, z });
  if (lastGround.key !== key) lastGround = { key, grid: askedGrid(key, fetchGround) };
  return lastGround.grid;
}

async function askedGrid(key, fetchGround) {
  try {
    return await gridOf(key, decode(await fetchGround()).arrays);
  } catch (error) {
    console.warn("stage: the landscape cannot be drawn:", error);
    if (lastGround.key === key) lastGround = {}; // who draws next asks again
    return null;
  }
}

/** Every tick of a stretch of the race: the answer to urls.history. */
export function readBlock(bytes, racers) {
  const { header, arrays } = decode(bytes);
  const at = Array.from({ length: racers }, (_, i) => valuesAt(arrays, i));
  return { from: header.from, to: header.to, tick: arrays.tick, at };
}

/** Index of the last entry that is <= value in an ascending array; 0 if there is none. */
export function lastNotAfter(sorted, value) {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Straight-line reading of ys at x. Epochs are such a line of steps, so this is exact for them. */
export function interpolate(xs, ys, x) {
  const i = lastNotAfter(xs, x);
  if (i + 1 >= xs.length || x <= xs[i]) return ys[i];
  return ys[i] + ((ys[i + 1] - ys[i]) * (x - xs[i])) / (xs[i + 1] - xs[i]);
}
