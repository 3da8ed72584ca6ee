/** After the end nothing of the attempt stays on this device. */
const attempt = document.querySelector("[data-finished]").dataset.finished;
try {
  localStorage.removeItem(`academy.answers.${attempt}`);
} catch {
  // Without storage there is nothing to forget.
}
