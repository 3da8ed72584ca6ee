/* The texts of the interface where the content gives none: the English ones of semantics.json. */
DGA.DataReadingParts = { ...DGA.Parts };

DGA.DataReadingParts.TEXTS = {
  "languageCode": "en",
  "bar": "Bar chart",
  "line": "Line chart",
  "stacked": "Stacked bar chart",
  "summary": "@kind with @count categories, from @first to @last. The figures lie between @low and @high.",
  "help": "Point at the chart, or use the arrow keys in it, to read exact figures.",
  "showTable": "Show the figures as a table",
  "hideTable": "Hide the table",
  "total": "Total",
  "source": "Source: @source",
  "question": "Question @number of @total",
  "yourAnswer": "Your answer",
  "hintValue": "Write the figure you read.",
  "hintDifference": "Work out the difference and write it as a number.",
  "hintPercent": "Work out the percentage and write the number alone.",
  "check": "Check the answer",
  "checkAll": "Check all answers",
  "chooseFirst": "Choose an answer first.",
  "numberFirst": "Write a number, for example 1250 or 12.5.",
  "right": "Right",
  "wrong": "Not right",
  "solution": "The right answer: @answer",
  "solutionAbout": "The right answer: @answer, give or take @tolerance",
  "result": "Result",
  "score": "@score of @max right",
  "retry": "Try again",
  "showSolutions": "Show the right answers",
  "fault": "This exercise cannot be shown. Please tell whoever is in charge of the lesson.",
  "faultData": "Its table is not complete: every row needs one figure for each series.",
  "faultQuestion": "Question @number has no right answer."
};

/** `say(key, values)` for the texts that the content gives. */
DGA.DataReadingParts.words = (given) => DGA.Parts.words(given, DGA.DataReadingParts.TEXTS);
