/** Counts the words of an essay while it is written. The server counts again: its number is the one that markers see. */
const PAUSE = 400;

export function countWords(box) {
  const said = box.querySelector("[data-counted]");
  const area = box.querySelector("textarea");
  if (!said || !window.Intl?.Segmenter) return;
  const segmenter = new Intl.Segmenter(["th", "en"], { granularity: "word" });
  let timer = 0;
  const show = () => {
    const count = [...segmenter.segment(area.value)].filter((part) => part.isWordLike).length;
    said.textContent = said.dataset.words.replace("{count}", count);
    said.hidden = false;
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}
