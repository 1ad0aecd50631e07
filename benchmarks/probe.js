// Runs in the page: when after a key press did the landscape's paths change, and when was all at rest?
(() => {
  // The paths' shapes, those the stage has travelled and Plotly's. Heads and cursors are elsewhere.
  const PATHS = [
    ".stage-landscape .stage-trails path",
    ".stPlotlyChart .scatterlayer .js-line",
  ].join();
  const PICTURES = ".stage-root, .results, .stPlotlyChart";
  const shapes = () =>
    Array.from(document.querySelectorAll(PATHS), (path) => path.getAttribute("d")).filter(Boolean);
  const differ = (before, after) =>
    after.length >= before.length && after.some((shape, i) => shape !== before[i]);
  const probe = { bytes: 0 };
  window.benchmark = probe;

  // Every message is counted where it arrives, before Streamlit reads it.
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(Socket, given) {
      const socket = new Socket(...given);
      socket.addEventListener("message", ({ data }) => { probe.bytes += data.byteLength ?? data.size ?? data.length; });
      return socket;
    },
  });

  probe.start = () => {
    if (!probe.armed) return;
    Object.assign(probe, { armed: false, pressed: performance.now(), first: null, last: null, bytes: 0 });
  };
  window.addEventListener("keydown", probe.start, true);

  // A thumb, a cursor or a tooltip changes neither a path's shape nor anything else within the pictures.
  const observer = new MutationObserver((changes) => {
    if (!probe.pressed) return;
    const touched = changes.some(({ target }) => (target.closest ? target : target.parentElement)?.closest(PICTURES));
    if (!touched) return;
    const now = performance.now() - probe.pressed;
    if (probe.first === null && differ(probe.before, shapes())) probe.first = now;
    probe.last = now;
  });

  probe.arm = () => {
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    Object.assign(probe, { armed: true, pressed: null, before: shapes() });
  };

  /** What happened since the key press, once the pictures have rested for a while. */
  probe.rested = (quiet, patience) => new Promise((resolve) => {
    const check = () => {
      const now = performance.now() - probe.pressed;
      const done = probe.first !== null && now - probe.last > quiet;
      if (!done && now < patience) return setTimeout(check, 25);
      resolve(done ? { first: probe.first, last: probe.last, bytes: probe.bytes } : null);
    };
    check();
  });

  /** Milliseconds between animation frames that moved a head, for so long. */
  probe.frames = (selector, milliseconds) => new Promise((resolve) => {
    const places = () => selector && Array.from(document.querySelectorAll(selector), (head) => head.getAttribute("transform")).join();
    const intervals = [];
    let [begin, moved, before] = [null, null, places()];
    const frame = (now) => {
      begin ??= now;
      const here = places();
      if (!selector || here !== before) {
        if (moved !== null) intervals.push(now - moved);
        [moved, before] = [now, here];
      }
      if (now - begin < milliseconds) requestAnimationFrame(frame);
      else resolve(intervals);
    };
    requestAnimationFrame(frame);
  });
})();
