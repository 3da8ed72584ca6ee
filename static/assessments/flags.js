/** Marks for another look on their way to the server: kept on this device until it holds them, as answers are.
 *
 * The last word about a question counts; one is under way at a time, and a broken line is tried again.
 */
const PAUSE = 2000;
const LONGEST = 30000;

export class Flags {
  /** `held`: the questions marked, as the server holds them. `send(question, flagged)` gives the server's response. */
  constructor({ place, held, send }) {
    Object.assign(this, { place, send });
    this.on = new Set(held);
    this.waiting = new Map(this.#stored());
    this.failures = 0;
    this.timer = 0;
    this.sending = false;
    for (const [question, flagged] of this.waiting) this.#set(question, flagged);
    if (this.waiting.size) this.flush();
  }

  has(question) {
    return this.on.has(question);
  }

  toggle(question) {
    const flagged = !this.on.has(question);
    this.#set(question, flagged);
    this.waiting.set(question, flagged);
    this.#store();
    this.flush();
  }

  /** Send now what waits. */
  async flush() {
    if (this.sending) return;
    clearTimeout(this.timer);
    this.sending = true;
    let sent = true;
    while (sent && this.waiting.size) sent = await this.#first();
    this.sending = false;
    this.failures = sent ? 0 : this.failures + 1;
    if (!sent) this.timer = setTimeout(() => this.flush(), Math.min(PAUSE * 2 ** (this.failures - 1), LONGEST));
  }

  async #first() {
    const [[question, flagged]] = this.waiting;
    let response;
    try {
      response = await this.send(question, flagged);
    } catch {
      return false;
    }
    // Whoever is signed out, asks too often or meets an error tries again; any other refusal stays one.
    if (response.status === 401 || response.status === 403 || response.status === 429 || response.status >= 500) return false;
    if (this.waiting.get(question) === flagged) this.waiting.delete(question);
    this.#store();
    return true;
  }

  #set(question, flagged) {
    if (flagged) this.on.add(question);
    else this.on.delete(question);
  }

  #stored() {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "[]");
    } catch {
      return [];
    }
  }

  #store() {
    try {
      if (this.waiting.size) localStorage.setItem(this.place, JSON.stringify([...this.waiting]));
      else localStorage.removeItem(this.place);
    } catch {
      // Without storage they wait in memory.
    }
  }
}
