// The preview follows what is typed: after a pause the server draws the certificate anew. Without this file a button does it.
const form = document.querySelector("#design");
const part = document.querySelector("#design-preview");
const PAUSE = 500;
let timer = 0;
let running = null;

async function draw() {
  running?.abort();
  running = new AbortController();
  const asked = new FormData(form);
  asked.set("preview", "1");
  asked.set("part", "1");
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(window.location.href, { method: "POST", body: asked, credentials: "same-origin", signal: running.signal });
    // Too many at once (429) is said in the same part of the page.
    if (!(answer.ok || answer.status === 429) || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    part.querySelector("[data-mistakes]").replaceChildren(...fresh.querySelector("[data-mistakes]").childNodes);
    // While something is wrong the last paper stays in sight.
    const sheet = fresh.querySelector(".design__sheet");
    if (!sheet) return;
    part.querySelector(".design__sheet")?.remove();
    part.append(sheet);
  } catch {
    // A newer drawing took its place, or the line is down: the next change asks again.
  } finally {
    part.removeAttribute("aria-busy");
  }
}

function later() {
  window.clearTimeout(timer);
  timer = window.setTimeout(draw, PAUSE);
}

if (form && part) {
  document.addEventListener("input", (event) => {
    if (event.target.form === form) later();
  });
  document.querySelector("button[name=preview]").addEventListener("click", (event) => {
    event.preventDefault();
    draw();
  });
}
