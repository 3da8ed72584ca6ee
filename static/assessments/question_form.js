/** Of each list the editor shows the rows in use with some to spare; a button adds another. Without this it shows all. */
for (const list of document.querySelectorAll("[data-rows]")) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const more = list.querySelector("[data-more]");
  const rest = () => rows.filter((row) => row.hidden);
  const used = rows.findLastIndex(inUse) + 1;
  rows.forEach((row, place) => {
    row.hidden = place >= Math.max(Number(list.dataset.least), used);
  });
  more.hidden = rest().length === 0;
  more.addEventListener("click", () => {
    const [next] = rest();
    next.hidden = false;
    next.querySelector("textarea, input:not([type=hidden])").focus();
    more.hidden = rest().length === 0;
  });
}

/** Whether somebody put something there, or it was refused; what is there from the start does not count. */
function inUse(row) {
  const fields = [...row.querySelectorAll("textarea, input[type=text]")];
  const filled = fields.some((field) => field.value.trim() && field.value !== field.dataset.first);
  return filled || row.querySelector(".w-field__errors .icon, [aria-invalid=true]") !== null;
}
