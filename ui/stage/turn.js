// The camera of the 3-D view: kept while the view is closed, moved by dragging or by buttons.
import { iconButton, make } from "./dom.js";

const EYE = { x: 0.72, y: -1.45, z: 1.4 };
const CENTER = { x: 0, y: 0, z: -0.16 };
const UP = { x: 0, y: 0, z: 1 };
const WIDE = 1.35; // a picture narrower than this, against its height, is looked at from farther away
const ANGLE = Math.PI / 12;
const CLOSER = 1.25;

export class Turn {
  constructor() {
    this.kept = null;
    this.size = { width: WIDE, height: 1 };
    this.buttons = make(
      "div",
      { class: "stage-zoom", role: "group", "aria-label": "Camera of the landscape" },
      iconButton("plus", "Closer", () => this.by(1 / CLOSER, 0)),
      iconButton("minus", "Farther away", () => this.by(CLOSER, 0)),
      iconButton("left", "Turn to the left", () => this.by(1, -ANGLE)),
      iconButton("right", "Turn to the right", () => this.by(1, ANGLE)),
      iconButton("home", "Reset the camera", () => this.to(this.home)),
    );
  }

  /** Where all of the scene is seen. */
  get home() {
    const far = Math.max(1, (WIDE * this.size.height) / this.size.width);
    return { eye: { x: EYE.x * far, y: EYE.y * far, z: EYE.z * far }, center: CENTER, up: UP };
  }

  /** Where the camera is, or was when the view was closed. */
  get camera() {
    const { eye, center, up } = this.plot?._fullLayout?.scene?._scene.getCamera() ?? this.kept ?? this.home;
    return { eye, center, up };
  }

  hold(plot, plotly) {
    Object.assign(this, { plot, plotly });
  }

  /** The picture's size in pixels. */
  frame(size) {
    this.size = size;
  }

  release() {
    this.kept = this.camera;
    this.plot = null;
  }

  by(factor, angle) {
    const { eye, center, up } = this.camera;
    const x = (eye.x - center.x) * factor;
    const y = (eye.y - center.y) * factor;
    this.to({
      eye: {
        x: center.x + x * Math.cos(angle) - y * Math.sin(angle),
        y: center.y + x * Math.sin(angle) + y * Math.cos(angle),
        z: center.z + (eye.z - center.z) * factor,
      },
      center,
      up,
    });
  }

  to(camera) {
    if (this.plot) this.plotly.relayout(this.plot, { "scene.camera": camera });
  }
}
