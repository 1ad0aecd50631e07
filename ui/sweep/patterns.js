// How a setting is painted: by colour where it was measured, by pattern where it failed.
import { mix } from "../stage/theme.js";
import { DIVERGED, DONE, EMPTY, fate } from "./reading.js";

/** Fills for what has no colour: hatched where runs diverged, dotted where they never arrived. */
export function patterns(ink, theme, dense) {
  const strong = theme.text;
  return {
    ground: mix(theme.background, theme.text, 0.1),
    hatch: tile(ink, dense, 6, (pen, size) => {
      // dark and light side by side, so that it shows on every colour
      for (const [color, aside] of [[theme.background, 1.1 * dense], [strong, 0]]) {
        pen.beginPath();
        for (const shift of [-size, 0, size]) {
          pen.moveTo(shift + aside, size);
          pen.lineTo(shift + aside + size, 0);
        }
        Object.assign(pen, { strokeStyle: color, lineWidth: 1.1 * dense });
        pen.stroke();
      }
    }),
    dots: tile(ink, dense, 5, (pen, size) => {
      pen.arc(size / 2, size / 2, 0.9 * dense, 0, 7);
      pen.fillStyle = strong;
      pen.fill();
    }),
    under: mix(theme.background, theme.text, 0.22),
  };
}

function tile(ink, dense, side, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(side * dense);
  const pen = canvas.getContext("2d");
  pen.beginPath();
  draw(pen, canvas.width);
  return ink.createPattern(canvas, "repeat");
}

/** A box [x, y, width, height] for setting i. The hatched share of it is the share that diverged. */
export function paintCell(ink, looks, [x, y, width, height], cells, scale, i) {
  const what = fate(cells, i);
  if (what === EMPTY) return;
  ink.fillStyle = what === DONE ? scale.color(cells.value[i]) : what === DIVERGED ? looks.under : looks.ground;
  ink.fillRect(x, y, width, height);
  if (what !== DONE && what !== DIVERGED) {
    ink.fillStyle = looks.dots;
    ink.fillRect(x, y, width, height);
  }
  const share = cells.share[i];
  if (share > 0) {
    const part = Math.max(1, Math.round(share * height));
    ink.fillStyle = looks.hatch;
    ink.fillRect(x, y + height - part, width, part);
  }
}
