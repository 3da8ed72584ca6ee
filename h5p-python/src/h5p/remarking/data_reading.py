"""DGA.DataReading: questions on a chart, answered by a choice or by a number."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from h5p.remarking.port import SEPARATOR, Mark, marked, mismatch, unverifiable
from h5p.remarking.reading_responses import INDEX

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)
ASKS_FOR_NUMBER = frozenset({"value", "difference", "percent"})
MOST_SERIES = 3


def mark(params: Mapping[str, Any], response: str) -> Mark:
    """Marks the answers of all questions, in order: an index, a number, or nothing for what was not checked."""
    if not is_playable(params):
        return unverifiable("content-cannot-be-played", 0)
    return mark_answers(params, response.split(SEPARATOR) if questions(params) else [])


def mark_answers(params: Mapping[str, Any], answers: Sequence[str]) -> Mark:
    """The same where the response has been split already, of a content that can be played."""
    asked = questions(params)
    if len(answers) != len(asked):
        return mismatch("not-the-questions", len(asked))
    if not all(_is_answer(question, answer) for question, answer in zip(asked, answers, strict=True)):
        return mismatch("not-an-answer", len(asked))
    return marked(sum(_is_right(question, answer) for question, answer in zip(asked, answers, strict=True)), len(asked))


def questions(params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The questions, each worth one point; none where the player refuses the content."""
    return _list(params.get("questions")) if is_playable(params) else ()


def is_playable(params: Mapping[str, Any]) -> bool:
    """Whether the player shows it: a figure for every series in every row, and a right answer to every question."""
    data = params.get("data") or {}
    series = _list(data.get("series"))[:MOST_SERIES]
    rows = [_list(row.get("values"))[: len(series)] for row in _list(data.get("rows"))]
    whole = all(len(values) == len(series) and all(map(_is_number, values)) for values in rows)
    return bool(series and rows and whole) and all(map(_can_be_right, _list(params.get("questions"))))


def _can_be_right(question: Mapping[str, Any]) -> bool:
    if question.get("kind") in ASKS_FOR_NUMBER:
        return _is_number(question.get("answer"))
    return any(choice.get("correct") is True for choice in _list(question.get("choices")))


def _is_answer(question: Mapping[str, Any], answer: str) -> bool:
    if not answer:
        return True
    if question.get("kind") in ASKS_FOR_NUMBER:
        return bool(NUMBER.fullmatch(answer))
    return bool(INDEX.fullmatch(answer)) and int(answer) < len(_list(question.get("choices")))


def _is_right(question: Mapping[str, Any], answer: str) -> bool:
    if not answer:
        return False
    if question.get("kind") in ASKS_FOR_NUMBER:
        return abs(Decimal(answer) - _exact(question["answer"])) <= _exact(question.get("tolerance") or 0)
    return question["choices"][int(answer)].get("correct") is True


def _exact(number: Any) -> Decimal:
    """A number of the params as it is written, not as it is kept in binary."""
    try:
        return Decimal(str(number))
    except InvalidOperation:
        return Decimal(0)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and Decimal(str(value)).is_finite()


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
