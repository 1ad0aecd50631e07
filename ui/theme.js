// Says when the page's theme has changed between light and dark: a hidden probe's transition notices.
export default function ({ parentElement, setStateValue }) {
  const probe = (parentElement.probe ??= parentElement.appendChild(document.createElement("i")));
  probe.style.cssText =
    "position: absolute; visibility: hidden; background: var(--st-background-color); transition: background-color 1ms";
  let was = isDark(probe);
  const look = () => {
    const now = isDark(probe);
    if (now !== was) setStateValue("dark", now);
    was = now;
  };
  probe.addEventListener("transitionend", look);
  return () => probe.removeEventListener("transitionend", look);
}

function isDark(probe) {
  const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
