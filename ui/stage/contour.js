// The still picture under the paths: filled contours, drawn once per surface, size and theme.
import { levelNames, levelNumber } from "./levels.js";
import { fillScale, mix } from "./theme.js";

const SETTLE = 140; // milliseconds after the last movement before the contour is drawn anew

export class Contour {
  constructor(chart) {
    this.chart = chart;
    chart.moved.push((settled) => this.follow(settled));
  }

  async draw(plotly, surface, colors, theme) {
    const key = `${surface.key}|${theme.key}`;
    if (key === this.key || !this.chart.area) return;
    this.key = key;
    Object.assign(this, { plotly, colors, theme });
    const { style } = this.chart.under;
    style.visibility = "hidden"; // never the last surface under these paths
    const grid = await surface.grid;
    if (key !== this.key) return;
    if (!grid || !this.chart.area) return void (this.key = null);
    style.visibility = "";
    this.map = this.trace = this.filled({ ...surface, ...grid });
    await this.render();
  }

  /** Plotly's trace of a surface: heights z as log10 over x and y, and the levels to draw. */
  filled({ x, y, z, levels, labels }) {
    const { colors, theme } = this;
    const numbers = Float32Array.from(z, (height) => levelNumber(height, levels));
    const rows = Array.from(y, (_, row) => numbers.subarray(row * x.length, (row + 1) * x.length));
    const n = levels.length;
    return {
      type: "contour",
      meta: levelNames({ levels, labels }),
      x,
      y,
      z: rows,
      showscale: false,
      hoverinfo: "skip",
      autocontour: false,
      colorscale: fillScale(colors.fills, n),
      contours: {
        start: 0,
        end: n - 1,
        size: 1,
        coloring: "fill",
        showlabels: true,
        labelformat: ".1f",
        labelfont: { color: mix(theme.text, theme.background, 0.1), size: 12, family: theme.font },
      },
      line: {
        width: colors.width,
        smoothing: 0, // straight from grid line to grid line: where a curve's labels go takes four times as long
        color: colors.lines,
      },
    };
  }

  async render() {
    const { axes, area } = this.chart;
    this.shown = { x: [...axes.x.range], y: [...axes.y.range], width: area.width, height: area.height };
    const { under } = this.chart;
    const axis = (range) => ({ range, visible: false, fixedrange: true });
    const clear = "rgba(0,0,0,0)";
    await this.plotly.react(
      under,
      [this.trace],
      {
        width: area.width,
        height: area.height,
        margin: { l: 0, r: 0, t: 0, b: 0 },
        autosize: false,
        xaxis: axis(this.shown.x),
        yaxis: axis(this.shown.y),
        paper_bgcolor: clear,
        plot_bgcolor: clear,
        showlegend: false,
      },
      { staticPlot: true, displayModeBar: false },
    );
    under.style.transform = "";
    this.nameLevels();
    this.follow(false);
  }

  /** Plotly writes level numbers on the lines; people read what they stand for. */
  nameLevels() {
    for (const text of this.chart.under.querySelectorAll(".contourlabels text")) {
      const number = Math.round(Number(text.textContent.replace("−", "-")));
      if (text.textContent.includes(".")) text.textContent = this.trace.meta[number] ?? "";
    }
  }

  /** While the view moves the old picture is moved along; once it rests, a new one is drawn. */
  follow() {
    const { under, area, axes } = this.chart;
    Object.assign(under.style, {
      left: `${area.left}px`,
      top: `${area.top}px`,
      width: `${area.width}px`,
      height: `${area.height}px`,
    });
    if (!this.shown) return;
    const { x, y, width, height } = this.shown;
    const [x0, x1] = axes.x.range;
    const [y0, y1] = axes.y.range;
    const same =
      x[0] === x0 &&
      x[1] === x1 &&
      y[0] === y0 &&
      y[1] === y1 &&
      width === area.width &&
      height === area.height;
    clearTimeout(this.timer);
    if (same) {
      under.firstElementChild.style.transform = "";
      return;
    }
    const scaleX = ((x[1] - x[0]) / (x1 - x0)) * (area.width / width);
    const scaleY = ((y[1] - y[0]) / (y1 - y0)) * (area.height / height);
    const left = ((x[0] - x0) / (x1 - x0)) * area.width;
    const top = ((y1 - y[1]) / (y1 - y0)) * area.height;
    under.firstElementChild.style.transformOrigin = "0 0";
    under.firstElementChild.style.transform = `translate(${left}px, ${top}px) scale(${scaleX}, ${scaleY})`;
    this.timer = setTimeout(() => this.render(), SETTLE);
  }
}
