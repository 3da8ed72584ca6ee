"""Whether the score that a browser reports is the one its answers are worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from h5p import pooling
from h5p.names import LibraryName
from h5p.remarking import single_choice_set
from h5p.remarking.marking import MARKERS, mark
from h5p.remarking.nesting import Task, gives_points, tasks
from h5p.remarking.port import Mark, Status

NONE = Decimal(0)
# A column speaks after every part of it, at first with some of them.
SPEAK_EARLY = ("H5P.Column",)
MARKED = {*MARKERS, "H5P.QuestionSet", "H5P.SingleChoiceSet"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement of a complete `getXAPIData` tree: the reported points, the response, and the parts within.

    `raw` and `max` are None where the statement has no finite score; `sub_content_id` is empty for the root.
    """

    raw: Decimal | None
    max: Decimal | None
    response: str = ""
    sub_content_id: str = ""
    children: tuple["Answer", ...] = ()


class Verdict(StrEnum):
    """What the answers say of the score.

    VERIFIED: all of it is what the answers are worth. PARTLY: what could be marked agrees. UNVERIFIABLE: nothing could
    be marked. UNFINISHED: a container spoke before its parts were done: neither an attempt nor an offence. FLAGGED: at
    least one part is not what its answers are worth.
    """

    VERIFIED = "verified"
    PARTLY = "partly"
    UNVERIFIABLE = "unverifiable"
    UNFINISHED = "unfinished"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict; marked points `raw` of `max`; the `share` of `max` that was marked (0 to 1); why, as short codes."""

    verdict: Verdict
    raw: Decimal
    max: Decimal
    share: Decimal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """`is_whole`: all that it can give is in `max`; a part that was not marked may have said less than there is."""

    raw: Decimal
    max: Decimal
    marked: Decimal
    reasons: tuple[str, ...] = ()
    is_false: bool = False
    is_early: bool = False
    is_whole: bool = True


def check(library: LibraryName, params: Mapping[str, Any], root: Answer) -> Checked:
    """Marks the answers of `root` to the content of `params`, as filtered and served to this attempt.

    Of a set whose questions the server drew, `params` are those of the draw (`pooling.asked`): with all its questions
    the browser chose among them, and the result is verified in part at most.
    """
    part = _part(Task(library, params, ""), root)
    share = (part.marked / part.max) if part.max else NONE
    if part.is_false:
        verdict = Verdict.FLAGGED
    elif part.is_early:
        verdict = Verdict.UNFINISHED
    elif not part.marked:
        verdict = Verdict.UNVERIFIABLE
    else:
        verdict = Verdict.VERIFIED if part.is_whole and part.marked == part.max else Verdict.PARTLY
    return Checked(verdict, part.raw, part.max, share, tuple(dict.fromkeys(part.reasons)))


def _part(task: Task, answer: Answer) -> _Part:
    within = tasks(task.library, task.params)
    if within is not None:
        return _container(task, within, answer)
    if task.library.machine_name == "H5P.SingleChoiceSet":
        return _leaf(single_choice_set.mark(task.params, [child.response for child in answer.children]), answer)
    return _leaf(mark(task.library, task.params, answer.response), answer)


def _leaf(found: Mark, answer: Answer) -> _Part:
    reported = answer.raw if answer.raw is not None else NONE
    maximum = found.max if found.max is not None else answer.max or NONE
    if found.status is Status.MISMATCH:
        return _Part(NONE, maximum, NONE, (found.reason,), is_false=True)
    if (answer.max or NONE) != maximum:
        return _Part(NONE, maximum, NONE, ("max-differs",), is_false=True)
    if found.status is Status.UNVERIFIABLE:
        return _Part(reported, maximum, NONE, (found.reason,), is_whole=False)
    if reported != found.raw:
        return _Part(found.raw, maximum, maximum, ("score-differs",), is_false=True)
    return _Part(found.raw, maximum, maximum)


def _container(task: Task, within: tuple[Task, ...], answer: Answer) -> _Part:
    known = {one.sub_content_id: one for one in within if one.sub_content_id}
    said = [child.sub_content_id for child in answer.children]
    wrong = _wrong_parts(task, within, known, said)
    if wrong:
        early = task.library.machine_name in SPEAK_EARLY and wrong == "parts-missing"
        return _Part(NONE, answer.max or NONE, NONE, (wrong,), not early, early, is_whole=False)
    # A part without an id has the address of the whole: its statement cannot be told from another's.
    parts = [
        _part(known[child.sub_content_id], child) if child.sub_content_id in known else _untold(child)
        for child in answer.children
    ]
    raw, maximum, done = (sum((getattr(part, name) for part in parts), NONE) for name in ("raw", "max", "marked"))
    doubts = _doubts(task, within, known, said)
    reasons = (*(reason for part in parts for reason in part.reasons), *doubts)
    is_whole = not doubts and all(part.is_whole for part in parts)
    is_false = any(part.is_false for part in parts)
    if answer.max != maximum:
        early = task.library.machine_name in SPEAK_EARLY
        return _Part(raw, maximum, done, (*reasons, "max-differs"), is_false or not early, early, is_whole=False)
    if answer.raw != raw and not is_false:
        return _Part(raw, maximum, done, (*reasons, "sum-differs"), is_false=True)
    return _Part(raw, maximum, done, reasons, is_false, is_whole=is_whole)


def _doubts(task: Task, within: tuple[Task, ...], known: Mapping[str, Task], said: list[str]) -> tuple[str, ...]:
    """Why the parts may agree and yet not be the whole: one that may give points was not heard of, or they were chosen.

    Types that are not marked here may have nothing to report; so this is no offence.
    """
    if task.library.machine_name == pooling.QUESTION_SET:
        return ("pool-by-browser",) if pooling.size(task.library, task.params) else ()
    silent = [part for name, part in known.items() if name not in said and gives_points(part)]
    unnamed = [part for part in within if known.get(part.sub_content_id) is not part and gives_points(part)]
    return ("part-unreported",) if silent or len(unnamed) > said.count("") else ()


def _wrong_parts(task: Task, within: tuple[Task, ...], known: Mapping[str, Task], said: list[str]) -> str:
    """Why these are not the parts that this container must report; empty when they are.

    What is left out lowers the maximum: whoever could choose would answer the easy ones alone.
    """
    named = {one for one in said if one}
    if len(named) < sum(map(bool, said)) or not named <= known.keys() or len(said) > len(within):
        return "not-the-parts"
    # A part that has an id reports it: without one it could not be marked, and would be believed.
    if said.count("") > len(within) - len(known):
        return "not-the-parts"
    if task.library.machine_name == pooling.QUESTION_SET:
        return "" if len(said) == (pooling.size(task.library, task.params) or len(within)) else "parts-missing"
    needed = {one for one, part in known.items() if part.library.machine_name in MARKED}
    return "" if needed <= named else "parts-missing"


def _untold(child: Answer) -> _Part:
    return _Part(child.raw or NONE, child.max or NONE, NONE, ("part-without-id",), is_whole=False)
