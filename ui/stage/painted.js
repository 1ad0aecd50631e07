// Lets the browser paint before heavy work goes on.

/** The browser may paint before we go on; in a hidden page, where it never does, we go on all the same. */
export const painted = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 50);
    requestAnimationFrame(() => next(resolve));
  });

/** As the next task: before Streamlit, which draws the page anew, gets its turn. */
const next = (work) =>
  window.scheduler?.postTask ? window.scheduler.postTask(work, { priority: "user-blocking" }) : setTimeout(work);
