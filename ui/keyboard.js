// For whoever has no pointer: what a key unfolds is entered at once, and left for the button that unfolds it.
const BUTTON = "[data-testid=stPopover] button";
const BODY = "[data-testid=stPopoverBody]"; // which Streamlit puts at the end of the page
const OPERABLE = "button, input, select, textarea, summary, [tabindex='0']";
const RUNNING = "[data-test-script-state=running]";
const QUIET = 4; // looks in a row, 50 ms apart
const PATIENCE = 3000; // milliseconds, for what comes from the server

let opener = null; // the button whose settings the keyboard is in
let touches = 0; // how often a pointer was used, after which the focus is not ours

export default function () {
  if (document.documentElement.dataset.keyboard) return; // once for all pages of a tab
  document.documentElement.dataset.keyboard = "helped";
  document.addEventListener("keydown", keyed, true);
  document.addEventListener("pointerdown", () => touches++, true);
}

function keyed(event) {
  const { target, key } = event;
  const presses = key === "Enter" || key === " ";
  const button = target.closest?.(BUTTON);
  const body = target.closest?.(BODY);
  if (button && presses && button.ariaExpanded !== "true") enter(button);
  else if (body && presses) outlive(target);
  else if (body && key === "Tab") leave(event, operable(body));
}

/** Once all of it is there: it comes piece by piece, and there may be the pieces of last time. */
function enter(button) {
  let looks = 0;
  until(() => {
    if (document.activeElement !== button) return true; // gone on already
    const [first] = [...document.querySelectorAll(BODY)].flatMap(operable);
    looks = first && !document.querySelector(RUNNING) ? looks + 1 : 0;
    if (looks < QUIET) return false;
    opener = button;
    first.focus();
    return true;
  });
}

/** At either end of the settings, Tab goes back to their button. */
function leave(event, fields) {
  if (event.target !== fields.at(event.shiftKey ? 0 : -1) || !opener?.isConnected) return;
  event.preventDefault();
  opener.focus();
}

/** When what was pressed goes, as with a racer that it removes, go on at its button, or at the first racer's. */
function outlive(pressed) {
  const before = touches;
  until(() => {
    if (touches !== before) return true;
    if (pressed.isConnected || document.activeElement !== document.body) return false;
    (opener?.isConnected ? opener : document.querySelector(`.st-key-racers ${BUTTON}`))?.focus();
    return true;
  });
}

function operable(body) {
  return [...body.querySelectorAll(OPERABLE)].filter((field) => !field.disabled && field.tabIndex >= 0 && field.checkVisibility());
}

/** Look again and again until something is done, or it is too late. */
function until(done, end = performance.now() + PATIENCE) {
  setTimeout(() => done() || performance.now() > end || until(done, end), 50);
}
