/* One situation: what happens, the evidence, the choices, and what follows from the one chosen. */
(() => {
  const parts = DGA.DecisionScenarioParts;
  const { make, plain } = parts;

  const picture = (params, contentId, resize) => {
    if (!params.image || !params.image.path) return null;
    const { width, height } = params.image;
    const image = make("img", { alt: plain(params.imageAlt), width, height, load: resize });
    H5P.setSource(image, params.image, contentId);
    return make("p", { class: "picture" }, image);
  };

  parts.Situation = class {
    /** `task` is the scenario; `place` the situation's; `done(index)` is called with the choice that was confirmed. */
    constructor(task, place, done) {
      Object.assign(this, { task, place, done, node: task.graph.nodes[place], id: parts.id() });
      const { params } = this.node;
      const { say } = task;
      this.heading = make("h2", { tabindex: "-1", id: `${this.id}-head` }, this.node.title);
      this.error = make("p", { class: "error", role: "alert", id: `${this.id}-error` });
      this.confirm = make("button", { type: "button", click: () => this.decide() }, say("confirm"));
      this.inputs = this.node.choices.map((choice, index) =>
        make("input", { type: "radio", name: this.id, value: index, change: () => this.choose() }),
      );
      this.options = this.node.choices.map((choice, index) =>
        make("label", { class: "option" }, this.inputs[index], make("span", {}, choice.text)),
      );
      this.after = make("div", { class: "after" });
      this.element = make(
        "section",
        { class: "situation", "aria-labelledby": `${this.id}-head` },
        this.heading,
        picture(params, task.contentId, () => task.trigger("resize")),
        make("div", { class: "story", html: params.situation || "" }),
        this.evidence(),
        make("h3", { id: `${this.id}-ask` }, say("decide")),
        make(
          "div",
          {
            role: "radiogroup",
            class: "options",
            "aria-labelledby": `${this.id}-ask`,
            "aria-describedby": `${this.id}-error`,
          },
          ...this.options,
        ),
        this.error,
        make("p", { class: "actions" }, this.confirm),
        this.after,
      );
    }

    evidence() {
      const { task, place, node } = this;
      if (!node.params.evidence || !node.params.evidence.library) return null;
      const instance = task.evidence[place];
      const frame = make("div", { class: "shown" });
      if (instance) instance.attach(H5P.jQuery(frame));
      else frame.append(make("p", {}, task.say("evidenceMissing")));
      return make(
        "section",
        { class: "evidence", "aria-labelledby": `${this.id}-evidence` },
        make("h3", { id: `${this.id}-evidence` }, task.say("evidence")),
        frame,
        instance && instance.getMaxScore() ? make("p", { class: "note" }, task.say("evidenceNote")) : null,
      );
    }

    choose() {
      this.error.textContent = "";
    }

    decide() {
      const index = this.inputs.findIndex((input) => input.checked);
      if (index < 0) {
        this.error.textContent = this.task.say("chooseFirst");
        this.inputs[0].focus();
      } else {
        this.done(index);
      }
    }

    /** Shows what follows from the choice; `go` is called when the learner has read it. */
    conclude(index, go) {
      const { say, behaviour } = this.task;
      const choice = this.node.choices[index];
      this.inputs.forEach((input) => {
        input.disabled = true;
      });
      this.inputs[index].checked = true;
      this.confirm.hidden = true;
      this.options[index].classList.add("is-chosen");
      this.options[index].append(make("span", { class: "badge" }, say("yourDecision")));
      this.told = make("h3", { tabindex: "-1" }, say("consequence"));
      this.after.append(
        make(
          "section",
          { class: "consequence" },
          this.told,
          make("div", { html: choice.params.consequence || "" }),
          behaviour.showPoints ? make("p", { class: "points" }, say("points", { points: choice.points })) : null,
        ),
        make(
          "p",
          { class: "actions" },
          make("button", { type: "button", click: go }, say(choice.to === null ? "finish" : "go")),
        ),
      );
    }
  };
})();
