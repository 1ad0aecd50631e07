// Paths, heads, start and lowest points over the 3-D surface, each at its own exact height.
import { Beside } from "./beside.js";
import { Labels } from "./labels.js";
import { dashArray, moveTo, svgNode, symbolPath } from "./layer.js";
import { levelScale } from "./levels.js";
import { racerColor } from "./theme.js";

const BESIDE_BUTTONS = [44, 190]; // pixels at the upper right

/** One racer's recorded places as they are seen: in pixels, whether in the window, whether in sight. */
class Track {
  constructor({ at }, seen) {
    this.step = at.step;
    this.points = Array.from(at.step, (_, i) => seen(at.x[i], at.y[i], at.train[i]));
  }

  /** Lines between neighbours that both are to be drawn. */
  line(points, drawn) {
    let text = "";
    let pen = false;
    for (const point of points) {
      const down = point !== null && drawn(point);
      if (down) text += `${pen ? "L" : "M"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      pen = down;
    }
    return text;
  }

  get whole() {
    return this.line(this.points, () => true);
  }

  /** What is in sight of the way up to this frame, and on to the head. */
  upTo(frame, head) {
    return this.line([...this.points.slice(0, frame + 1), head], (point) => !point.hidden);
  }
}

export class Tracks {
  constructor() {
    this.layer = svgNode("svg", { class: "stage-layer stage-relief", "aria-hidden": "true" });
    this.faint = svgNode("g", { class: "stage-trails stage-faint" }, this.layer);
    this.beside = new Beside(this.layer);
    this.trails = svgNode("g", { class: "stage-trails" }, this.layer);
    this.marks = svgNode("g", {}, this.layer);
    this.heads = svgNode("g", {}, this.layer);
    this.labels = new Labels(this.layer);
  }

  /** The layer's nodes; place() puts them where they belong. */
  load(race, theme, mesh) {
    Object.assign(this, { race, mesh, scale: levelScale(race), tracks: null });
    for (const group of [this.faint, this.trails, this.marks, this.heads]) group.replaceChildren();
    const color = (racer) => racerColor(racer, theme);
    const line = (group) => (racer) =>
      svgNode("path", { stroke: color(racer), "stroke-dasharray": dashArray(racer.dash) }, group);
    this.faintLines = race.racers.map(line(this.faint));
    this.lines = race.racers.map(line(this.trails));
    this.start = svgNode("circle", { r: 6, class: "stage-start" }, this.marks);
    this.stars = race.minima.map(() =>
      svgNode("path", { d: symbolPath("star", 6), class: "stage-best" }, this.marks),
    );
    this.points = race.racers.map((racer) =>
      svgNode("path", { d: symbolPath(racer.symbol, 6), fill: color(racer), class: "stage-head" }, this.heads),
    );
    this.beside.load(race.overPaths, theme);
    this.labels.write([
      ...race.minima.map(([, , text]) => ({ text: text ?? "", color: theme.text, kind: "stage-best-name" })),
      { text: "start", color: theme.text, kind: "stage-start-name" },
      ...race.racers.map((racer) => ({ text: racer.short, color: color(racer) })),
      ...this.beside.names,
    ]);
  }

  /** Where a place with this gap is seen; null outside the window. Below the first level all is one floor. */
  seen(x, y, gap) {
    if (!this.mesh.holds(x, y)) return null;
    const { sight } = this;
    const height = Math.max(0, this.scale(gap));
    return { ...sight.toScreen(x, y, height), hidden: this.mesh.hides(x, y, sight.eye) };
  }

  /** Everything anew, for the camera has moved. */
  place(sight) {
    this.sight = sight;
    const seen = (x, y, gap) => this.seen(x, y, gap);
    this.tracks = this.race.racers.map((racer) => new Track(racer, seen));
    this.tracks.forEach((track, i) => this.faintLines[i].setAttribute("d", track.whole));
    const { race, beside } = this;
    race.overPaths.forEach((racer, i) => beside.paths[i].setAttribute("d", new Track(racer, seen).whole));
    this.others = race.overPaths.map(({ at }, i) => put(beside.ends[i], seen(at.x.at(-1), at.y.at(-1), at.train.at(-1))));
    this.fixed = [
      ...race.minima.map(([x, y, , gap], i) => put(this.stars[i], seen(x, y, gap))),
      put(this.start, seen(...race.start, race.racers[0].at.train[0])),
    ];
    if (this.moment) this.show(this.moment);
  }

  show(moment) {
    this.moment = moment;
    if (this.tracks?.length !== moment.at.length) return; // not placed yet
    const heads = moment.at.map(({ x, y, train }, i) => {
      const head = this.seen(x, y, train);
      this.lines[i].setAttribute("d", this.tracks[i].upTo(moment.frame, head));
      return put(this.points[i], head);
    });
    const { width, height } = this.sight;
    const [side, depth] = BESIDE_BUTTONS;
    this.labels.place([...this.fixed, ...heads, ...this.others], { width, height }, [[width - side, 0, width, depth]]);
  }
}

function put(node, point) {
  node.style.display = point ? "" : "none";
  node.classList.toggle("stage-behind", Boolean(point?.hidden));
  if (point) moveTo(node, point.x, point.y);
  return point;
}
