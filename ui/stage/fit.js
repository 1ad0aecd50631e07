// The fit: a sample of the data, and each racer's line at the clock's moment.
import { Chart, plain, quietAxis } from "./chart.js";
import { dashArray, svgNode } from "./layer.js";
import { racerColor } from "./theme.js";

/** The line a racer's parameters mean in the data's own units, as [slope, intercept]. */
export function rawLine({ x, y }, { x_scale: [xMean, xSd], y_scale: [yMean, ySd] }) {
  const slope = (ySd * x) / xSd;
  return [slope, yMean + ySd * y - slope * xMean];
}

export class Fit {
  constructor(parent) {
    this.chart = new Chart("fit", parent);
    this.group = svgNode("g", { class: "stage-fits" }, this.chart.layer);
    this.chart.moved.push(() => this.moment && this.show(this.moment));
  }

  async draw(plotly, race, theme) {
    Object.assign(this, { race, theme });
    this.chart.figure.hidden = !race.fit;
    if (!race.fit) return;
    this.chart.say(race.titles.fit, race.alts.fit);
    this.group.replaceChildren();
    this.lines = race.racers.map((racer) =>
      svgNode(
        "line",
        {
          stroke: racerColor(racer, theme),
          "stroke-dasharray": dashArray(racer.dash),
        },
        this.group,
      ),
    );
    const { fit, sample } = race;
    const key = [theme.key, JSON.stringify(fit), ...sample.x, ...sample.y].join(); // else only the lines are new
    const axis = (range, text, more) =>
      quietAxis(theme, {
        home: range,
        range: [...range],
        fixedrange: true,
        title: { text: plain(text), ...more },
      });
    await this.chart.draw(
      plotly,
      theme,
      [
        {
          type: "scatter",
          mode: "markers",
          x: sample.x,
          y: sample.y,
          hoverinfo: "skip",
          marker: { size: 3.5, color: theme.muted, opacity: 0.7 },
        },
      ],
      {
        margin: { l: 52, r: 6, t: 6, b: 36 },
        dragmode: false,
        hovermode: false,
        xaxis: axis(fit.x_range, fit.x_title, { standoff: 4 }),
        yaxis: axis(fit.y_range, fit.y_title, { standoff: 2 }),
      },
      key,
    );
  }

  show(moment) {
    this.moment = moment;
    const fit = this.race?.fit;
    if (!fit || !this.chart.area || this.lines.length !== moment.at.length) return; // not drawn yet
    const { toX, toY, area } = this.chart;
    const [low, high] = fit.x_range;
    moment.at.forEach((now, i) => {
      const [slope, intercept] = rawLine(now, fit);
      const ends = [low, high].map((x) => [toX(x), toY(slope * x + intercept)]);
      const drawable = ends.flat().every((n) => Math.abs(n) < 1e6 * area.width);
      this.lines[i].style.display = drawable ? "" : "none";
      if (!drawable) return;
      ["x1", "y1", "x2", "y2"].forEach((name, k) =>
        this.lines[i].setAttribute(name, ends.flat()[k].toFixed(1)),
      );
    });
  }
}
