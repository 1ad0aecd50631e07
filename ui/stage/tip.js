// What lies under the pointer on the landscape: the nearest recorded step of any path, with exact numbers.
import { make } from "./dom.js";
import { brief, precise, whole } from "./format.js";
import { racerColor } from "./theme.js";

const REACH = 14; // pixels

export class Tip {
  constructor(chart) {
    this.chart = chart;
    this.box = make("div", { class: "stage-tip", hidden: "" });
    chart.box.append(this.box);
    chart.box.addEventListener("pointermove", (event) => this.move(event));
    chart.box.addEventListener("pointerleave", () => this.hide());
    chart.box.addEventListener("pointerdown", () => this.hide());
  }

  load(race, theme) {
    Object.assign(this, { race, theme });
  }

  hide() {
    this.box.hidden = true;
  }

  move(event) {
    const point =
      event.buttons === 0 && event.pointerType !== "touch" && this.race ? this.chart.locate(event) : null;
    const hit = point && this.nearest(point);
    if (!hit) return this.hide();
    this.write(hit);
    this.put(hit);
  }

  nearest(point) {
    const { toX, toY } = this.chart;
    let best = null;
    let reach = REACH ** 2;
    for (const racer of this.race.racers) {
      const { x, y } = racer.at;
      for (let i = 0; i < x.length; i++) {
        const distance = (toX(x[i]) - point.x) ** 2 + (toY(y[i]) - point.y) ** 2;
        if (distance < reach) {
          reach = distance;
          best = { racer, i };
        }
      }
    }
    return best;
  }

  write({ racer, i }) {
    const { at } = racer;
    const { axes } = this.race;
    const name = make("b", { style: `color: ${racerColor(racer, this.theme)}` }, racer.name);
    const rows = [
      `step ${whole(at.step[i])}`,
      `${axes.x.symbol} ${precise(at.x[i])}, ${axes.y.symbol} ${precise(at.y[i])}`,
      `${brief(at.train[i])} above the best loss`,
    ];
    this.box.replaceChildren(name, ...rows.map((text) => make("span", {}, text)));
    this.box.hidden = false;
  }

  put({ racer, i }) {
    const { toX, toY, area } = this.chart;
    const x = toX(racer.at.x[i]);
    const y = toY(racer.at.y[i]);
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const left = x + 14 + width < area.width ? x + 14 : Math.max(0, x - 14 - width);
    const top = Math.min(Math.max(0, y - height / 2), area.height - height);
    Object.assign(this.box.style, { left: `${area.left + left}px`, top: `${area.top + top}px` });
  }
}
