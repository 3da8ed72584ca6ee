/** The time left, by the server's clock: it says how many seconds; the browser only counts them down. */
const SPOKEN = [
  [600, "ten"],
  [300, "five"],
  [60, "one"],
];

export class Clock {
  /** `show(text, late)` sets the visible time, `speak(text)` says it politely, `over()` is called once at the end. */
  constructor(seconds, { says, show, speak, over }) {
    Object.assign(this, { says, show, speak, over });
    this.set(seconds);
    this.last = this.left;
    this.beat = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  /** The server's word. A monotonic clock counts from here: changing the computer's time changes nothing. */
  set(seconds) {
    this.ends = performance.now() + seconds * 1000;
  }

  get left() {
    return Math.max(0, Math.round((this.ends - performance.now()) / 1000));
  }

  tick() {
    const { left, says } = this;
    for (const [mark, name] of SPOKEN) {
      if (this.last > mark && left <= mark && left > 0) this.speak(says[name]);
    }
    this.last = left;
    if (left === 0) {
      clearInterval(this.beat);
      this.show(says.over, true);
      this.over();
    } else if (left > 300) {
      this.show(says.minutes.replace("{count}", Math.ceil(left / 60)), false);
    } else {
      const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      this.show(says.clock.replace("{clock}", clock), true);
    }
  }
}
