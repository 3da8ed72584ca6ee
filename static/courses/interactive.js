// A frame is as high as what is played in it. Both are of one origin, so the page can look.

for (const frame of document.querySelectorAll(".interactive__frame")) {
  const fit = () => {
    const inside = frame.contentDocument?.body;
    if (!inside) return;
    const grown = new ResizeObserver(() => {
      frame.style.height = `${Math.ceil(inside.getBoundingClientRect().height) + 2}px`;
    });
    grown.observe(inside);
  };
  frame.addEventListener("load", fit);
  fit();
}
