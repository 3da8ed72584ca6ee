"""An answer as whoever marks it sees it, and the marks that it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessments import faces, numerals, richtext
from assessments.faces import Face
from assessments.handmarking import overview, scheme
from assessments.handmarking.judging import rubric_of
from assessments.kinds.rubrics import Criterion
from assessments.kinds.texts import say
from assessments.models import Marking, MarkingTask


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer. `work` names whose it is, or is a number; `given` are the marks that may be seen."""

    task: MarkingTask
    face: Face
    work: str
    blind: bool
    rubric: tuple[Criterion, ...]
    given: Sequence["Shown"]
    # Name, size and key of each; the names are ours where marking is blind.
    files: Sequence[tuple[str, int, str]] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark: by whom (empty where marking is blind among colleagues too), and what was given for what."""

    marking: Marking
    rows: Sequence[tuple[str, str, str]]


def sheet(task: MarkingTask, language: str) -> Sheet:
    """The answer with all that its marker needs. Whoever gives a second mark does not see the first."""
    question = task.question
    rubric = rubric_of(question)
    seen: Any = () if task.wants in (MarkingTask.Wants.FIRST, MarkingTask.Wants.SECOND) else task.markings.all()
    face = faces.face(question.drawn, language)
    return Sheet(
        task=task,
        face=face,
        work=overview.work_title(question.attempt),
        blind=scheme.of(question.attempt.terms).blind,
        rubric=rubric,
        files=files(task) if face.of_files else (),
        given=[Shown(one, rows(rubric, one.mark, language)) for one in seen],
    )


def files(task: MarkingTask) -> list[tuple[str, int, str]]:
    """The files of an answer: name, size in bytes, key."""
    question = task.question
    blind = scheme.of(question.attempt.terms).blind
    held = {str(one.key): one for one in question.files.filter(removed_at=None)}
    found = [held[one["id"]] for one in question.answer or () if one["id"] in held]
    return [
        (f"{overview.work_title(question.attempt)}-{number}.{one.type}" if blind else one.name, one.size, str(one.key))
        for number, one in enumerate(found, 1)
    ]


def rows(rubric: Sequence[Criterion], mark: Any, language: str) -> list[tuple[str, str, str]]:
    """By criterion: its words, the level that was chosen, and the points with what could be had."""
    made = []
    for one in rubric:
        level = next((each for each in one.levels if each.id == mark[one.id]["level"]), None)
        points = f"{mark[one.id]['points']} / {numerals.write(one.points)}"
        words = richtext.plain(say(level.text, language)) if level else ""
        made.append((richtext.plain(say(one.text, language)), words, points))
    return made
