// Zooming a chart by buttons, by Ctrl + wheel and by two fingers; one finger and the bare wheel scroll the page.
import { iconButton, make } from "./dom.js";

const FACTOR = 1.5;

export class Zoom {
  constructor(chart, names) {
    this.chart = chart;
    this.kept = null; // the view the user chose
    this.home = null;
    const middle = () => ({ x: chart.area.width / 2, y: chart.area.height / 2 });
    const buttons = [
      iconButton("plus", "Zoom in", () => this.by(1 / FACTOR, middle())),
      iconButton("minus", "Zoom out", () => this.by(FACTOR, middle())),
      iconButton("home", "Reset the view", () => this.reset()),
    ];
    if (names.fit) buttons.push(iconButton("fit", names.fit, () => this.show(this.all)));
    chart.box.append(
      make("div", { class: "stage-zoom", role: "group", "aria-label": names.group }, ...buttons),
    );
    chart.box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    chart.box.addEventListener("touchstart", (event) => this.pinchStart(event), {
      passive: true,
      capture: true,
    });
    chart.box.addEventListener("touchmove", (event) => this.pinch(event), { passive: false, capture: true });
    chart.moved.push((settled) => settled && this.keep());
  }

  /** The ranges to draw with: the user's while the key stays, else the given ones. */
  ranges(key, home, all = home) {
    if (key !== this.key) this.kept = null;
    Object.assign(this, { key, home, all });
    return this.kept ?? home;
  }

  keep() {
    const { x, y } = this.chart.axes;
    const now = [[...x.range], [...y.range]];
    const near = (range, home) =>
      range.every((end, i) => Math.abs(end - home[i]) < 1e-9 * Math.abs(range[1] - range[0]));
    const same = this.home && now.every((range, i) => near(range, this.home[i]));
    this.kept = same ? null : now;
  }

  show(ranges) {
    if (ranges && this.chart.area) this.chart.zoomTo(...ranges);
  }

  reset() {
    this.kept = null;
    this.show(this.home);
  }

  /** Makes the ranges `factor` times as wide; the point under the pointer stays. */
  by(factor, point, shift = { x: 0, y: 0 }) {
    const { axes, area } = this.chart;
    const about = ([low, high], share, moved) => {
      const span = high - low;
      const fixed = low + span * share;
      return [fixed - span * factor * (share + moved), fixed + span * factor * (1 - share - moved)];
    };
    this.show([
      about(axes.x.range, point.x / area.width, shift.x / area.width),
      about(axes.y.range, 1 - point.y / area.height, -shift.y / area.height),
    ]);
  }

  wheel(event) {
    const point = this.chart.locate(event);
    if (!point || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.by(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006), point);
  }

  pinchStart(event) {
    this.fingers = event.touches.length === 2 ? this.grip(event) : null;
  }

  grip({ touches: [a, b] }) {
    const center = this.chart.locate({
      clientX: (a.clientX + b.clientX) / 2,
      clientY: (a.clientY + b.clientY) / 2,
    });
    return center && { center, spread: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
  }

  pinch(event) {
    if (!this.fingers || event.touches.length !== 2) return;
    event.preventDefault();
    event.stopPropagation();
    const now = this.grip(event);
    if (!now) return;
    const shift = { x: now.center.x - this.fingers.center.x, y: now.center.y - this.fingers.center.y };
    this.by(this.fingers.spread / now.spread, this.fingers.center, shift);
    this.fingers = now;
  }
}
