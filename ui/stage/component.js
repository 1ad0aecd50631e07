// What Streamlit loads: fetches the stage once, then hands every message on to it.
const header = (bytes) => {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)).replace(/\0+$/, ""));
};
const absolute = (path) => new URL(path, document.baseURI).href;
const get = async (path) => {
  const answer = await fetch(absolute(path));
  if (!answer.ok) throw new Error(`${path.split("?")[0]}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};
const script = (url) =>
  new Promise((resolve, reject) => {
    if (window.Plotly?.react) return resolve(window.Plotly);
    const node = Object.assign(document.createElement("script"), { src: url, onerror: reject });
    node.onload = () => resolve(window.Plotly);
    document.head.append(node);
  });

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  if (!data) return;
  const { urls } = header(data);
  const root =
    parentElement.querySelector(".stage-root") ??
    parentElement.appendChild(Object.assign(document.createElement("div"), { className: "stage-root" }));
  root.latest = data; // while the stage is on its way, only the newest message counts
  const host = {
    plotly: () => (window.__plotly ??= script(absolute(urls.plotly))),
    onStart: (start) => setTriggerValue("start", start),
    onView: (view) => setStateValue("view", view),
    onOpen: (found) => setTriggerValue("open", found),
    onTick: (tick) => setStateValue("tick", tick),
    onMissed: () => setTriggerValue("missed", true),
    get,
  };
  host.plotly(); // both at once: the stage will ask for it in a moment
  import(absolute(urls.stage)).then(({ mount }) => {
    if (root.latest === data) mount(root, data, host);
  });
}
