/* The texts of the interface where the content gives none: the English ones of semantics.json. */
DGA.DecisionScenarioParts = { ...DGA.Parts };

DGA.DecisionScenarioParts.TEXTS = {
  "languageCode": "en",
  "caseTitle": "The case",
  "progress": "Decision @current of @total",
  "progressAtMost": "Decision @current of at most @total",
  "evidence": "Evidence to read first",
  "evidenceNote": "Answers checked here count until you confirm your decision.",
  "evidenceMissing": "This evidence cannot be shown at present. You can go on without it.",
  "decide": "What do you decide?",
  "confirm": "Confirm the decision",
  "chooseFirst": "Choose one of the answers first.",
  "yourDecision": "Your decision",
  "consequence": "What follows",
  "points": "Points: @points",
  "evidencePoints": "Evidence: @score of @max",
  "go": "Continue",
  "finish": "Go to the debrief",
  "debrief": "Debrief",
  "score": "@score of @max points",
  "path": "The path you took",
  "bestPath": "The best path",
  "bestTotal": "It gives @max points in all.",
  "bestTaken": "No other path gives more points.",
  "retry": "Try again",
  "fault": "This case cannot be played. Please tell whoever is in charge of the lesson.",
  "faultEmpty": "It has no situation.",
  "faultMany": "It has @count situations; 30 are allowed.",
  "faultChoices": "Nothing can be chosen in “@node”.",
  "faultTwice": "Two situations are named “@node”.",
  "faultUnknown": "A choice in “@node” leads to “@next”, which does not exist.",
  "faultCycle": "These situations lead in a circle: @nodes.",
  "unreachable": "Note for the author: no choice leads to @nodes."
};

/** `say(key, values)` for the texts that the content gives. */
DGA.DecisionScenarioParts.words = (given) => DGA.Parts.words(given, DGA.DecisionScenarioParts.TEXTS);
