/** What stands in the fields of a question, in the form in which the server takes it; and back. */
import { fillOrder, readOrder } from "./ordering.js";

const FIELDS = "input, select, textarea";

export const fields = (box) => [...box.querySelectorAll(FIELDS)];
export const typed = (field) => field.type === "text" || field.tagName === "TEXTAREA";

const chosen = (box) => fields(box).filter((input) => input.checked).map((input) => input.value);

function rows(box) {
  const said = {};
  for (const field of box.querySelectorAll("[data-row]")) {
    const value = field.type === "radio" && !field.checked ? "" : field.value.trim();
    if (value) said[field.dataset.row] = value;
  }
  return Object.keys(said).length ? said : null;
}

function number(box) {
  const typed = box.querySelector("input").value.trim();
  const unit = box.querySelector("select");
  return unit && typed ? { number: typed, unit: unit.value || null } : typed || null;
}

export function read(box) {
  switch (box.dataset.kind) {
    case "single":
      return chosen(box)[0] ?? null;
    case "multiple":
    case "hotspot":
      return chosen(box).length ? chosen(box) : null;
    case "truefalse":
      return chosen(box).length ? chosen(box)[0] === "true" : null;
    case "matching":
    case "matrix":
    case "blanks":
      return rows(box);
    case "ordering":
      return readOrder(box);
    case "number":
      return number(box);
    default:
      return box.querySelector("input, textarea").value.trim() || null;
  }
}

export function fill(box, answer) {
  if (box.dataset.kind === "ordering") return fillOrder(box, answer);
  const byRow = answer !== null && typeof answer === "object" && !Array.isArray(answer) ? answer : null;
  const picked = byRow ? [] : [answer].flat().map(String);
  for (const field of fields(box)) {
    const said = field.dataset.row ? byRow?.[field.dataset.row] : undefined;
    if (field.dataset.row && field.type === "radio") field.checked = said === field.value;
    else if (field.dataset.row) field.value = said ?? "";
    else if (field.tagName === "SELECT") field.value = byRow?.unit ?? "";
    else if (typed(field)) field.value = byRow ? (byRow.number ?? "") : (answer ?? "");
    else field.checked = answer !== null && picked.includes(field.value);
  }
  show(box);
}

/** The areas of a picture show what the list below it holds. */
export function show(box) {
  for (const area of box.querySelectorAll("[data-area]")) {
    const input = box.querySelector(`input[value="${area.dataset.area}"]`);
    area.toggleAttribute("data-on", input.checked);
  }
}

/** Whether a field differs from what the server sent. */
export function differs(field) {
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== (one.defaultSelected || (one.index === 0 && !field.querySelector("[selected]"))));
  return typed(field) ? field.value !== field.defaultValue : field.checked !== field.defaultChecked;
}
