"""H5P.SingleChoiceSet: questions one by one, the first answer of each being right."""

from collections.abc import Mapping, Sequence
from typing import Any

from h5p.remarking.port import Mark, marked, mismatch, unverifiable
from h5p.remarking.reading_responses import INDEX


def mark(params: Mapping[str, Any], responses: Sequence[str]) -> Mark:
    """Marks the whole set from its questions' responses, in order, as `getXAPIData` gives them.

    Live statements of single questions are no evidence: newer versions put the place on the screen in them. After
    resuming, earlier responses are lost (empty): then the set's own score is all there is.
    """
    questions = [choice for choice in params.get("choices") or () if choice.get("answers")]
    maximum = len(questions)
    if len(responses) != maximum:
        return mismatch("not-the-questions", maximum)
    for response, question in zip(responses, questions, strict=True):
        if response and not (INDEX.fullmatch(response) and int(response) < len(question["answers"])):
            return mismatch("not-a-choice", maximum)
    if not all(responses):
        return unverifiable("answers-lost", maximum)
    return marked(sum(response == "0" for response in responses), maximum)
