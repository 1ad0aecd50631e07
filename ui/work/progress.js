// A bar that asks the server how far a job is, and can cancel it. Asking also says that somebody looks.
import { leaving } from "./leaving.js";

const PACE = 200; // ms between two questions
const OVER = ["finished", "cancelled", "failed"];
const absolute = (path) => new URL(path, document.baseURI).href;

export default function ({ data, parentElement, setTriggerValue }) {
  const bar = (parentElement.bar ??= build(parentElement));
  const ask = absolute(data.url);
  show(bar, data.now);
  if (bar.ask === ask && bar.asking) return; // the same job goes on
  clearTimeout(bar.timer);
  bar.ask = ask;
  bar.asking = !OVER.includes(data.now.state);
  let told = { at: performance.now(), version: data.now.version };

  const turn = async () => {
    const answer = await fetch(ask).catch(() => null);
    if (bar.ask !== ask) return;
    if (answer?.status === 404) return over({ state: "cancelled", words: "", share: 0 });
    if (answer?.ok) {
      const now = await answer.json();
      if (bar.ask !== ask) return;
      show(bar, now);
      if (OVER.includes(now.state)) return over(now);
      const due = data.every && performance.now() - told.at > 1000 * data.every && !leaving();
      if (due && now.version !== told.version) {
        told = { at: performance.now(), version: now.version };
        setTriggerValue("news", now.version);
      }
    }
    bar.timer = setTimeout(turn, PACE);
  };
  const over = (now) => {
    bar.asking = false;
    show(bar, now);
    tell(now.version ?? -1);
  };
  const tell = (version) => {
    if (leaving()) bar.timer = setTimeout(tell, PACE, version);
    else setTriggerValue("news", version);
  };
  bar.cancel.onclick = () => {
    bar.asking = false;
    bar.ask = null;
    clearTimeout(bar.timer);
    fetch(ask, { method: "DELETE" }).catch(() => null);
    setTriggerValue("cancel", true);
  };
  if (bar.asking) turn();
  return () => {
    clearTimeout(bar.timer);
    bar.asking = false;
    bar.ask = null;
  };
}

function build(parent) {
  parent.insertAdjacentHTML(
    "beforeend",
    `<div class="work"><div class="work-bar" role="progressbar" aria-valuemin="0" aria-valuemax="100">
       <div class="work-done"></div></div>
       <span class="work-words" role="status"></span><button type="button" class="work-cancel">Cancel</button></div>`,
  );
  const find = (name) => parent.querySelector(`.work-${name}`);
  const bar = { root: parent.querySelector(".work"), bar: find("bar"), done: find("done"), words: find("words"), cancel: find("cancel") };
  window.addEventListener("pagehide", () => bar.asking && navigator.sendBeacon(bar.ask)); // a closed tab
  return bar;
}

function show({ root, bar, done, words, cancel }, now) {
  const percent = Math.floor(100 * now.share);
  root.dataset.state = now.state;
  bar.setAttribute("aria-valuenow", percent);
  done.style.width = `${percent}%`;
  const left = now.seconds_left != null && !OVER.includes(now.state) ? `, ${lasting(now.seconds_left)} left` : "";
  const said = { waiting: "Waiting for other work to end", cancelled: "Cancelled" }[now.state] ?? now.words;
  words.textContent = said ? `${said}${left}` : "";
  cancel.hidden = OVER.includes(now.state);
}

const lasting = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);
