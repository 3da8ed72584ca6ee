/* The drawing of a chart, read with the arrow keys, the pointer or a finger. */
(() => {
  const parts = DGA.DataReadingParts;
  const { make, draw } = parts;
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  parts.Drawing = class {
    /** Draws `chart` as wide as its place in the page, and again whenever that changes. */
    constructor(chart) {
      Object.assign(this, { chart, at: [0, 0], width: 0 });
      this.element = make("div", { class: "plot" });
      new ResizeObserver(() => this.fit()).observe(this.element);
      if (document.fonts) document.fonts.ready.then(() => this.fit(true));
    }

    fit(again = false) {
      const width = Math.floor(this.element.clientWidth);
      if (width < 40 || (width === this.width && !again)) return;
      this.width = width;
      const focused = this.element.contains(document.activeElement);
      this.element.replaceChildren(this.draw(width));
      if (focused) this.move(this.at);
    }

    draw(width) {
      const { data, id, say } = this.chart;
      const style = getComputedStyle(this.element);
      const canvas = document.createElement("canvas").getContext("2d");
      canvas.font = `${style.fontSize} ${style.fontFamily}`;
      const plan = parts.plot(data, width, (text) => canvas.measureText(text).width, this.chart.write);
      const text = (one, kind) =>
        draw("text", { x: one.x, y: one.y, "text-anchor": one.anchor, class: kind }, one.text);
      this.halo = draw("rect", { class: "halo", rx: 5 }); // drawn last, so that no bar lies over it
      this.points = plan.marks.map((mark) => this.point(mark));
      const values = data.rows.flatMap((row) => row.values);
      const about = {
        kind: say(data.kind),
        count: this.chart.write(data.rows.length),
        first: data.rows[0].category,
        last: data.rows[data.rows.length - 1].category,
      };
      const range = { low: this.chart.withUnit(Math.min(...values)), high: this.chart.withUnit(Math.max(...values)) };
      return draw(
        "svg",
        {
          viewBox: `0 0 ${width} ${plan.height}`,
          width,
          height: plan.height,
          role: "group",
          "aria-labelledby": `${id}-title`,
          "aria-describedby": `${id}-desc`,
          keydown: (event) => this.step(event),
        },
        draw("title", {}, data.title),
        draw("desc", { id: `${id}-desc` }, `${say("summary", { ...about, ...range })} ${say("help")}`),
        parts.patterns(id),
        draw(
          "g",
          { "aria-hidden": "true" },
          ...plan.grid.flatMap((one) => [
            draw("line", { x1: one.x1, x2: one.x2, y1: one.y1, y2: one.y2, class: one.zero ? "axis" : "grid" }),
            text(one, "tick"),
          ]),
          ...plan.labels.map((one) => text(one, one.backed ? "name backed" : "name")),
          ...(plan.paths || []).map((points, series) => draw("polyline", { points, class: `line-${series}` })),
        ),
        ...this.points,
        this.halo,
      );
    }

    point(mark) {
      const { data, id, readout } = this.chart;
      const row = data.rows[mark.category];
      const names = data.series.length > 1 ? [row.category, data.series[mark.series]] : [row.category];
      const label = `${names.join(", ")}: ${this.chart.withUnit(row.values[mark.series])}`;
      const here = this.at[0] === mark.category && this.at[1] === mark.series;
      const isBar = "width" in mark;
      const box = isBar ? mark : { x: mark.cx - 14, y: mark.cy - 14, width: 28, height: 28 };
      const tell = (how) => {
        readout.textContent = label;
        this.halo.setAttribute("class", `halo ${how}`);
        Object.entries({ x: box.x - 4, y: box.y - 4, width: box.width + 8, height: box.height + 8 }).forEach(
          ([name, value]) => this.halo.setAttribute(name, value),
        );
      };
      const hush = () => this.halo.setAttribute("class", "halo");
      return draw(
        "g",
        {
          class: "point",
          role: "img",
          tabindex: here ? "0" : "-1",
          "aria-label": label,
          focus: () => tell("is-focus"),
          blur: hush,
          pointerenter: () => tell("is-hover"),
          pointerleave: hush,
        },
        draw("rect", { x: box.x, y: box.y, width: box.width, height: box.height, class: "hit" }),
        isBar
          ? draw("rect", {
              x: mark.x,
              y: mark.y,
              width: mark.width,
              height: mark.height,
              fill: `url(#${id}-${mark.series})`,
              class: `edge-${mark.series}`,
            })
          : parts.shape(mark.series, mark.cx, mark.cy),
      );
    }

    step(event) {
      const last = [this.chart.data.rows.length - 1, this.chart.data.series.length - 1];
      const jump = { Home: [0, this.at[1]], End: [last[0], this.at[1]] }[event.key];
      const by = STEPS[event.key];
      if (!jump && !by) return;
      event.preventDefault();
      this.move(jump || this.at.map((place, way) => Math.min(last[way], Math.max(0, place + by[way]))));
    }

    move(at) {
      const place = ([category, series]) => category * this.chart.data.series.length + series;
      this.points[place(this.at)].setAttribute("tabindex", "-1");
      this.at = at;
      this.points[place(at)].setAttribute("tabindex", "0");
      this.points[place(at)].focus();
    }
  };
})();
