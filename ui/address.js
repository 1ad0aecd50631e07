// Keeps the page's own link in the address bar.
export default function ({ data }) {
  const url = new URL(window.location.href);
  url.search = data.query;
  // Replaced, not pushed: Back leaves the page instead of undoing one slider move after another.
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}
