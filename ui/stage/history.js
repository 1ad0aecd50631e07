// The steps between the frames, fetched in blocks when someone walks one step at a time.
import { lastNotAfter, readBlock } from "./message.js";

const BLOCK = 256; // ticks
const KEPT = 32; // blocks

export class History {
  constructor(race, fetchBlock) {
    this.race = race;
    this.fetchBlock = fetchBlock;
    this.blocks = new Map(); // first tick -> block, or a promise of it
  }

  get available() {
    return Boolean(this.fetchBlock) && !this.failed;
  }

  /** Values of every racer at a tick: from the frames, from a block, or null. */
  at(tick) {
    const { frames, racers } = this.race;
    const frame = lastNotAfter(frames.tick, tick);
    if (frames.tick[frame] === tick) return racers.map((racer) => valuesIn(racer.at, frame));
    const block = this.blocks.get(tick - (tick % BLOCK));
    const place = block?.tick ? lastNotAfter(block.tick, tick) : -1;
    return place >= 0 && block.tick[place] === tick ? block.at.map((values) => valuesIn(values, place)) : null;
  }

  /** Asks for the block around a tick; calls back when it has come, or cannot. */
  async ask(tick, done) {
    const from = tick - (tick % BLOCK);
    if (!this.available || this.blocks.has(from)) return;
    this.blocks.set(from, { pending: true });
    try {
      const to = Math.min(from + BLOCK, this.race.clock.ticks + 1);
      this.blocks.set(from, readBlock(await this.fetchBlock(from, to), this.race.racers.length));
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
