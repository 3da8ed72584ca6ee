/* The chart as a figure: title, legend, drawing, read-out, table and source. */
(() => {
  const parts = DGA.DataReadingParts;
  const { make, draw, patterns, shape } = parts;

  parts.Chart = class {
    /** `data` as `readData` gives it; `write(number, decimals)` and `say(key, values)` as the exercise writes. */
    constructor(data, write, say) {
      Object.assign(this, { data, write, say, id: parts.id() });
      this.readout = make("p", { class: "readout", "aria-hidden": "true" }, say("help"));
      this.drawing = new parts.Drawing(this);
      this.table = this.makeTable();
      this.toggle = make(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-expanded": "false",
          "aria-controls": this.table.id,
          click: () => this.showTable(this.table.hidden),
        },
        say("showTable"),
      );
      this.element = make(
        "figure",
        { class: "chart" },
        make(
          "figcaption",
          { id: `${this.id}-title` },
          data.title,
          data.unit && make("span", { class: "unit" }, ` (${data.unit})`),
        ),
        data.series.length > 1 ? this.makeLegend() : null,
        this.drawing.element,
        this.readout,
        make("p", { class: "actions" }, this.toggle),
        this.table,
        data.source && make("p", { class: "source" }, say("source", { source: data.source })),
      );
    }

    show(number) {
      return this.write(number, this.data.decimals);
    }

    withUnit(number) {
      const { unit } = this.data;
      return unit ? `${this.show(number)}${unit === "%" ? "" : " "}${unit}` : this.show(number);
    }

    makeLegend() {
      const swatch = (series) =>
        this.data.kind === "line"
          ? draw(
              "svg",
              { width: 36, height: 16, "aria-hidden": "true" },
              draw("line", { x1: 0, x2: 36, y1: 8, y2: 8, class: `line-${series}` }),
              shape(series, 18, 8),
            )
          : draw(
              "svg",
              { width: 24, height: 16, "aria-hidden": "true" },
              patterns(`${this.id}-l${series}`),
              draw("rect", {
                x: 1,
                y: 1,
                width: 22,
                height: 14,
                fill: `url(#${this.id}-l${series}-${series})`,
                class: `edge-${series}`,
              }),
            );
      return make(
        "ul",
        { class: "legend" },
        ...this.data.series.map((name, series) => make("li", {}, swatch(series), name)),
      );
    }

    makeTable() {
      const { data, say } = this;
      const total = data.kind === "stacked" && data.series.length > 1;
      const head = [data.categoryLabel, ...data.series, ...(total ? [say("total")] : [])];
      const sum = (row) => row.values.reduce((a, b) => a + b, 0);
      return make(
        "div",
        {
          class: "table",
          id: `${this.id}-table`,
          hidden: true,
          role: "region",
          tabindex: "0",
          "aria-labelledby": `${this.id}-title`,
        },
        make(
          "table",
          {},
          make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))),
          make(
            "tbody",
            {},
            ...data.rows.map((row) =>
              make(
                "tr",
                {},
                make("th", { scope: "row" }, row.category),
                ...row.values.concat(total ? [sum(row)] : []).map((value) => make("td", {}, this.show(value))),
              ),
            ),
          ),
        ),
      );
    }

    showTable(shown) {
      this.table.hidden = !shown;
      this.toggle.setAttribute("aria-expanded", String(shown));
      this.toggle.textContent = this.say(shown ? "hideTable" : "showTable");
    }
  };
})();
