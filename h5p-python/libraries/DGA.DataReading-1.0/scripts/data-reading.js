/* DGA.DataReading: a chart, and questions on it. */
(() => {
  const parts = DGA.DataReadingParts;
  const { make, list } = parts;

  DGA.DataReading = class DataReading extends H5P.EventDispatcher {
    constructor(params, contentId, extras = {}) {
      super();
      Object.assign(this, {
        params: params || {},
        contentId,
        parent: extras.parent,
        subContentId: extras.subContentId,
      });
      this.behaviour = {
        checking: "each",
        enableRetry: true,
        enableSolutions: true,
        passPercentage: 80,
        ...this.params.behaviour,
      };
      this.say = parts.words(this.params.l10n);
      this.language = this.say("languageCode");
      this.isEach = this.behaviour.checking !== "end";
      this.level = this.parent ? 4 : 2;
      this.data = parts.readData(this.params.data || {});
      this.show = parts.numbers(this.language, this.behaviour.numerals);
      this.root = make("div", { class: "dga dga-reading", lang: this.language });
      new ResizeObserver(() => this.trigger("resize")).observe(this.root);
      this.questions = [];
      this.fault = this.findFault();
      if (this.fault)
        this.root.append(
          make("div", { class: "fault", role: "alert" }, make("p", {}, this.say("fault")), make("p", {}, this.fault)),
        );
      else this.build(extras.previousState);
    }

    findFault() {
      const broken = list(this.params.questions).findIndex((question) => !parts.isSound(question));
      if (!parts.isWhole(this.data)) return this.say("faultData");
      return broken < 0 ? "" : this.say("faultQuestion", { number: broken + 1 });
    }

    build(state) {
      const asked = list(this.params.questions);
      this.chart = new parts.Chart(this.data, this.show, this.say);
      this.questions = asked.map((params, place) => new parts.Question(params, this, place, asked.length));
      this.checkAll = make("button", { type: "button", click: () => this.check(this.questions) }, this.say("checkAll"));
      this.result = make("div", { class: "result", role: "status" });
      this.retry = make("button", { type: "button", click: () => this.again() }, this.say("retry"));
      this.solve = make(
        "button",
        { type: "button", class: "quiet", click: () => this.reveal() },
        this.say("showSolutions"),
      );
      this.ending = make("p", { class: "actions" }, this.checkAll, this.retry, this.solve);
      this.root.append(
        ...(this.params.introduction ? [make("div", { class: "introduction", html: this.params.introduction })] : []),
        this.chart.element,
        ...this.questions.map((question) => question.element),
        this.result,
        this.ending,
      );
      const saved = list(state && state.answers);
      if (saved.length === asked.length) this.questions.forEach((question, place) => question.restore(saved[place]));
      this.isSolved = Boolean(state && state.solved) && this.isDone;
      if (this.isSolved) this.questions.forEach((question) => question.reveal());
      this.settle();
    }

    attach($container) {
      const container = $container[0] || $container;
      container.classList.add("dga-container");
      container.append(this.root);
      this.setActivityStarted();
    }

    get isDone() {
      return this.questions.every((question) => question.isChecked);
    }

    answered() {
      this.triggerXAPI("interacted");
    }

    /** Checks these questions, or points at the first of them that has no answer. */
    check(questions) {
      const open = questions.filter((question) => !question.isChecked);
      const empty = open.filter((question) => !question.response);
      if (empty.length) {
        empty.forEach((question) => question.check());
        empty[0].inputs[0].focus();
        return;
      }
      open.forEach((question) => question.check());
      this.settle();
      (this.isEach ? open[0].verdict : this.result.firstChild).focus();
      open.forEach((question) => this.trigger(parts.questionEvent(this, question)));
      if (this.isDone) this.trigger(parts.exerciseEvent(this));
    }

    // The result and the buttons, as far as the learner has come.
    settle() {
      const done = this.questions.length > 0 && this.isDone;
      const { enableRetry, enableSolutions } = this.behaviour;
      this.checkAll.hidden = this.isEach || done || this.isFrozen;
      this.retry.hidden = !done || !enableRetry || this.isFrozen;
      this.solve.hidden = !done || !enableSolutions || this.isSolved || this.isFrozen;
      this.ending.hidden = [this.checkAll, this.retry, this.solve].every((button) => button.hidden);
      this.result.hidden = !done;
      this.result.replaceChildren(...(done ? this.resultLines() : []));
    }

    resultLines() {
      const [score, max] = [this.getScore(), this.getMaxScore()];
      const percent = Math.floor((100 * score) / max);
      const fitting = list(this.params.feedback).find((range) => range.from <= percent && percent <= range.to);
      return [
        make(`h${this.level}`, { tabindex: "-1" }, this.say("result")),
        make("p", { class: "score" }, this.say("score", { score: this.show(score), max: this.show(max) })),
        ...(fitting ? [make("div", { html: fitting.text || "" })] : []),
      ];
    }

    again() {
      this.resetTask();
      this.questions[0].inputs[0].focus();
    }

    reveal() {
      this.showSolutions();
      this.questions[0].solution.tabIndex = -1;
      this.questions[0].solution.focus();
    }

    /** No answer more is taken: what is not checked by now does not count. For contents that hold this one. */
    freeze() {
      this.isFrozen = true;
      this.questions.forEach((question) => question.lock());
      if (!this.fault) this.settle();
    }

    isPassed() {
      return 100 * this.getScore() >= this.behaviour.passPercentage * this.getMaxScore();
    }

    getScore() {
      return this.questions.filter((question) => question.isChecked && question.isRight).length;
    }

    getMaxScore() {
      return this.questions.length;
    }

    getAnswerGiven() {
      return this.questions.some((question) => question.written !== "");
    }

    showSolutions() {
      this.isSolved = true;
      this.questions.forEach((question) => question.reveal());
      if (!this.fault) this.settle();
    }

    resetTask() {
      this.isSolved = this.isFrozen = false;
      this.questions.forEach((question) => question.reset());
      if (!this.fault) this.settle();
    }

    getXAPIData() {
      return {
        statement: parts.exerciseEvent(this).data.statement,
        children: this.questions.map((question) => ({ statement: parts.questionEvent(this, question).data.statement })),
      };
    }

    getCurrentState() {
      return { answers: this.questions.map((question) => question.state), solved: Boolean(this.isSolved) };
    }
  };
})();
