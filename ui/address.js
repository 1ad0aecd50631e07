// Keeps the page's own link in the address bar.
const LATER = 60; // milliseconds: the picture comes first, and browsers take their time over an address

export default function ({ data }) {
  const timer = setTimeout(() => show(data.query), LATER);
  return () => clearTimeout(timer);
}

function show(query) {
  const url = new URL(window.location.href);
  url.search = query;
  // Replaced, not pushed: Back leaves the page instead of undoing one slider move after another.
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}
