// Two comforts of a lesson: the waiting time counts down, and the page remembers where the reader was.
// Nothing here is believed by the server: it keeps its own clock.

const wait = document.querySelector("[data-wait]");
if (wait) {
  const end = performance.now() + Number(wait.dataset.wait) * 1000;
  const say = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    const text =
      left <= 0
        ? wait.dataset.ready
        : left < 60
          ? wait.dataset.seconds.replace("{count}", left)
          : wait.dataset.minutes.replace("{count}", Math.ceil(left / 60));
    if (wait.textContent !== text) wait.textContent = text;
    if (left > 0) setTimeout(say, 1000);
  };
  say();
}

const lesson = document.querySelector("[data-remember]");
if (lesson) {
  const key = `courses:place:${lesson.dataset.remember}`;
  const keep = () => {
    const height = document.documentElement.scrollHeight - innerHeight;
    const share = height > 0 ? scrollY / height : 0;
    try {
      // Near the top or at the end there is nothing to come back to.
      if (share > 0.02 && share < 0.95) localStorage.setItem(key, share.toFixed(4));
      else localStorage.removeItem(key);
    } catch {
      // Storage is full or forbidden: then the place is not remembered.
    }
  };
  let stored = null;
  try {
    stored = localStorage.getItem(key);
  } catch {
    stored = null;
  }
  if (stored && !location.hash) {
    const height = document.documentElement.scrollHeight - innerHeight;
    scrollTo({ top: Number(stored) * height, behavior: "instant" });
  }
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}
