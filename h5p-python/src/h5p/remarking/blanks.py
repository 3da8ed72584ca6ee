"""H5P.Blanks: words typed into gaps."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from h5p.remarking.port import SEPARATOR, Mark, marked, unverifiable
from h5p.remarking.reading_responses import length, trim

BARE_TAG = re.compile(r"</?[a-z]+[0-9]?>", re.ASCII | re.IGNORECASE)
# Solutions of at least so many letters may be missed by so many edits.
TOLERANCES = ((10, 2), (4, 1))


def mark(params: Mapping[str, Any], response: str, *, drops_tags: bool = True) -> Mark:
    """Marks what was typed into the gaps of `questions`; bare tags in a gap go from 1.14 on (`drops_tags`)."""
    questions = [question for question in params.get("questions") or () if isinstance(question, str) and question]
    gaps = [_alternatives(gap, drops_tags) for question in questions for gap in _gaps(question)]
    maximum = len(gaps)
    if any("<math" in question for question in questions):
        return unverifiable("formula", maximum)
    if any(SEPARATOR in alternative for gap in gaps for alternative in gap):
        return unverifiable("separator-in-solution", maximum)
    typed = response.split(SEPARATOR) if maximum > 1 else [response]
    if len(typed) != maximum:
        return unverifiable("separator-in-answer", maximum)
    behaviour = params.get("behaviour") or {}
    case = bool(behaviour.get("caseSensitive", True))
    spelling = bool(behaviour.get("acceptSpellingErrors", False))
    fits = (any(_fits(trim(said), one, case, spelling) for one in gap) for said, gap in zip(typed, gaps, strict=True))
    return marked(sum(fits), maximum)


def _gaps(question: str) -> Iterator[str]:
    """What stands between one asterisk and the next; two together are text, and one that is never closed is nothing."""
    start = 0
    while (start := question.find("*", start)) >= 0:
        if question.startswith("**", start):
            start += 2
            continue
        end = question.find("*", start + 1)
        if end < 0:
            return
        yield question[start + 1 : end]
        start = end + 1


def _alternatives(gap: str, drops_tags: bool) -> list[str]:
    bare = BARE_TAG.sub("", gap) if drops_tags else gap
    solutions, _, _tip = bare.partition(":")
    return [trim(unescape(trim(one))) for one in solutions.split("/")]


def _fits(said: str, solution: str, case: bool, spelling: bool) -> bool:
    if not case:
        said, solution = said.lower(), solution.lower()
    if said == solution or not spelling:
        return said == solution
    allowed = next((edits for letters, edits in TOLERANCES if length(solution) >= letters), 0)
    # A difference in length is at least as many edits; so what is far too long is never compared letter by letter.
    return abs(length(said) - length(solution)) <= allowed and _edits(said, solution) <= allowed


def _edits(one: str, other: str) -> int:
    """Letters inserted, deleted, replaced, or swapped with their neighbour, each counted once and none edited twice."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
