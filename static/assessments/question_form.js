/**
 * The question editor shows only what the chosen kind needs, and only the choices in use with some to spare; a button
 * adds another. Without this it shows everything.
 */
const LEAST = 4;
const form = document.querySelector("[data-question-form]");
const kind = form.querySelector("[name=kind]");
const choices = [...form.querySelectorAll("[data-choice]")];
const more = form.querySelector("[data-more]");

function show() {
  for (const part of form.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(kind.value);
  }
}

function inUse(choice) {
  const filled = [...choice.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim());
  return filled || choice.querySelector("input:checked, .w-field__errors .icon, [aria-invalid=true]") !== null;
}

function rest() {
  return choices.filter((choice) => choice.hidden);
}

const used = choices.findLastIndex(inUse) + 1;
choices.forEach((choice, place) => {
  choice.hidden = place >= Math.max(LEAST, used);
});
more.hidden = rest().length === 0;
more.addEventListener("click", () => {
  const [next] = rest();
  next.hidden = false;
  next.querySelector("textarea").focus();
  more.hidden = rest().length === 0;
});

kind.addEventListener("change", show);
show();
