// Lets the browser paint before heavy work goes on.

/** The browser may paint before we go on; in a hidden page, where it never does, we go on all the same. */
export const painted = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 50);
    requestAnimationFrame(() => setTimeout(resolve));
  });
