/* What tells series apart besides colour: patterns for bars, shapes for points. */
(() => {
  const parts = DGA.DataReadingParts;
  const { draw } = parts;

  /** The patterns of three series, for `fill: url(#<id>-<series>)`. */
  parts.patterns = (id) =>
    draw(
      "defs",
      {},
      ...[0, 1, 2].map((series) =>
        draw(
          "pattern",
          {
            id: `${id}-${series}`,
            width: 8,
            height: 8,
            patternUnits: "userSpaceOnUse",
            patternTransform: series === 1 ? "rotate(45)" : null,
          },
          draw("rect", { width: 8, height: 8, class: series === 0 ? "ink-0" : `tint-${series}` }),
          series === 1 && draw("rect", { width: 4, height: 8, class: "ink-1" }),
          series === 2 && draw("circle", { cx: 4, cy: 4, r: 2.1, class: "ink-2" }),
        ),
      ),
    );

  /** The mark of a point of that series. */
  parts.shape = (series, x, y) => {
    if (series === 1) return draw("rect", { x: x - 6, y: y - 6, width: 12, height: 12, class: "dot ink-1" });
    if (series === 2) return draw("path", { d: `M${x} ${y - 8}l8 14h-16z`, class: "dot ink-2" });
    return draw("circle", { cx: x, cy: y, r: 6.5, class: "dot ink-0" });
  };
})();
