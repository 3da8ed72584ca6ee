/** Things to bring into order: moved by buttons, or by giving one its place; then all have theirs, from the top. */
const items = (box) => [...box.querySelectorAll("[data-item]")];
const place = (item) => item.querySelector("select");

export function readOrder(box) {
  const placed = items(box).filter((item) => place(item).value);
  placed.sort((one, other) => place(one).value - place(other).value);
  return placed.length ? placed.map((item) => item.dataset.item) : null;
}

export function fillOrder(box, answer) {
  const order = answer ?? [];
  const list = box.querySelector(".order");
  for (const item of items(box)) place(item).value = order.includes(item.dataset.item) ? String(order.indexOf(item.dataset.item) + 1) : "";
  for (const name of [...order].reverse()) list.prepend(list.querySelector(`[data-item="${name}"]`));
}

/** Put an item at a place, counted from 1; whatever had the focus keeps it. */
export function move(box, item, to) {
  const focus = document.activeElement;
  const others = items(box).filter((one) => one !== item);
  const list = box.querySelector(".order");
  others.splice(Math.min(Math.max(to, 1), others.length + 1) - 1, 0, item);
  list.append(...others);
  items(box).forEach((one, index) => (place(one).value = String(index + 1)));
  if (box.contains(focus)) focus.focus();
  const said = box.querySelector("[data-moved]");
  said.textContent = said.dataset.says.replace("{text}", item.dataset.text).replace("{place}", place(item).value);
}

/** Show the buttons; `changed` is called after each move. */
export function prepare(box, changed) {
  for (const ways of box.querySelectorAll(".order__ways")) ways.hidden = false;
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const item = button.closest("[data-item]");
    move(box, item, items(box).indexOf(item) + 1 + Number(button.dataset.move));
    changed();
  });
  box.addEventListener("change", (event) => {
    const item = event.target.closest("[data-item]");
    if (item && event.target.value) move(box, item, Number(event.target.value));
  });
}
