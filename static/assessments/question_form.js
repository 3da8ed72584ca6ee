/** The question editor shows only what the chosen kind needs; without this it shows everything. */
const form = document.querySelector("[data-question-form]");
const kind = form.querySelector("[name=kind]");

function show() {
  for (const part of form.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(kind.value);
  }
}

kind.addEventListener("change", show);
show();
