/* One question: its card, what was answered, and whether that is right. */
(() => {
  const parts = DGA.DataReadingParts;
  const { make, plain } = parts;
  const HINTS = { value: "hintValue", difference: "hintDifference", percent: "hintPercent" };

  /** Whether a right answer can be given to it. */
  parts.isSound = (params) =>
    params.kind in HINTS
      ? Number.isFinite(params.answer)
      : (params.choices || []).some((choice) => choice.correct === true);

  parts.Question = class {
    /** `task` is the exercise: its `say`, `show`, `data`, `level`; `place` from 0 of `total`. */
    constructor(params, task, place, total) {
      Object.assign(this, { params, task, place, id: parts.id(), isNumber: params.kind in HINTS });
      this.choices = this.isNumber ? [] : params.choices;
      this.number = place + 1;
      this.verdict = make("div", { class: "verdict", tabindex: "-1", hidden: true });
      this.error = make("p", { class: "error", role: "alert", id: `${this.id}-error` });
      this.solution = make("p", { class: "solution", hidden: true });
      this.button = make(
        "button",
        { type: "button", hidden: !task.isEach, click: () => task.check([this]) },
        task.say("check"),
      );
      this.element = make(
        "section",
        { class: "question", "aria-labelledby": `${this.id}-head` },
        make(
          `h${task.level}`,
          { id: `${this.id}-head` },
          task.say("question", { number: task.show(this.number), total: task.show(total) }),
        ),
        make("div", { class: "asked", id: `${this.id}-text`, html: params.text || "" }),
        this.isNumber ? this.makeField() : this.makeChoices(),
        this.error,
        make("p", { class: "actions", hidden: !task.isEach }, this.button),
        this.verdict,
        this.solution,
      );
      this.reset();
    }

    makeChoices() {
      this.inputs = this.choices.map((choice, index) =>
        make("input", { type: "radio", name: this.id, value: index, change: () => this.give(String(index), true) }),
      );
      this.options = this.choices.map((choice, index) =>
        make("label", { class: "choice" }, this.inputs[index], make("span", {}, plain(choice.text))),
      );
      return make(
        "div",
        {
          role: "radiogroup",
          class: "choices",
          "aria-labelledby": `${this.id}-text`,
          "aria-describedby": `${this.id}-error`,
        },
        ...this.options,
      );
    }

    makeField() {
      const unit = this.params.kind === "percent" ? "%" : this.task.data.unit;
      const id = `${this.id}-field`;
      this.inputs = [
        make("input", {
          type: "text",
          inputmode: "decimal",
          autocomplete: "off",
          maxlength: 24,
          id,
          "aria-labelledby": `${this.id}-label ${this.id}-text`,
          "aria-describedby": `${this.id}-hint ${this.id}-error`,
          input: (event) => this.give(event.target.value, false),
          change: () => this.task.answered(),
          keydown: (event) => {
            if (event.key === "Enter" && this.task.isEach) this.task.check([this]);
          },
        }),
      ];
      return make(
        "div",
        { class: "field" },
        make("label", { for: id, id: `${this.id}-label` }, this.task.say("yourAnswer")),
        make("p", { class: "hint", id: `${this.id}-hint` }, this.task.say(HINTS[this.params.kind])),
        make("span", { class: "written" }, this.inputs[0], unit && make("span", { class: "unit" }, unit)),
      );
    }

    give(written, isWhole) {
      this.written = written;
      this.complain("");
      if (isWhole) this.task.answered(); // a number is told of when the field is left, not at every key
    }

    /** The answer as the statement has it: an index, a number, or nothing. */
    get response() {
      return (this.isNumber ? parts.response(this.written) : this.written) || "";
    }

    get isRight() {
      if (!this.response) return false;
      return this.isNumber
        ? parts.isNear(this.response, this.params.answer, this.params.tolerance)
        : this.choices[Number(this.response)].correct === true;
    }

    complain(message) {
      this.error.textContent = message;
      this.inputs.forEach((input) =>
        this.isNumber && message ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid"),
      );
    }

    /** Checks what was answered; false, with a message at the field, when there is nothing to check. */
    check() {
      if (!this.response) {
        this.complain(this.task.say(this.isNumber ? "numberFirst" : "chooseFirst"));
        return false;
      }
      this.isChecked = true;
      this.lock();
      const { params, isRight } = this;
      const own = this.isNumber ? "" : this.choices[Number(this.response)].feedback;
      this.verdict.replaceChildren(
        make(
          "p",
          { class: "word" },
          make("span", { class: "sign", "aria-hidden": "true" }, isRight ? "✓" : "✕"),
          this.task.say(isRight ? "right" : "wrong"),
        ),
        ...[own, isRight ? params.feedbackRight : params.feedbackWrong]
          .filter(Boolean)
          .map((html) => make("div", { html })),
      );
      this.verdict.className = isRight ? "verdict is-right" : "verdict is-wrong";
      this.verdict.hidden = false;
      if (!this.isNumber) this.options[Number(this.response)].classList.add(isRight ? "is-right" : "is-wrong");
      return true;
    }

    lock() {
      this.inputs.forEach((input) => {
        input.disabled = true;
      });
      this.button.hidden = true;
    }

    reveal() {
      const { task, params } = this;
      const unit = (number) => (params.kind === "percent" ? `${task.show(number)}%` : task.chart.withUnit(number));
      const answer = this.isNumber
        ? unit(params.answer)
        : this.choices
            .filter((one) => one.correct === true)
            .map((one) => plain(one.text))
            .join(" / ");
      this.lock();
      this.solution.textContent =
        this.isNumber && params.tolerance > 0
          ? task.say("solutionAbout", { answer, tolerance: unit(params.tolerance) })
          : task.say("solution", { answer });
      this.solution.hidden = false;
    }

    reset() {
      this.written = "";
      this.isChecked = false;
      this.inputs.forEach((input) =>
        Object.assign(input, { disabled: false }, this.isNumber ? { value: "" } : { checked: false }),
      );
      (this.options || []).forEach((option) => option.classList.remove("is-right", "is-wrong"));
      this.complain("");
      this.verdict.hidden = this.solution.hidden = true;
      this.button.hidden = !this.task.isEach;
    }

    /** Back to an earlier answer; what no longer fits the question is dropped. */
    restore(saved) {
      if (!saved || typeof saved.written !== "string") return;
      if (!this.isNumber && !(/^[0-9]$/.test(saved.written) && this.inputs[saved.written])) return;
      this.written = saved.written.slice(0, 24);
      if (this.isNumber) this.inputs[0].value = this.written;
      else this.inputs[this.written].checked = true;
      if (saved.checked === true && this.response) this.check();
    }

    get state() {
      return { written: this.written, checked: this.isChecked };
    }
  };
})();
