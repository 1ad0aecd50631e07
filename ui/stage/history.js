// The steps between the frames, fetched in blocks when someone walks one step at a time.
import { lastNotAfter, readBlock } from "./message.js";

const BLOCK = 256; // ticks
const KEPT = 32; // blocks

export class History {
  /** get: gets what is at an address; address: that of the blocks, null where there are none. */
  constructor(race, get, address = race.urls.history) {
    Object.assign(this, { race, get, address });
    this.blocks = new Map(); // first tick -> block, or a promise of it
    this.frames = { at: race.racers.map((racer) => racer.at) };
  }

  get available() {
    return Boolean(this.address) && !this.failed;
  }

  /** Where the values at a tick are: in the frames or in a block, and at which place there; or null. */
  find(tick) {
    const { frames } = this.race;
    const frame = lastNotAfter(frames.tick, tick);
    if (frames.tick[frame] === tick) return { part: this.frames, place: frame };
    const part = this.blocks.get(tick - (tick % BLOCK));
    const place = part?.tick ? lastNotAfter(part.tick, tick) : -1;
    return place >= 0 && part.tick[place] === tick ? { part, place } : null;
  }

  /** Values of every racer at a tick, or null. */
  at(tick) {
    const found = this.find(tick);
    return found && found.part.at.map((values) => valuesIn(values, found.place));
  }

  read(bytes) {
    return readBlock(bytes, this.race.racers.length);
  }

  /** Asks for the block around a tick; calls back when it has come, or cannot. */
  async ask(tick, done) {
    const from = tick - (tick % BLOCK);
    if (!this.available || this.blocks.has(from)) return;
    this.blocks.set(from, { pending: true });
    try {
      const to = Math.min(from + BLOCK, this.race.clock.ticks + 1);
      this.blocks.set(from, this.read(await this.get(`${this.address}&from=${from}&to=${to}`)));
      if (this.blocks.size > KEPT) this.blocks.delete(this.blocks.keys().next().value);
    } catch (error) {
      console.warn("stage: single steps are not available:", error);
      this.failed = true;
    }
    done();
  }
}

const valuesIn = (values, i) => ({
  step: values.step[i],
  x: values.x[i],
  y: values.y[i],
  train: values.train[i],
  test: values.test?.[i],
});
