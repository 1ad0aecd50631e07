// A button that copies the page's link.
const SAID = { ready: "Copy link", done: "Copied", failed: "Copy it from the address bar" };

export default function ({ parentElement }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.className = "copy-link";
    button.textContent = SAID.ready;
    button.setAttribute("aria-live", "polite");
    parentElement.append(button);
  }
  button.onclick = async () => {
    await settled();
    const copied = await copy(window.location.href);
    button.textContent = copied ? SAID.done : SAID.failed;
    setTimeout(() => (button.textContent = SAID.ready), 2000);
  };
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** What was typed last, or a slider's last place, may still be on its way to the server and into the address. */
async function settled() {
  const running = () => document.querySelector("[data-test-script-state=running]");
  const ends = performance.now() + 3000; // browsers allow the clipboard for some seconds after a click
  for (let quiet = 0, last = ""; quiet < 6 && performance.now() < ends; await wait(50)) {
    quiet = running() || last !== window.location.href ? 0 : quiet + 1;
    last = window.location.href;
  }
}

/** Clipboards need https or localhost; in a classroom's plain http the old way still works. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
