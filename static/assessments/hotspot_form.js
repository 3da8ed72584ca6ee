/** Areas drawn on the picture of a question. The numbers in the fields are the truth: drawing writes them, and whoever
 * types them sees the area move. All of it is for pointers; by keyboard one goes to the fields.
 */
const NS = "http://www.w3.org/2000/svg";
const FULL = 1000; // thousandths of the width, and of the height
const LEAST = 10; // a smaller area was a slip of the hand
const tool = document.querySelector("[data-hotspot]");
const says = tool.dataset;
const image = tool.querySelector("img");
const svg = tool.querySelector("svg");
const hint = tool.querySelector("[data-hint]");
const shapes = [...tool.querySelectorAll("[data-shape]")];
const chosen = document.querySelector("#id_image");
const rows = [...document.querySelectorAll("[name^=area_][name$=_coords]")].map((coords, place) => ({
  place,
  coords,
  shape: document.querySelector(`[name=area_${place}_shape]`),
  box: coords.closest("[data-row]"),
}));
let active = rows[0];
let drawn = null; // corners so far, [x, y] each, while an area is being drawn

const numbers = (row) => row.coords.value.split(/[\s,]+/).filter(Boolean).map(Number);
const inside = (value) => Math.min(FULL, Math.max(0, Math.round(value)));
const tall = () => (image.naturalWidth ? (FULL * image.naturalHeight) / image.naturalWidth : FULL);
const down = (y) => (y * tall()) / FULL;

/** Where the pointer is, in thousandths of width and height. */
function at(event) {
  const { left, top, width, height } = svg.getBoundingClientRect();
  return [inside(((event.clientX - left) / width) * FULL), inside(((event.clientY - top) / height) * FULL)];
}

/** What corners make of a shape, as the fields hold it (assessments.kinds.pictures). */
function coordinates(shape, corners) {
  const [[x, y], [toX, toY]] = [corners[0], corners.at(-1)];
  if (shape === "rect") return [Math.min(x, toX), Math.min(y, toY), Math.max(x, toX), Math.max(y, toY)];
  if (shape === "circle") return [x, y, inside(Math.hypot(toX - x, down(toY) - down(y)))];
  return corners.flat();
}

function sound(shape, coords) {
  if (shape === "rect") return coords[2] - coords[0] >= LEAST && coords[3] - coords[1] >= LEAST;
  if (shape === "circle") return coords[2] >= LEAST;
  return coords.length >= 6;
}

// --- showing --------------------------------------------------------------------------------------------------------
function draw(name, attributes, text = "") {
  const made = svg.appendChild(document.createElementNS(NS, name));
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function outline(shape, coords, rest) {
  const [x, y, third, fourth] = coords;
  if (shape === "circle") return draw("circle", { cx: x, cy: down(y), r: third, ...rest });
  if (shape === "rect") return draw("rect", { x, y: down(y), width: third - x, height: down(fourth - y), ...rest });
  const points = coords.map((value, place) => (place % 2 ? down(value) : value)).join(" ");
  return draw(rest.class.includes("draft") ? "polyline" : "polygon", { points, ...rest });
}

function show() {
  svg.setAttribute("viewBox", `0 0 ${FULL} ${Math.round(tall())}`);
  svg.replaceChildren();
  for (const row of rows) {
    const coords = numbers(row);
    const shape = row.shape.value;
    if (coords.length < 3 || coords.some(Number.isNaN) || !sound(shape, coords)) continue;
    const mark = row === active ? "hotspot-tool__area hotspot-tool__area--active" : "hotspot-tool__area";
    outline(shape, coords, { class: mark, "data-place": row.place });
    const across = coords.filter((_value, place) => place % 2 === 0);
    const [x, y] =
      shape === "circle"
        ? coords
        : [across, coords.filter((_value, place) => place % 2)].map((some) => some.reduce((a, b) => a + b) / some.length);
    draw("text", { x, y: down(y), class: "hotspot-tool__number" }, row.place + 1);
  }
  if (drawn) outline(active.shape.value, coordinates(active.shape.value, drawn), { class: "hotspot-tool__draft" });
  for (const button of shapes) button.setAttribute("aria-pressed", String(button.dataset.shape === active.shape.value));
  hint.textContent = says[active.shape.value].replace("{number}", active.place + 1);
}

/** The picture as large as this person may see it, else as the chooser shows it. */
function picture() {
  const preview = document.querySelector("#id_image-chooser img, [data-chooser] img");
  tool.hidden = !chosen.value;
  if (!chosen.value || image.dataset.of === chosen.value) return;
  image.dataset.of = chosen.value;
  image.onload = show;
  image.onerror = () => {
    image.onerror = null;
    if (preview) image.src = preview.src;
  };
  image.src = chosen.value === says.now ? says.address : says.preview.replace("/0/", `/${chosen.value}/`);
}

// --- drawing --------------------------------------------------------------------------------------------------------
function activate(row) {
  active = row;
  drawn = null;
  show();
}

function keep() {
  const coords = coordinates(active.shape.value, drawn);
  drawn = null;
  if (!sound(active.shape.value, coords)) return show();
  active.coords.value = coords.join(" ");
  active.box.hidden = false;
  const { shape } = active;
  const next = rows.find((row) => !row.coords.value.trim());
  if (next) {
    next.shape.value = shape.value;
    active = next;
  }
  show();
}

svg.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  event.preventDefault();
  const place = at(event);
  if (active.shape.value === "poly") {
    const first = drawn?.[0];
    if (first && drawn.length >= 3 && Math.hypot(place[0] - first[0], place[1] - first[1]) < 25) return keep();
    drawn = [...(drawn ?? []), place];
    return show();
  }
  svg.setPointerCapture(event.pointerId);
  drawn = [place, place];
});
svg.addEventListener("pointermove", (event) => {
  if (!drawn || active.shape.value === "poly") return;
  drawn = [drawn[0], at(event)];
  show();
});
svg.addEventListener("pointerup", (event) => {
  if (!drawn || active.shape.value === "poly") return;
  const [x, y] = at(event);
  // A click without a drag chooses the area that is there.
  if (Math.hypot(x - drawn[0][0], y - drawn[0][1]) < LEAST) {
    drawn = null;
    const under = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.dataset.place);
    return under ? activate(rows[Number(under.dataset.place)]) : show();
  }
  keep();
});
svg.addEventListener("pointercancel", () => activate(active));
tool.querySelector("[data-undo]").addEventListener("click", () => {
  active.coords.value = "";
  activate(active);
});
for (const button of shapes) {
  button.addEventListener("click", () => {
    active.shape.value = button.dataset.shape;
    activate(active);
  });
}
for (const row of rows) {
  row.coords.addEventListener("focus", () => activate(row));
  row.coords.addEventListener("input", show);
  row.shape.addEventListener("change", () => activate(row));
}
// Wagtail's chooser sets its hidden field without an event.
new MutationObserver(picture).observe(chosen, { attributes: true, attributeFilter: ["value"] });
chosen.addEventListener("change", picture);
active = rows.find((row) => !row.coords.value.trim()) ?? rows[0];
picture();
