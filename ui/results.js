// The place of the table of results. The stage writes it, with all else that a message tells.
export default function ({ parentElement }) {
  if (parentElement.querySelector(".results")) return;
  const box = Object.assign(document.createElement("div"), { className: "results worded", tabIndex: 0, role: "region" });
  box.setAttribute("aria-label", "Results");
  parentElement.append(box);
  window.__results?.();
}
