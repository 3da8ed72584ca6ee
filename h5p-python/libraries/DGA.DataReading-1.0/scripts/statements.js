/* What is told about it: xAPI statements. The response grammar is documented with the library. */
(() => {
  const parts = DGA.DataReadingParts;

  const define = (event, language, name, description, more) => {
    const { definition } = event.data.statement.object;
    Object.assign(
      definition,
      { type: "http://adlnet.gov/expapi/activities/cmi.interaction", description: { [language]: description } },
      more,
    );
    if (name) definition.name = { [language]: name };
  };

  const score = (event, points, most, who, passed, response) => {
    event.setScoredResult(points, most, who, true, most > 0 ? passed : undefined);
    event.data.statement.result.response = response;
  };

  /** The event of one question, a child of the exercise. An unchecked question has an empty response. */
  parts.questionEvent = (task, question) => {
    const { params } = question;
    const event = new H5P.XAPIEvent();
    const child = {
      contentId: task.contentId,
      subContentId: params.subContentId,
      libraryInfo: task.libraryInfo,
      parent: task,
    };
    event.setActor();
    event.setVerb("answered");
    event.setObject(child);
    event.setContext(child);
    const right = question.choices
      .map((choice, index) => (choice.correct === true ? String(index) : null))
      .filter((index) => index !== null);
    const tolerance = params.tolerance || 0;
    define(
      event,
      task.language,
      task.say("question", { number: question.number, total: task.questions.length }),
      parts.bare(params.text),
      question.isNumber
        ? {
            interactionType: "numeric",
            correctResponsesPattern: [`${params.answer - tolerance}[:]${params.answer + tolerance}`],
          }
        : {
            interactionType: "choice",
            correctResponsesPattern: right,
            choices: question.choices.map((choice, index) => ({
              id: String(index),
              description: { [task.language]: parts.plain(choice.text) },
            })),
          },
    );
    const isRight = question.isChecked && question.isRight;
    score(event, isRight ? 1 : 0, 1, child, isRight, question.isChecked ? question.response : "");
    return event;
  };

  /** The event of the whole: every question's response in order, joined by `[,]`. */
  parts.exerciseEvent = (task) => {
    const event = task.createXAPIEventTemplate(task.parent ? "answered" : "completed");
    define(event, task.language, "", parts.bare(task.params.introduction) || task.data.title, {
      interactionType: "other",
    });
    const responses = task.questions.map((question) => (question.isChecked ? question.response : ""));
    score(event, task.getScore(), task.getMaxScore(), task, task.isPassed(), responses.join("[,]"));
    return event;
  };
})();
