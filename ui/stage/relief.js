// The landscape in 3-D: the surface by Plotly, built only when asked for; paths and heads in a layer over it.
import { plain, quietAxis } from "./chart.js";
import { make, setText } from "./dom.js";
import { levelNames, namedLevels } from "./levels.js";
import { Mesh } from "./mesh.js";
import { painted } from "./painted.js";
import { Sight } from "./sight.js";
import { fillScale, groundColors, mix } from "./theme.js";
import { Tracks } from "./tracks.js";
import { Turn } from "./turn.js";

const RATIO = { x: 1, y: 1, z: 0.55 };
const NO_WEBGL =
  "This browser does not offer WebGL, which the 3-D view is drawn with. The map shows the same heights.";
const NOT_LOADED = "What draws in 3-D could not be loaded. The map shows the same heights.";

/** Can this browser draw in 3-D? */
function webgl() {
  const context = document.createElement("canvas").getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers allow only a few at a time
  return Boolean(context);
}

export class Relief {
  constructor(parent) {
    this.box = make("div", { class: "stage-box", hidden: "" });
    parent.append(this.box);
    this.turn = new Turn();
    new ResizeObserver(() => this.resize()).observe(this.box);
  }

  get opened() {
    return !this.box.hidden;
  }

  /** Takes its place on the page; draw() fills it. */
  open() {
    this.box.hidden = false;
    this.note = make("p", { class: "stage-note", role: "status" }, webgl() ? "Drawing in 3-D …" : NO_WEBGL);
    this.box.append(this.note);
    this.possible = this.note.textContent !== NO_WEBGL;
  }

  /** Leaves nothing behind but the camera. */
  close() {
    this.box.hidden = true;
    cancelAnimationFrame(this.request);
    this.turn.release();
    if (this.plot) this.plotly.purge(this.plot);
    this.plot = this.key = null;
    this.box.replaceChildren();
  }

  /** host: where the whole of plotly.js comes from, when it is first needed. */
  from(host) {
    this.host = host;
  }

  /** The surface only if it is another one; paths and heads always. */
  async draw(race, theme) {
    if (!this.possible) return;
    Object.assign(this, { race, theme });
    const { surface, axes } = race;
    const key = JSON.stringify([surface.key, theme.key, race.window, axes.x.title, axes.y.title]);
    if (key !== this.key) {
      if (!this.key) await painted(); // the note
      const [grid, plotly] = await Promise.all([surface.grid, this.load()]);
      if (!grid || !plotly || !this.opened || this.race !== race) return;
      Object.assign(this, { key, plotly });
      await this.build(grid);
      if (!this.plot) return;
    }
    this.picture.setAttribute("aria-label", `In 3-D. ${race.alts.landscape}`);
    setText(this.caption, "thin: behind the surface, or still to come");
    this.tracks.load(race, theme, this.mesh);
    this.sight = null; // everything is placed anew
  }

  /** plotly.js with 3-D; nothing, and a sentence that says so, where it does not come. */
  async load() {
    try {
      return await this.host.plotly3d();
    } catch {
      if (this.opened) setText(this.note, NOT_LOADED);
    }
  }

  async build(grid) {
    const { box, plotly, race, theme } = this;
    this.mesh = new Mesh({ ...race.surface, ...grid }, race.window);
    if (!this.plot) this.furnish();
    const { clientWidth: width, clientHeight: height } = box;
    this.turn.frame({ width, height });
    const layout = {
      width,
      height,
      margin: { l: 0, r: 0, t: 0, b: 0 },
      autosize: false,
      font: { color: theme.muted, family: theme.font, size: 12 },
      paper_bgcolor: "rgba(0,0,0,0)",
      scene: this.scene(),
    };
    await plotly.react(this.plot, [this.surface()], layout, { displayModeBar: false, scrollZoom: false });
    if (this.plot) this.turn.hold(this.plot, plotly);
  }

  furnish() {
    this.plot = make("div", { class: "stage-plotly" });
    this.tracks = new Tracks();
    this.caption = make("span", { class: "stage-key stage-relief-key" });
    this.picture = make(
      "div",
      { class: "stage-picture", role: "img", tabindex: "0" },
      this.plot,
      this.tracks.layer,
      this.caption,
    );
    this.box.replaceChildren(this.picture, this.turn.buttons);
    this.request = requestAnimationFrame(() => this.follow());
  }

  surface() {
    const { race, theme, mesh } = this;
    const { fills, lines } = groundColors(race, theme);
    const last = race.surface.levels.length - 1;
    return {
      type: "surface",
      x: mesh.x,
      y: mesh.y,
      z: mesh.rows,
      cmin: -0.5,
      cmax: last + 0.5,
      colorscale: fillScale(fills, last + 1),
      showscale: false,
      hoverinfo: "skip",
      lighting: { ambient: 0.85, diffuse: 0.35, specular: 0.04, roughness: 0.9, fresnel: 0 },
      contours: {
        x: { highlight: false },
        y: { highlight: false },
        z: {
          show: true,
          start: 0,
          end: last,
          size: 1,
          width: 1,
          color: lines,
          highlight: false,
        },
      },
    };
  }

  scene() {
    const { race, theme, mesh } = this;
    const names = levelNames(race.surface);
    const low = race.bounded ? 0 : Math.floor(mesh.low);
    const marks = namedLevels(race.surface).filter((i) => i > low + 1 && i <= mesh.high);
    const axis = (range, text, more = {}) => ({
      ...quietAxis(theme, { home: range, range: [...range], title: { text: plain(text) }, nticks: 5 }),
      gridcolor: mix(theme.text, theme.background, 0.85),
      showspikes: false,
      ...more,
    });
    return {
      aspectmode: "manual",
      aspectratio: RATIO,
      camera: this.turn.camera,
      dragmode: "turntable",
      hovermode: false,
      xaxis: axis(race.window[0], race.axes.x.title),
      yaxis: axis(race.window[1], race.axes.y.title),
      zaxis: axis([low, mesh.high], race.bounded ? race.words.gap : race.words.height.train, {
        tickmode: "array",
        tickvals: [low, ...marks],
        ticktext: [race.bounded ? `≤ ${names[0]}` : names[low], ...marks.map((i) => names[i])],
      }),
    };
  }

  /** The layer goes where the camera goes. */
  follow() {
    this.request = requestAnimationFrame(() => this.follow());
    if (!this.plot?._fullLayout?.scene?._scene?.glplot.cameraParams) return;
    const sight = new Sight(this.plot);
    if (sight.key === this.sight?.key) return;
    this.sight = sight;
    this.tracks.place(sight);
  }

  show(moment) {
    this.tracks?.show(moment);
  }

  async resize() {
    const { clientWidth: width, clientHeight: height } = this.box;
    const full = this.plot?._fullLayout;
    if (!full || !width || (full.width === width && full.height === height)) return;
    this.turn.frame({ width, height });
    await this.plotly.relayout(this.plot, { width, height });
  }
}
