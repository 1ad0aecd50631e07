// What the server knows of a sweep so far, asked for again and again until no more comes.
import { readCells } from "./reading.js";

const HASTE = 40; // ms between two questions until the first cells are there
const PACE = 150; // and after that, while the work goes on
const GOING = ["waiting", "running"];

export class Feed {
  /** came: called with every news, and waited for; a slow browser is asked no faster than it draws. */
  constructor(box, came) {
    Object.assign(this, { box, came, cells: null, version: "", question: null });
  }

  /** From now on about this question; nothing, if there is none. */
  about(question) {
    const fresh = question?.key !== this.question?.key;
    if (fresh) this.cells = null;
    if (fresh || !this.fetching) this.version = ""; // the same work may have begun anew
    this.question = question;
    if (question) this.fetching ||= this.follow();
  }

  async follow() {
    while (this.question) {
      const { question } = this;
      const same = () => this.question?.key === question.key;
      const url = new URL(`${question.urls.cells}&since=${this.version}`, document.baseURI);
      const answer = await fetch(url).catch(() => null);
      if (!same()) continue; // another question came meanwhile
      if (!this.box.isConnected || !answer || answer.status === 404) break;
      if (answer.status === 200) {
        const cells = readCells(new Uint8Array(await answer.arrayBuffer()));
        if (!same()) continue;
        Object.assign(this, { cells, version: answer.headers.get("Work-Version") });
        await this.came();
      }
      if (!GOING.includes(answer.headers.get("Work-State"))) break;
      await new Promise((resolve) => setTimeout(resolve, this.cells ? PACE : HASTE));
    }
    this.fetching = null;
    await this.came(); // whatever had to wait
  }
}
