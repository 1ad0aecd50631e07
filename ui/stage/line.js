// The two ways a message comes: with the page, or ahead of it by a line of its own, which does not wait until
// Streamlit has drawn the page anew.
import { headerOf } from "./message.js";

const PATIENCE = 2000; // milliseconds for a message that is said to have been sent ahead
const LOST = 1006; // how a websocket ends that nobody has closed

export class Line {
  /** take: gets every message that is newer than the last. */
  constructor(place, take) {
    Object.assign(this, { place, take, newest: -1 });
  }

  /** Has the place it is for left the page? */
  get idle() {
    return !this.place.isConnected;
  }

  /** What came with the page: a message, or only the number of one that went ahead. */
  hear(message, missed) {
    const { urls, serial, ahead } = headerOf(message);
    this.missed = missed;
    if (urls.line) this.open(urls.line);
    if (ahead) this.expect(serial);
    else this.pass(message);
  }

  pass(message) {
    const { serial } = headerOf(message);
    if (serial <= this.newest) return;
    this.newest = serial ?? -1; // a file's only message has no number
    this.take(message);
  }

  expect(serial) {
    if (serial <= this.newest) return;
    if (this.socket?.readyState !== WebSocket.OPEN) return this.missed();
    setTimeout(() => serial > this.newest && this.missed(), PATIENCE);
  }

  /** Another address is that of another session, which counts its messages anew. */
  open(address) {
    if (this.address !== address) {
      this.socket?.close();
      Object.assign(this, { address, socket: null, newest: -1, refused: false });
    }
    if (this.refused || this.socket?.readyState <= WebSocket.OPEN) return;
    const url = new URL(address, document.baseURI).href.replace(/^http/, "ws");
    const socket = Object.assign(new WebSocket(url), { binaryType: "arraybuffer" });
    Object.assign(this, { socket, refused: true }); // unless it opens; else all messages come with the page
    socket.onopen = () => (this.refused = false);
    socket.onmessage = ({ data }) => {
      if (this.idle) return socket.close(); // another page is looked at
      if (!data.byteLength) return socket.send("here"); // the server wants to know whether the line works
      if (socket === this.socket) this.pass(new Uint8Array(data));
    };
    socket.onclose = ({ code }) => {
      if (code === LOST && socket === this.socket && !this.refused && !this.idle) this.missed();
    };
  }
}
