// One clock for everything: play, pause, seek, single steps. What it shows is a moment.
import { interpolate, lastNotAfter } from "./message.js";

const RACE = 6; // seconds for all frames at speed 1
const SLOWEST = 0.6; // seconds for one frame, when there are few

/** Where the clock of a session's race stood last: its pages share one time. */
const left = (window.__clock ??= {});
export const tickLeftAt = (race) => (left.play_id === race.play_id ? left.tick : null);

export class Clock {
  constructor(show) {
    this.show = show;
    this.speed = 1;
    this.tick = null;
    this.playing = false;
    this.tickAfter = (tick, by) => tick + by; // a page about one racer goes by its steps
  }

  /** A new race: a clock at the end stays at the end, any other keeps its tick. */
  load(race, history) {
    const atEnd = this.tick === null || (this.race && this.tick >= this.race.clock.ticks);
    Object.assign(this, { race, history });
    this.tick = atEnd && !this.playing ? race.clock.ticks : Math.min(this.tick ?? 0, race.clock.ticks);
    this.position = this.frame;
  }

  get frame() {
    return lastNotAfter(this.race.frames.tick, this.tick);
  }

  get atEnd() {
    return this.tick >= this.race.clock.ticks;
  }

  /** Everything the views need to know about now. */
  moment() {
    const { frames, clock } = this.race;
    const values = this.history.at(this.tick);
    const tick = values ? this.tick : frames.tick[this.frame]; // while a block is on its way: the frame before
    const epoch = interpolate(frames.tick, frames.epoch, tick);
    return {
      tick,
      epoch,
      rows: epoch * clock.rows,
      frame: this.frame,
      at: values ?? this.history.at(tick),
      wanted: this.tick,
      atEnd: tick >= clock.ticks,
      playing: this.playing,
    };
  }

  refresh(reason) {
    const moment = this.moment();
    if (moment.tick !== moment.wanted && !this.playing)
      this.history.ask(this.tick, () => this.refresh("arrived"));
    Object.assign(left, { play_id: this.race.play_id, tick: this.tick });
    this.show(moment, reason);
  }

  seek(tick, reason = "seek") {
    this.tick = Math.max(0, Math.min(this.race.clock.ticks, Math.round(tick)));
    this.position = this.frame;
    this.refresh(reason);
  }

  step(by) {
    this.halt();
    if (this.history.available) return this.seek(this.tickAfter(this.tick, by), "step");
    const between = this.race.frames.tick[this.frame] < this.tick;
    this.seekFrame(this.frame + (by < 0 && between ? 0 : by), "step"); // without history: frame by frame
  }

  seekFrame(frame, reason) {
    const { tick, count } = this.race.frames;
    this.seek(tick[Math.max(0, Math.min(count - 1, frame))], reason);
  }

  skip(by) {
    this.halt();
    this.seekFrame(this.frame + by, "step");
  }

  play() {
    if (this.playing) return;
    if (this.atEnd) this.seek(0);
    this.playing = true;
    this.position = this.frame;
    this.before = null;
    this.refresh("play");
    this.request = requestAnimationFrame((now) => this.advance(now));
  }

  halt() {
    this.playing = false;
    cancelAnimationFrame(this.request);
  }

  pause() {
    this.halt();
    this.refresh("pause");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  advance(now) {
    if (!this.playing) return;
    const last = this.race.frames.count - 1;
    const seconds = Math.min(RACE, SLOWEST * last);
    const passed = Math.min(0.1, (now - (this.before ?? now)) / 1000); // a stall is not made up for
    this.before = now;
    this.position = Math.min(last, this.position + (passed * this.speed * last) / (seconds || 1));
    const frame = Math.floor(this.position);
    if (frame >= last) {
      this.halt();
      return this.seekFrame(last, "end");
    }
    if (this.race.frames.tick[frame] !== this.tick) {
      this.tick = this.race.frames.tick[frame];
      this.refresh("playing");
    }
    this.request = requestAnimationFrame((later) => this.advance(later));
  }
}
