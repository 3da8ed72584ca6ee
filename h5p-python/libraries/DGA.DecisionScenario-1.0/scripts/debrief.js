/* The debrief: the score, the path that was taken, and the best one. */
(() => {
  const parts = DGA.DecisionScenarioParts;
  const { make } = parts;

  const trail = (task, steps, reached) =>
    make(
      "ol",
      { class: "trail" },
      ...steps.map(({ place, node, choice }) => {
        const evidence = task.evidence[place];
        return make(
          "li",
          {},
          make("p", { class: "where" }, node.title),
          make("p", { class: "what" }, choice.text),
          make(
            "p",
            { class: "points" },
            task.say("points", { points: choice.points }),
            ...(evidence && evidence.getMaxScore()
              ? [" · ", task.say("evidencePoints", { score: reached(evidence), max: evidence.getMaxScore() })]
              : []),
          ),
        );
      }),
    );

  const bar = (score, max) => {
    const filled = make("span", {});
    filled.style.width = `${(100 * score) / max}%`;
    return make("div", { class: "bar", "aria-hidden": "true" }, filled);
  };

  const bestPath = (task, score, max) => {
    if (score === max) return [make("p", { class: "best" }, task.say("bestTaken"))];
    return [
      make("h3", {}, task.say("bestPath")),
      trail(task, task.graph.follow(task.graph.best.path).steps, (evidence) => evidence.getMaxScore()),
      make("p", { class: "total" }, task.say("bestTotal", { max })),
    ];
  };

  /** {element, heading}: the debrief of the scenario as it has been played; `again` starts it anew. */
  parts.debrief = (task, again) => {
    const { say, params, behaviour } = task;
    const [score, max] = [task.getScore(), task.getMaxScore()];
    const percent = max ? Math.floor((100 * score) / max) : 0;
    const fitting = (params.feedback || []).find((range) => range.from <= percent && percent <= range.to);
    const heading = make("h2", { tabindex: "-1" }, say("debrief"));
    const element = make(
      "section",
      { class: score === max && max ? "debrief is-full" : "debrief" },
      heading,
      ...(max
        ? [
            make(
              "div",
              { class: "result" },
              make("p", { class: "score" }, say("score", { score, max })),
              bar(score, max),
              fitting ? make("div", { class: "feedback", html: fitting.text || "" }) : null,
            ),
          ]
        : []),
      params.debrief ? make("div", { class: "lesson", html: params.debrief }) : null,
      make("h3", {}, say("path")),
      trail(task, task.steps, (evidence) => evidence.getScore()),
      ...(max && (behaviour.showBestPath || task.isSolved) ? bestPath(task, score, max) : []),
      behaviour.enableRetry
        ? make("p", { class: "actions" }, make("button", { type: "button", click: again }, say("retry")))
        : null,
    );
    return { element, heading };
  };
})();
