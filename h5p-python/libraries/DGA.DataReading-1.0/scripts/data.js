/* The figures as they are given. */
(() => {
  const parts = DGA.DataReadingParts;
  const { plain } = parts;
  const KINDS = ["bar", "line", "stacked"];

  /** The value if it is a list, and an empty list if it is not. */
  const list = (value) => (Array.isArray(value) ? value : []);
  parts.list = list;

  /** The figures of params, with plain texts. */
  parts.readData = (given) => ({
    title: plain(given.title),
    kind: KINDS.includes(given.kind) ? given.kind : "bar",
    unit: plain(given.unit),
    source: plain(given.source),
    categoryLabel: plain(given.categoryLabel),
    decimals: Math.min(3, given.decimals || 0),
    series: list(given.series).slice(0, 3).map(plain),
    rows: list(given.rows).map((row) => ({
      category: plain(row.category),
      values: list(row.values).slice(0, Math.min(3, list(given.series).length)),
    })),
  });

  /** Whether every row has a figure for each series. */
  parts.isWhole = ({ series, rows }) =>
    series.length > 0 &&
    rows.length > 0 &&
    rows.every((row) => row.values.length === series.length && row.values.every(Number.isFinite));
})();
