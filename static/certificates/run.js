// The page of a run asks for its changing part until the run rests. Without this file a link does the same.
const part = document.querySelector("#run-part[data-running]");
const PAUSE = 2000;

async function look() {
  const address = new URL(window.location.href);
  address.searchParams.set("part", "1");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const focused = part.contains(document.activeElement);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const resting = fresh.querySelector("[data-state]")?.dataset.state !== "running";
    // Whoever is at a button or in the list is not torn from it; when the run rests, the page must say so.
    if (!focused || resting) part.replaceChildren(...fresh.body.childNodes);
    if (resting) return;
  } catch {
    // The line is down: ask again later.
  }
  window.setTimeout(look, PAUSE);
}

if (part) window.setTimeout(look, PAUSE);
