// Is another page about to come? Streamlit sends with every report the page that it still shows, so one that
// crosses a click on another page's link would call the old page back.
const UNDER_WAY = 2000; // milliseconds after which a page that is still here was not left
let clicked = -Infinity;

document.addEventListener(
  "click",
  ({ target }) => {
    if (target.closest?.("a[href]")) clicked = performance.now();
  },
  true,
);

export const leaving = () => performance.now() - clicked < UNDER_WAY;
