/* DGA.DecisionScenario: a case, choices with consequences, a debrief. */
(() => {
  const parts = DGA.DecisionScenarioParts;
  const { make } = parts;

  DGA.DecisionScenario = class DecisionScenario extends H5P.EventDispatcher {
    constructor(params, contentId, extras = {}) {
      super();
      Object.assign(this, {
        params: params || {},
        contentId,
        parent: extras.parent,
        subContentId: extras.subContentId,
      });
      this.behaviour = {
        enableRetry: true,
        showPoints: false,
        showBestPath: true,
        passPercentage: 80,
        ...this.params.behaviour,
      };
      this.say = parts.words(this.params.l10n);
      this.language = this.say("languageCode");
      this.graph = new parts.Graph(this.params.nodes);
      this.root = make("div", { class: "dga dga-scenario", lang: this.language });
      new ResizeObserver(() => this.trigger("resize")).observe(this.root);
      this.path = [];
      this.shown = "choices";
      const state = extras.previousState || {};
      this.evidence = this.graph.fault
        ? []
        : this.graph.nodes.map((node, place) => this.nested(node.params.evidence, (state.evidence || {})[place]));
      if (!this.graph.fault) this.graph.weigh(this.evidence.map((one) => (one ? one.getMaxScore() : 0)));
      this.restore(state);
    }

    // The content within a situation; nothing where its library is not there.
    nested(library, previousState) {
      if (!library || !library.library) return null;
      const instance = H5P.newRunnable(library, this.contentId, undefined, true, { parent: this, previousState });
      return instance && instance.getMaxScore ? instance : null;
    }

    restore(state) {
      const found = this.graph.fault || !Array.isArray(state.path) ? null : this.graph.follow(state.path);
      if (!found) return;
      // What was saved may come from an earlier edition of the case: it has to fit this one.
      const fits = { choices: found.end !== null, consequence: state.path.length > 0, debrief: found.end === null };
      if (!fits[state.shown]) return;
      this.path = [...state.path];
      this.shown = state.shown;
    }

    attach($container) {
      const container = $container[0] || $container;
      container.classList.add("dga-container");
      container.append(this.root);
      this.setActivityStarted();
      this.render();
    }

    get steps() {
      return this.graph.fault ? [] : this.graph.follow(this.path).steps;
    }

    // Shows the present part of the case.
    render() {
      const { graph, say } = this;
      if (graph.fault) {
        this.root.replaceChildren(
          make(
            "div",
            { class: "fault", role: "alert" },
            make("p", {}, say("fault")),
            make("p", {}, say(...graph.fault)),
          ),
        );
        return;
      }
      const note = graph.unreachable.length
        ? make("p", { class: "author" }, say("unreachable", { nodes: graph.unreachable.join(", ") }))
        : "";
      this.root.replaceChildren(
        ...[note, ...(this.shown === "debrief" ? this.debriefing() : this.playing())].filter(Boolean),
      );
    }

    debriefing() {
      const view = parts.debrief(this, () => this.again());
      this.heading = view.heading;
      return [view.element];
    }

    playing() {
      const before = this.shown === "consequence" ? this.path.slice(0, -1) : this.path;
      const place = this.graph.follow(before).end;
      this.situation = new parts.Situation(this, place, (index) => this.decide(index));
      this.heading = this.situation.heading;
      if (this.shown === "consequence") this.conclude(place, this.path[this.path.length - 1]);
      return [this.theCase(before.length === 0), this.progress(before.length, place), this.situation.element];
    }

    theCase(isFirst) {
      const { introduction } = this.params;
      if (!introduction) return null;
      const text = make("div", { html: introduction });
      return isFirst
        ? make("section", { class: "case" }, make("h2", {}, this.say("caseTitle")), text)
        : make(
            "details",
            { class: "case", toggle: () => this.trigger("resize") },
            make("summary", {}, this.say("caseTitle")),
            text,
          );
    }

    progress(made, place) {
      const { longest, shortest } = this.graph.nodes[place].ahead;
      const done = make("span", {});
      done.style.width = `${(100 * made) / (made + longest)}%`;
      return make(
        "div",
        { class: "progress" },
        make(
          "p",
          {},
          this.say(longest === shortest ? "progress" : "progressAtMost", { current: made + 1, total: made + longest }),
        ),
        make("div", { class: "bar", "aria-hidden": "true" }, done),
      );
    }

    decide(index) {
      const place = this.graph.follow(this.path).end;
      this.path.push(index);
      this.shown = "consequence";
      this.conclude(place, index);
      this.situation.told.focus();
      this.triggerXAPI("interacted");
    }

    // Evidence that is left behind takes no more answers: its score has been counted.
    conclude(place, index) {
      const evidence = this.evidence[place];
      if (evidence && evidence.freeze) evidence.freeze();
      this.situation.conclude(index, () => this.goOn());
    }

    goOn() {
      const isOver = this.graph.follow(this.path).end === null;
      this.shown = isOver ? "debrief" : "choices";
      this.render();
      this.heading.focus();
      this.trigger(isOver ? parts.scenarioEvent(this) : parts.progressEvent(this));
    }

    again() {
      this.resetTask();
      this.heading.focus();
    }

    isPassed() {
      return 100 * this.getScore() >= this.behaviour.passPercentage * this.getMaxScore();
    }

    getScore() {
      return this.steps.reduce(
        (sum, { place, choice }) => sum + choice.points + (this.evidence[place] ? this.evidence[place].getScore() : 0),
        0,
      );
    }

    getMaxScore() {
      return this.graph.fault ? 0 : this.graph.best.points;
    }

    getAnswerGiven() {
      return this.path.length > 0;
    }

    showSolutions() {
      this.isSolved = true;
      this.shown = "debrief";
      this.render();
    }

    resetTask() {
      this.path = [];
      this.shown = "choices";
      this.isSolved = false;
      this.evidence.forEach((one) => one && one.resetTask && one.resetTask());
      this.render();
    }

    getXAPIData() {
      const within = this.steps.map(({ place }) => this.evidence[place]).filter((one) => one && one.getXAPIData);
      return { statement: parts.scenarioEvent(this).data.statement, children: within.map((one) => one.getXAPIData()) };
    }

    getCurrentState() {
      const evidence = {};
      this.evidence.forEach((one, place) => {
        if (one && one.getCurrentState) evidence[place] = one.getCurrentState();
      });
      return { path: [...this.path], shown: this.shown, evidence };
    }
  };
})();
