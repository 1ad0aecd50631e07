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
const script = (path) =>
  new Promise((resolve, reject) => {
    const node = Object.assign(document.createElement("script"), { src: absolute(path), onerror: reject });
    node.onload = () => resolve(window.Plotly);
    document.head.append(node);
  });
const builds = (window.__plotly ??= {}); // of plotly.js; on the window, where the next page finds them
const plotly = (path) => {
  const asked = document.querySelector(`script[src="./${path}"]`); // the first page's head does
  builds[path] ??= asked && window.Plotly ? Promise.resolve(window.Plotly) : script(path);
  builds[path].catch(() => delete builds[path]);
  return builds[path];
};

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  if (!data) return;
  const { urls } = header(data);
  const root =
    parentElement.querySelector(".stage-root") ??
    parentElement.appendChild(Object.assign(document.createElement("div"), { className: "stage-root" }));
  root.latest = data; // while the stage is on its way, only the newest message counts
  const host = {
    plotly: () => plotly(urls.plotly),
    plotly3d: () => plotly(urls.plotly3d),
    onStart: (start) => setTriggerValue("start", start),
    onView: (view) => setStateValue("view", view),
    onOpen: (found) => setTriggerValue("open", found),
    onMissed: () => setTriggerValue("missed", true),
    get,
  };
  host.plotly(); // both at once: the stage will ask for it in a moment
  import(absolute(urls.stage)).then(({ mount }) => {
    if (root.latest === data) mount(root, data, host);
  });
}
