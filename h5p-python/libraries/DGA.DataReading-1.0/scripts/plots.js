/* Where everything of a chart stands: pure reckoning, in pixels from the upper left. */
(() => {
  const parts = DGA.DataReadingParts;
  const [TOP, HIGH, BELOW, RIGHT] = [16, 264, 36, 10];

  const isStacked = (data) => data.kind === "stacked";

  const reach = (data) => {
    const values = isStacked(data)
      ? data.rows.flatMap((row) =>
          [row.values.filter((v) => v > 0), row.values.filter((v) => v < 0)].map((side) =>
            side.reduce((a, b) => a + b, 0),
          ),
        )
      : data.rows.flatMap((row) => row.values);
    return [Math.min(0, ...values), Math.max(0, ...values)]; // from zero: a cut axis misleads
  };

  // Where each bar of a row begins and ends on the axis: side by side from zero, or one upon the other.
  const spans = (data, row) => {
    const ends = { up: 0, down: 0 };
    return row.values.map((value) => {
      if (!isStacked(data)) return [Math.min(0, value), Math.max(0, value)];
      const side = value < 0 ? "down" : "up";
      const from = ends[side];
      ends[side] += value;
      return [Math.min(from, ends[side]), Math.max(from, ends[side])];
    });
  };

  const upright = (data, width, measure, show) => {
    const ticks = parts.ticks(...reach(data), 5);
    const [low, high] = [ticks[0], ticks[ticks.length - 1]];
    const left = Math.max(...ticks.map((tick) => measure(show(tick)))) + 14;
    const y = (value) => TOP + (HIGH * (high - value)) / (high - low);
    const band = (width - left - RIGHT) / data.rows.length;
    const middle = (place) => left + band * (place + 0.5);
    const grid = ticks.map((tick) => ({
      x1: left,
      x2: width - RIGHT,
      y1: y(tick),
      y2: y(tick),
      zero: tick === 0,
      text: show(tick),
      x: left - 10,
      y: y(tick) + 5,
      anchor: "end",
    }));
    return { height: TOP + HIGH + BELOW, grid, y, band, middle };
  };

  const labels = (data, frame, every) =>
    data.rows
      .map((row, place) => ({ text: row.category, x: frame.middle(place), y: TOP + HIGH + 25, anchor: "middle" }))
      .filter((_, place) => place % every === 0);

  const columns = (data, width, measure, show) => {
    const frame = upright(data, width, measure, show);
    const wide = Math.max(...data.rows.map((row) => measure(row.category)));
    if (wide > frame.band - 8) return null; // names that run into each other: the bars lie down instead
    const count = isStacked(data) ? 1 : data.series.length;
    const thick = Math.min(isStacked(data) ? 64 : 48, (frame.band * 0.76) / count);
    const marks = data.rows.flatMap((row, category) =>
      spans(data, row).map(([from, to], series) => {
        const x = frame.middle(category) + thick * ((isStacked(data) ? 0 : series) - count / 2);
        return { category, series, x: x + 1, width: thick - 2, y: frame.y(to), height: frame.y(from) - frame.y(to) };
      }),
    );
    return { ...frame, marks, labels: labels(data, frame, 1) };
  };

  const lying = (data, width, measure, show) => {
    const ticks = parts.ticks(...reach(data), width < 480 ? 3 : 5);
    const [low, high] = [ticks[0], ticks[ticks.length - 1]];
    const [left, right] = [measure(show(low)) / 2 + 2, measure(show(high)) / 2 + 2];
    const x = (value) => left + ((width - left - right) * (value - low)) / (high - low);
    const count = isStacked(data) ? 1 : data.series.length;
    const thick = isStacked(data) ? 26 : 20;
    const band = 34 + thick * count + 16;
    const foot = band * data.rows.length;
    const marks = data.rows.flatMap((row, category) =>
      spans(data, row).map(([from, to], series) => {
        const y = band * category + 34 + (isStacked(data) ? 0 : thick * series);
        return { category, series, x: x(from), width: x(to) - x(from), y: y + 1, height: thick - 2 };
      }),
    );
    const grid = ticks.map((tick) => ({
      x1: x(tick),
      x2: x(tick),
      y1: 30,
      y2: foot,
      zero: tick === 0,
      text: show(tick),
      x: x(tick),
      y: foot + 22,
      anchor: "middle",
    }));
    const names = data.rows.map((row, place) => ({
      text: row.category,
      x: left,
      y: band * place + 24,
      anchor: "start",
      backed: true,
    }));
    return { height: foot + 32, grid, marks, labels: names };
  };

  const lines = (data, width, measure, show) => {
    const frame = upright(data, width, measure, show);
    const wide = Math.max(...data.rows.map((row) => measure(row.category)));
    const marks = data.rows.flatMap((row, category) =>
      row.values.map((value, series) => ({ category, series, cx: frame.middle(category), cy: frame.y(value) })),
    );
    const paths = data.series.map((_, series) =>
      marks
        .filter((mark) => mark.series === series)
        .map((mark) => `${mark.cx},${mark.cy}`)
        .join(" "),
    );
    return { ...frame, marks, paths, labels: labels(data, frame, Math.ceil((wide + 12) / frame.band)) };
  };

  /**
   * The chart of `data` in `width` pixels: {height, grid, marks, labels, paths?}. `measure(text)` gives a text's width,
   * `show(number)` its form. Marks are bars ({x, y, width, height}) or points ({cx, cy}).
   */
  parts.plot = (data, width, measure, show) =>
    data.kind === "line"
      ? lines(data, width, measure, show)
      : columns(data, width, measure, show) || lying(data, width, measure, show);
})();
