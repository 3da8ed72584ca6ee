/** Answers on their way to the server: kept on this device until the server says that it holds them.
 *
 * Each change of a question raises its sequence number, so that repeating a save, or sending an old one late, never
 * overwrites a newer answer. At most one request is under way; a broken line is tried again after 2, 4, … 30 seconds.
 */
const PAUSE = 2000;
const LONGEST = 30000;
// These ends are final: the attempt is over, whatever is still waiting.
const OVER = new Set(["attempt_closed", "deadline_passed", "not_found", "not_enrolled"]);

export class Queue {
  /** `held`: sequence by question, as the server holds it. `on`: {state, time, newer, wrong, moved, over}, told the news. */
  constructor({ address, token, place, held, on }) {
    Object.assign(this, { address, token, place, on });
    this.sequences = new Map(held);
    this.waiting = new Map();
    this.failures = 0;
    this.sending = null;
    this.timer = 0;
    for (const [question, entry] of this.#stored()) {
      // A question that is not here was on a page that is closed.
      if (this.sequences.has(question) && entry.sequence > this.sequences.get(question)) {
        this.waiting.set(question, entry);
        this.sequences.set(question, entry.sequence);
      }
    }
  }

  get empty() {
    return this.waiting.size === 0;
  }

  put(question, answer) {
    const sequence = (this.sequences.get(question) ?? 0) + 1;
    this.sequences.set(question, sequence);
    this.waiting.set(question, { answer, sequence });
    this.#store();
    this.on.state(this.failures ? "waiting" : "saving");
    this.#plan(PAUSE);
  }

  /** Forget what waits for a question: what stands in its field cannot be saved. */
  drop(question) {
    this.waiting.delete(question);
    this.#store();
  }

  /** Send now what waits. True when nothing waits afterwards. */
  async flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    while (this.sending) await this.sending;
    if (this.empty) return true;
    this.sending = this.#send();
    const sent = await this.sending;
    this.sending = null;
    if (!this.empty) this.#plan(sent ? 0 : Math.min(PAUSE * 2 ** Math.min(this.failures - 1, 5), LONGEST));
    return this.empty;
  }

  /** The page goes away: one last try that outlives it. What does not arrive is sent at the next visit. */
  part() {
    if (!this.empty) this.#post(true).catch(() => {});
  }

  clear() {
    clearTimeout(this.timer);
    this.waiting.clear();
    this.#store();
  }

  #plan(after) {
    if (!this.timer) this.timer = setTimeout(() => this.flush(), after);
  }

  #post(keepalive = false) {
    const answers = [...this.waiting].map(([question, entry]) => ({ question, ...entry }));
    return fetch(this.address, {
      method: "POST",
      credentials: "same-origin",
      keepalive,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify({ answers }),
    });
  }

  async #send() {
    this.on.state("saving");
    let response;
    let body;
    try {
      response = await this.#post();
      body = await response.json();
    } catch {
      return this.#failed("offline");
    }
    if (response.ok) {
      this.failures = 0;
      this.#arrived(body);
      this.on.state(this.empty ? "saved" : "saving");
      return true;
    }
    if (OVER.has(body.code)) {
      this.clear();
      this.on.over();
      return true;
    }
    if (body.code === "wrong_type") {
      for (const question of Object.keys(body.fields).map(Number)) {
        this.waiting.delete(question);
        this.on.wrong(question);
      }
      this.#store();
      return true;
    }
    if (body.code === "page_closed") {
      for (const question of Object.keys(body.fields).map(Number)) this.waiting.delete(question);
      this.#store();
      this.on.moved();
      return true;
    }
    if (body.code === "address_not_allowed") return this.#failed("elsewhereNet");
    if (body.code === "not_authenticated") return this.#failed("signedOut");
    return this.#failed(response.status < 500 && response.status !== 429 ? "stale" : "offline");
  }

  #arrived({ held, seconds_left: secondsLeft }) {
    for (const { question, sequence, saved, answer } of held) {
      const entry = this.waiting.get(question);
      if (entry && entry.sequence <= sequence) {
        this.waiting.delete(question);
        if (!saved) this.on.newer(question, answer);
      }
      this.sequences.set(question, Math.max(sequence, this.sequences.get(question) ?? 0));
    }
    this.#store();
    this.on.time(secondsLeft);
  }

  #failed(why) {
    this.failures += 1;
    this.on.state("waiting", why);
    return false;
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
      if (this.empty) localStorage.removeItem(this.place);
      else localStorage.setItem(this.place, JSON.stringify([...this.waiting]));
    } catch {
      // Without storage the answers wait in memory.
    }
  }
}
