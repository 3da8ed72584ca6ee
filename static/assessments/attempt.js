/** The exam page: saves by itself, turns pages without leaving, tells the time. Without it the form does the same. */
import { differs, fields, fill, read, show, typed } from "./answers.js";
import { Clock } from "./clock.js";
import { Flags } from "./flags.js";
import { prepare } from "./ordering.js";
import { Queue } from "./queue.js";
import { countWords } from "./words.js";

const form = document.getElementById("exam");
const says = document.getElementById("says").dataset;
const state = document.getElementById("save-state");
const trouble = document.getElementById("trouble");
const spoken = document.getElementById("spoken");
const pages = [...form.querySelectorAll("[data-page]")];
const questions = new Map([...form.querySelectorAll("[data-question]")].map((one) => [Number(one.dataset.question), one]));
const forward = "forward" in form.dataset;
const NUMBER = /^\s*[+\-−]?[\d๐-๙][\d๐-๙,.\s]*$|^\s*[+\-−]?\.[\d๐-๙]+\s*$|^\s*$/u;
const ICONS = { saved: "check", saving: "edit", waiting: "warning" };
let leaving = false;
// What was asked for while answers were on their way: done as soon as they have arrived.
let wanted = null;

const queue = new Queue({
  address: form.dataset.save,
  token: form.elements.csrfmiddlewaretoken.value,
  place: `academy.answers.${form.dataset.attempt}`,
  held: [...questions].map(([number, box]) => [number, Number(box.dataset.sequence)]),
  on: {
    state: showState,
    time: (seconds) => seconds !== null && clock?.set(seconds),
    newer(number, answer) {
      fill(questions.get(number), answer);
      mark(number);
      spoken.textContent = `${says.elsewhere} ${number}`;
    },
    wrong: (number) => refuse(questions.get(number), true),
    // The page was left in another window: what is waiting for it can no longer be kept.
    moved() {
      leaving = true;
      location.reload();
    },
    over: leave,
  },
});

const clock = form.dataset.secondsLeft
  ? new Clock(Number(form.dataset.secondsLeft), {
      says,
      show(text, late) {
        const place = document.getElementById("time-left");
        if (place.textContent !== text) place.textContent = text;
        place.parentElement.toggleAttribute("data-late", late);
      },
      speak: (text) => (spoken.textContent = text),
      over: finish,
    })
  : null;

// --- answers ---------------------------------------------------------------------------------------------------
function refuse(box, wrong) {
  const input = box.querySelector("input[type=text], textarea");
  if (!input || !box.querySelector(".field__error")) return;
  box.querySelector(".field").classList.toggle("field--invalid", wrong);
  box.querySelector(".field__error").hidden = !wrong;
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function changed(event) {
  const box = event.target.closest("[data-question]");
  if (!box) return;
  // Files go with the form, by a button of their own.
  if (box.dataset.kind === "upload") return;
  const number = Number(box.dataset.question);
  if (box.dataset.kind === "number" && event.target.type === "text" && !NUMBER.test(event.target.value)) {
    // While somebody types "-" it is no number yet; said only when they leave the field.
    queue.drop(number);
    if (event.type === "change") refuse(box, true);
    return;
  }
  refuse(box, false);
  show(box);
  queue.put(number, read(box));
  mark(number);
}

function mark(number) {
  const button = form.querySelector(`[data-go="${number}"]`);
  // A forward-only test has no map of its questions; what is left unanswered is said by the server at its end.
  if (!button) return;
  const answered = read(questions.get(number)) !== null;
  button.toggleAttribute("data-answered", answered);
  button.querySelector("[data-says=answered]").hidden = !answered;
  button.querySelector("[data-says=open]").hidden = answered;
  const left = [...questions.values()].filter((box) => read(box) === null).length;
  form.querySelector("[data-unanswered]").textContent = left;
  form.querySelector("[data-some-left]").hidden = left === 0;
  form.querySelector("[data-none-left]").hidden = left !== 0;
}

// --- saved or not ------------------------------------------------------------------------------------------------
function showState(name, why) {
  if (leaving) return;
  if (name === "saved" && wanted) {
    const [value, reason] = wanted;
    wanted = null;
    post(value, reason);
  }
  if (state.dataset.state !== name || name === "waiting") {
    state.dataset.state = name;
    state.lastElementChild.textContent = says[name];
    const use = state.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${ICONS[name]}`));
  }
  const text = name === "waiting" && why ? says[why] : "";
  if (name === "saved" || text) {
    trouble.hidden = !text;
    const line = trouble.querySelector("p");
    if (line.textContent !== text) line.textContent = text;
  }
}

// --- pages -------------------------------------------------------------------------------------------------------
function turn(name, focus) {
  queue.flush();
  for (const page of pages) page.hidden = page.dataset.page !== name;
  form.elements.page.value = name;
  const shown = pages.find((page) => !page.hidden);
  for (const button of form.querySelectorAll("[data-go]")) {
    const here = shown.contains(questions.get(Number(button.dataset.go)));
    if (here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  history.replaceState(null, "", `?page=${name}`);
  const target = focus ?? shown.querySelector(".exam__heading");
  target.scrollIntoView();
  target.focus();
}

function go(value) {
  const here = pages.findIndex((page) => !page.hidden);
  if (value === "next" || value === "previous") turn(pages[here + (value === "next" ? 1 : -1)].dataset.page);
  else if (value === "review") turn("review");
  else if (value.startsWith("q")) {
    const box = questions.get(Number(value.slice(1)));
    turn(box.closest("[data-page]").dataset.page, fields(box)[0]);
  } else queue.flush();
}

// --- flags, and looking away: told to the server; without it the exam goes on -------------------------------------
function tell(address, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  return fetch(address, { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body) });
}

const flags = new Flags({
  place: `academy.flags.${form.dataset.attempt}`,
  held: form.dataset.flagged.split(" ").filter(Boolean),
  send: (question, flagged) => tell(form.dataset.flags, { question: Number(question), flagged }),
});

function showFlags() {
  for (const button of form.querySelectorAll("[data-flag]")) {
    const on = flags.has(button.dataset.flag);
    // Nobody comes back to a page of a forward-only test.
    button.hidden = forward;
    button.setAttribute("aria-pressed", String(on));
    const number = form.querySelector(`[data-go="${button.dataset.flag}"]`);
    number?.toggleAttribute("data-flagged", on);
    if (number) number.querySelector("[data-says=flag]").hidden = !on;
  }
  for (const part of form.querySelectorAll(".exam__legend [hidden]")) part.hidden = false;
}

function flag({ dataset: { flag: number } }) {
  flags.toggle(number);
  showFlags();
}

let lookedAway = null;

function looks() {
  if (document.visibilityState === "hidden") {
    queue.part();
    lookedAway = performance.now();
  } else if (lookedAway !== null) {
    tell(form.dataset.events, { event: "focus_lost", seconds: Math.round((performance.now() - lookedAway) / 1000) }).catch(() => {});
    lookedAway = null;
  }
}

// --- the end -----------------------------------------------------------------------------------------------------
function leave() {
  leaving = true;
  location.assign(form.dataset.result);
}

async function post(value, why) {
  if (!(await queue.flush())) {
    wanted = [value, why];
    showState("waiting", why);
    return;
  }
  leaving = true;
  const choice = document.createElement("input");
  Object.assign(choice, { type: "hidden", name: "go", value });
  form.append(choice);
  form.submit();
}

function submit() {
  form.elements.page.value = "review";
  return post("submit", "unsent");
}

async function finish() {
  // What is saved within the grace counts; then the server has closed the attempt, or does so now.
  if (await queue.flush()) submit();
  else showState("waiting", "offline");
}

form.addEventListener("change", changed);
form.addEventListener("input", (event) => typed(event.target) && changed(event));
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-flag]");
  if (button) flag(button);
  const area = event.target.closest("[data-area]");
  if (area) area.closest("[data-question]").querySelector(`input[value="${area.dataset.area}"]`).click();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const value = event.submitter?.value ?? "stay";
  if (value === "submit") submit();
  else if (/^(attach|drop)-/.test(value) || (forward && value !== "stay")) post(value, "stays");
  else go(value);
});
addEventListener("online", () => {
  queue.flush();
  flags.flush();
});
addEventListener("beforeunload", (event) => {
  if (!leaving && !queue.empty) event.preventDefault();
});
document.addEventListener("visibilitychange", looks);

for (const box of questions.values()) {
  if (box.dataset.kind === "essay") countWords(box);
  if (box.dataset.kind === "ordering") prepare(box, () => changed({ type: "change", target: fields(box)[0] }));
}
// On a slow line people answer before this script has come: what differs from what the server sent is theirs.
const early = [...questions].filter(([, box]) => box.dataset.kind !== "upload" && fields(box).some(differs));
for (const [number, { answer }] of queue.waiting) {
  if (early.some(([one]) => one === number)) continue;
  fill(questions.get(number), answer);
  mark(number);
}
for (const [, box] of early) changed({ type: "change", target: fields(box)[0] });
showFlags();
if (!queue.empty) {
  showState("saving");
  queue.flush();
}
