// The loss landscape: contours below, whole paths faintly above them, the travelled part and the heads on top;
// or, on request, the same in 3-D.
import { Apart } from "./apart.js";
import { Beside } from "./beside.js";
import { Chart, plain, quietAxis } from "./chart.js";
import { Curvature } from "./curvature.js";
import { make, segmented, setText } from "./dom.js";
import { Labels } from "./labels.js";
import { dashArray, moveTo, svgNode, symbolPath } from "./layer.js";
import { LocalContour } from "./local.js";
import { Relief } from "./relief.js";
import { groundColors, racerColor } from "./theme.js";
import { Tip } from "./tip.js";
import { Trail } from "./trail.js";
import { Zoom } from "./zoom.js";

const CLEAR_OF_BUTTONS = 44; // pixels at the right edge
const TITLE_AT = "11"; // px from the left edge
const KEY = [190, 22]; // width and height of the words on the contours, in pixels
const STILL = 6; // pixels a click may wander

export class Landscape {
  constructor(parent, onStart, onView) {
    this.chart = new Chart("landscape", parent);
    this.chart.picture.setAttribute("tabindex", "0");
    this.contour = new LocalContour(this.chart);
    this.zoom = new Zoom(this.chart, { group: "Zoom of the landscape", fit: "Fit the view to the paths" });
    this.tip = new Tip(this.chart);
    this.caption = make("span", { class: "stage-key" });
    this.chart.picture.append(this.caption);
    this.onStart = onStart;
    this.relief = new Relief(this.chart.figure);
    this.views = segmented("View of the landscape", { map: "map", relief: "3-D" }, (landscape) => onView({ landscape }));
    this.curvature = new Curvature(this.chart.layer, (on) => onView({ curvature: on ? "curvature" : "plain" }));
    this.chart.tools.append(this.curvature.tool, this.views);
    this.beside = new Beside(this.chart.layer);
    this.promised = svgNode("g", { class: "stage-promised" }, this.chart.layer);
    this.trails = svgNode("g", { class: "stage-trails" }, this.chart.layer);
    this.heads = svgNode("g", {}, this.chart.layer);
    this.marks = svgNode("g", {}, this.chart.layer); // over the heads: all may end at the lowest point
    this.labels = new Labels(this.chart.layer);
    this.chart.moved.push(() => {
      const { left, top, height } = this.chart.area;
      Object.assign(this.caption.style, { left: `${left + 8}px`, top: `${top + height - KEY[1]}px` });
      this.keepTitle();
      this.trace();
    });
  }

  /** The vertical title stays at the edge: Plotly puts it beside the labels, which then grow as one comes closer. */
  keepTitle() {
    const title = this.chart.plot.querySelector(".ytitle");
    if (!title || title.getAttribute("x") === TITLE_AT) return;
    title.setAttribute("transform", `rotate(-90,${TITLE_AT},${title.getAttribute("y")})`);
    title.setAttribute("x", TITLE_AT);
  }

  /** The map or the 3-D view, with or without the directions of curvature. The one that is not looked at waits. */
  open({ landscape, curvature }, race) {
    const relief = landscape === "relief";
    this.views.show(landscape);
    this.curvature.show(curvature === "curvature");
    if (relief !== this.relief.opened) {
      this.chart.box.hidden = relief;
      if (relief) this.relief.open();
      else this.relief.close();
    }
    this.curvature.tool.hidden = relief || !race.directions;
  }

  /** Another view of the same race. */
  async look(view, race, theme) {
    this.open(view, race);
    if (this.relief.opened) {
      await this.relief.draw(race, theme);
      this.relief.show(this.moment);
    } else if (!this.chart.waiting) this.show(this.moment); // else it is drawn anew in a moment
  }

  /** Is there anything to see yet? */
  get seen() {
    return this.relief.opened || Boolean(this.chart.area);
  }

  /** New paths at once, on axes that stay as they are; false where they will not. The plot follows. */
  sketch(race, theme) {
    if (this.relief.opened || !this.chart.area || this.race?.view_key !== race.view_key || this.theme.key !== theme.key) return false;
    this.build(race, theme);
    this.trace();
    return true;
  }

  async draw(plotly, race, theme, view) {
    this.chart.say(race.titles.landscape, race.alts.landscape);
    this.open(view, race);
    if (this.relief.opened) {
      this.chart.waiting = true; // until the map is seen again
      return this.relief.draw(race, theme);
    }
    setText(this.caption, `contours: ${race.bounded ? race.words.gap : race.words.height.train}`);
    if (this.race !== race || this.theme !== theme) {
      this.build(race, theme);
      if (this.chart.area) this.trace();
    }
    const [xRange, yRange] = this.zoom.ranges(race.view_key, race.window, race.window_paths);
    const axis = (name, range, home) =>
      quietAxis(theme, {
        home,
        range: [...range],
        title: { text: plain(race.axes[name].title), standoff: 4 },
        showgrid: false,
      });
    const touch = matchMedia("(pointer: coarse)").matches;
    const layout = {
      margin: { l: 60, r: 6, t: 4, b: 40 },
      xaxis: axis("x", xRange, race.window[0]),
      yaxis: axis("y", yRange, race.window[1]),
      hovermode: "closest",
      clickanywhere: true,
      dragmode: touch ? false : "pan",
    };
    // Axes only: the layer draws the paths, so that new ones need no new plot.
    await this.chart.draw(plotly, theme, [], layout, JSON.stringify([race.view_key, theme.key, layout]));
    this.listen();
    await this.contour.draw(plotly, race.surface, groundColors(race, theme), theme);
  }

  listen() {
    const { plot } = this.chart;
    if (this.listening || !plot.on) return;
    this.listening = true;
    const { box } = this.chart;
    box.addEventListener(
      "pointerdown",
      (event) => {
        this.pressed = event.isPrimary ? event : null;
      },
      true,
    );
    box.addEventListener(
      "pointercancel",
      () => {
        this.pressed = null;
      },
      true,
    ); // the page scrolls instead
    box.addEventListener("pointermove", (event) => this.wander(event), true);
    plot.on("plotly_click", ({ xvals, yvals, points }) => {
      const x = xvals?.[0] ?? points?.[0]?.x;
      const y = yvals?.[0] ?? points?.[0]?.y;
      if (!this.pressed || !Number.isFinite(x) || !Number.isFinite(y)) return;
      this.pressed = null; // a tap arrives twice, as touch and as click
      this.onStart({ x, y });
    });
  }

  /** A finger that wanders scrolls or pinches; it is not a click. */
  wander({ clientX, clientY }) {
    const { pressed } = this;
    if (pressed && Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY) > STILL)
      this.pressed = null;
  }

  /** The layer's nodes; only their places change afterwards. */
  build(race, theme) {
    Object.assign(this, { race, theme });
    for (const group of [this.promised, this.trails, this.marks, this.heads]) group.replaceChildren();
    [this.whole, this.lines] = [this.promised, this.trails].map((group) =>
      race.racers.map((racer) =>
        svgNode("path", { stroke: racerColor(racer, theme), "stroke-dasharray": dashArray(racer.dash) }, group),
      ),
    );
    this.start = svgNode("circle", { r: 6, class: "stage-start" }, this.marks);
    this.stars = race.minima.map(() =>
      svgNode("path", { d: symbolPath("star", 6), class: "stage-best" }, this.marks),
    );
    this.points = race.racers.map((racer) =>
      svgNode(
        "path",
        {
          d: symbolPath(racer.symbol, 6),
          fill: racerColor(racer, theme),
          class: "stage-head",
        },
        this.heads,
      ),
    );
    this.curvature.load(race.directions, theme);
    this.beside.load(race.overPaths, theme);
    this.labels.write([
      ...race.minima.map(([, , text]) => ({ text: text ?? "", color: theme.text, kind: "stage-best-name" })),
      { text: "start", color: theme.text, kind: "stage-start-name" },
      ...race.racers.map((racer) => ({ text: racer.short, color: racerColor(racer, theme) })),
      ...this.curvature.names(theme),
      ...this.beside.names,
    ]);
  }

  /** Paths in pixels; anew whenever the axes move. */
  trace() {
    const { toX, toY, area } = this.chart;
    this.paths = this.race.racers.map((racer) => new Trail(racer.path, toX, toY, area));
    this.apart = null; // found when it is needed
    this.paths.forEach(({ text }, i) => this.whole[i].setAttribute("d", text));
    this.race.overPaths.forEach(({ path }, i) => this.beside.paths[i].setAttribute("d", new Trail(path, toX, toY, area).text));
    if (this.moment) this.show(this.moment);
  }

  /** Where racers can be named on their way; their names come after this many others. */
  along(before) {
    this.apart ??= new Apart(this.paths, this.chart.area);
    return { lines: this.apart.lines, spares: (i) => (this.paths[i - before] ? this.apart.places(i - before) : []) };
  }

  show(moment) {
    this.moment = moment;
    if (this.relief.opened) return this.relief.show(moment);
    if (!this.paths || this.paths.length !== moment.at.length) return;
    const { toX, toY, area } = this.chart;
    const { race } = this;
    const spot = (x, y) => ({ x: toX(x), y: toY(y) });
    const inside = (p) => p.x > -9 && p.y > -9 && p.x < area.width + 9 && p.y < area.height + 9;
    const put = (node, p) => {
      const seen = inside(p);
      node.style.display = seen ? "" : "none";
      if (seen) moveTo(node, p.x, p.y);
      return seen ? p : null;
    };
    const heads = moment.at.map(({ step, x, y }, i) => {
      const head = spot(x, y);
      this.lines[i].setAttribute("d", this.paths[i].upTo(step, head.x, head.y));
      return put(this.points[i], head);
    });
    const start = put(this.start, spot(...race.start));
    const stars = race.minima.map(([x, y], i) => put(this.stars[i], spot(x, y)));
    this.promised.style.display = moment.atEnd ? "none" : "";
    const buttons = [area.width - CLEAR_OF_BUTTONS, 0, area.width, 150];
    const caption = [0, area.height - KEY[1], KEY[0], area.height];
    const corner = { x: area.width, y: 0 }; // where the buttons are
    const ends = this.curvature.place(spot, inside, [corner, ...[...stars, start, ...heads].filter(Boolean)]);
    const others = race.overPaths.map(({ path }, i) => put(this.beside.ends[i], spot(path.x.at(-1), path.y.at(-1))));
    const along = moment.atEnd ? this.along(stars.length + 1) : {};
    this.labels.place([...stars, start, ...heads, ...ends, ...others], area, [buttons, caption], along);
    this.tip.load(race, this.theme);
  }
}
