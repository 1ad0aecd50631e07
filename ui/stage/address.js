// Keeps the page's own link in the address bar.
const LATER = 250; // milliseconds without another: browsers take their time over an address
let timer;

/** While this place is on the page, which it belongs to. */
export function keepAddress(query, place) {
  clearTimeout(timer);
  timer = setTimeout(() => place.isConnected && show(query), LATER);
}

function show(query) {
  const url = new URL(window.location.href);
  url.search = query;
  // Replaced, not pushed: Back leaves the page instead of undoing one slider move after another.
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}
