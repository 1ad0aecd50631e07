// Small helpers for HTML: elements, icons, text that is written only when it changes.
const ICONS = {
  play: "M8 5.5v13l11-6.5z",
  pause: "M7 5.5h3.6v13H7zM13.4 5.5H17v13h-3.6z",
  first: "M6 6h2.2v12H6zM18.5 6v12L9.5 12z",
  back: "M14.6 5.6L16 7l-5 5 5 5-1.4 1.4L8.2 12z",
  forward: "M9.4 5.6L8 7l5 5-5 5 1.4 1.4 6.4-6.4z",
  last: "M5.5 6v12l9-6zM15.8 6H18v12h-2.2z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  home: "M12 4.5l8 7h-2.3v8h-4.4v-5h-2.6v5H6.3v-8H4z",
  left: "M12 5a7 7 0 1 1-6.6 9.3l1.9-.7A5 5 0 1 0 12 7v3.2L7 6l5-4.2z",
  right: "M12 5a7 7 0 1 0 6.6 9.3l-1.9-.7A5 5 0 1 1 12 7v3.2L17 6l-5-4.2z",
  fit: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
};

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = `<path d="${ICONS[name]}"/>`;
  return svg;
}

export const iconButton = (name, label, onclick, kind = "") =>
  make(
    "button",
    { type: "button", class: `stage-icon ${kind}`, "aria-label": label, title: label, onclick },
    icon(name),
  );

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A row of buttons of which one is pressed. */
export function segmented(label, choices, chosen) {
  const buttons = Object.entries(choices).map(([value, text]) =>
    make("button", { type: "button", "data-value": value, onclick: () => chosen(value) }, text),
  );
  const group = make("div", { class: "stage-choice", role: "group", "aria-label": label }, ...buttons);
  group.show = (value) =>
    buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.value === value)));
  return group;
}
