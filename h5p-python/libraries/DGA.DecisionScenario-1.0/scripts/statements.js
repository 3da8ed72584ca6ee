/* What is told about it: xAPI statements. The response grammar is documented with the library. */
(() => {
  const parts = DGA.DecisionScenarioParts;

  // The choice made there, and after it what the evidence was answered with, one part per question.
  const step = (task, { place, index }) => {
    const evidence = task.evidence[place];
    const answers =
      evidence && evidence.getMaxScore() ? evidence.getXAPIData().statement.result.response.split("[,]") : [];
    return [index, ...answers].join("[.]");
  };

  /** The event of the whole: the choices along the path, joined by `[,]`. */
  parts.scenarioEvent = (task) => {
    const event = task.createXAPIEventTemplate(task.parent ? "answered" : "completed");
    const { statement } = event.data;
    Object.assign(statement.object.definition, {
      type: "http://adlnet.gov/expapi/activities/cmi.interaction",
      interactionType: "other",
      description: { [task.language]: parts.bare(task.params.introduction) || (task.graph.nodes[0] || {}).title || "" },
    });
    const max = task.getMaxScore();
    event.setScoredResult(task.getScore(), max, task, true, max > 0 ? task.isPassed() : undefined);
    statement.result.response = task.steps.map((one) => step(task, one)).join("[,]");
    return event;
  };

  /** The event after each decision but the last: how many were made. */
  parts.progressEvent = (task) => {
    const event = task.createXAPIEventTemplate("progressed");
    event.data.statement.object.definition.extensions["http://id.tincanapi.com/extension/ending-point"] =
      task.path.length;
    return event;
  };
})();
