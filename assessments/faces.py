"""What a learner sees of a question: its face before marking, its review after. Pure; nothing else shows a question.

A face holds no key: neither which choice is right, nor the answer, nor feedback, nor the author's ids.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments import answers, kinds, numerals
from assessments.kinds import rubrics
from assessments.kinds.blanks import MARK
from assessments.kinds.pictures import Picture
from assessments.kinds.shown import Choice, Posted, ReviewedChoice, ReviewedRow, Row
from assessments.kinds.texts import LANGUAGES, say
from courses import wording


def languages(kind: str, content: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages that the question can be asked in: those that the stem and all its parts have."""
    said = [content["stem"], *kinds.of(kind).texts(content).values()]
    return tuple(language for language in LANGUAGES if all(text.get(language) for text in said))


def language_for(kind: str, content: Mapping[str, Any], wanted: str) -> str:
    """The wanted language where the question has it, otherwise the one it has."""
    there = languages(kind, content)
    return wanted if wanted in there or not there else there[0]


@dataclass(frozen=True, slots=True)
class Face:
    """A question as asked. `language` is the one its texts are in; `answer` is in given form.

    `flagged`: the learner marked it for another look.
    """

    number: int
    kind: str
    language: str
    stem: str
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]
    picture: Picture | None
    unit: str
    points: str
    answer: Any
    sequence: int
    limits: Mapping[str, Any]
    flagged: bool = False

    @property
    def of_files(self) -> bool:
        """Whether it is answered by files."""
        return kinds.of(self.kind).of_files

    @property
    def words(self) -> int:
        """Of an essay: how many words it has, Thai ones cut by dictionary."""
        return wording.count(self.answer) if isinstance(self.answer, str) else 0

    @property
    def answered(self) -> bool:
        """Whether the server holds an answer."""
        return self.answer is not None

    @property
    def figures(self) -> dict[str, Any]:
        """Of a number: what was typed, and the unit that was chosen."""
        return self.answer if isinstance(self.answer, dict) else {"number": self.answer, "unit": None}

    @property
    def lines(self) -> list[tuple[Row, str]]:
        """Each row with what is held for it, empty for nothing."""
        held = self.answer if isinstance(self.answer, dict) else {}
        return [(row, held.get(row.id) or "") for row in self.rows]

    @property
    def ranked(self) -> list[tuple[Choice, str]]:
        """Of an ordering: each thing with its place in the answer, empty for none; those that have one come first."""
        held = self.answer if isinstance(self.answer, dict) else {}
        if isinstance(self.answer, list):
            held = {name: str(place) for place, name in enumerate(self.answer, 1)}
        placed = [(choice, held.get(choice.id) or "") for choice in self.choices]
        return sorted(placed, key=lambda one: (not one[1], one[1].zfill(3)))

    @property
    def pieces(self) -> list[tuple[str, Row | None, str]]:
        """Of a text with gaps: what stands before each gap, the gap, and what is held for it; last, what is behind."""
        held = {row.id: (row, said) for row, said in self.lines}
        words = MARK.split(self.stem)
        return [
            (before, *held.get(mark, (None, ""))) for before, mark in zip(words[::2], [*words[1::2], ""], strict=True)
        ]

    def typed(self, posted: Posted) -> Any:
        """What a plain form says of it, in given form."""
        return kinds.of(self.kind).typed(f"q{self.number}", self, posted)


@dataclass(frozen=True, slots=True)
class Reached:
    """What people gave for one criterion: the middle, where two marks count. `level` is empty where they differ."""

    text: str
    level: str
    points: str
    points_possible: str


@dataclass(frozen=True, slots=True)
class Review:
    """A question after marking; while keys are kept, `right_answer` (true/false, number) is None, `feedback` empty.

    `criteria` and `comments` are what people said of it; comments are plain text.
    """

    number: int
    kind: str
    language: str
    stem: str
    verdict: str
    points: str
    points_possible: str
    answer: Any
    choices: tuple[ReviewedChoice, ...]
    rows: tuple[ReviewedRow, ...]
    picture: Picture | None
    unit: str
    right_answer: bool | str | None
    tolerance: str
    feedback: str
    treatment: str
    criteria: tuple[Reached, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.answer is not None

    @property
    def by_people(self) -> bool:
        """Whether people mark such questions."""
        return kinds.of(self.kind).by_people


@dataclass(frozen=True, slots=True)
class Counted:
    """A mark of a person that counts (assessments.kinds.rubrics), with what it says to the learner."""

    mark: rubrics.Mark
    comment: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as an attempt holds it: the version's words, this learner's layout and, if any, the stored answer.

    `treatment` is the policy of the regrade that it was marked under; empty for none.
    """

    number: int
    kind: str
    content: Mapping[str, Any]
    layout: Any
    points_possible: Decimal
    answer: Any = None
    sequence: int = 0
    points: Decimal | None = None
    treatment: str = ""
    flagged: bool = False
    marks: Sequence[Counted] = ()


def face(drawn: Drawn, wanted: str) -> Face:
    """The question as the learner is asked it."""
    content, language = drawn.content, language_for(drawn.kind, drawn.content, wanted)
    asked = kinds.of(drawn.kind).face(content, drawn.layout, language)
    return Face(
        number=drawn.number,
        kind=drawn.kind,
        language=language,
        stem=kinds.of(drawn.kind).stem(content, language),
        choices=asked.choices,
        rows=asked.rows,
        picture=asked.picture,
        unit=asked.unit,
        points=numerals.write(drawn.points_possible),
        answer=answers.given(drawn.kind, drawn.layout, drawn.answer),
        sequence=drawn.sequence,
        flagged=drawn.flagged,
        limits=asked.limits,
    )


def review(drawn: Drawn, wanted: str, *, with_keys: bool) -> Review:
    """The question with its mark; with the right answer and why, only when the keys may be shown."""
    content, language = drawn.content, language_for(drawn.kind, drawn.content, wanted)
    shown = kinds.of(drawn.kind).review(content, drawn.layout, drawn.answer, language, with_keys=with_keys)
    return Review(
        number=drawn.number,
        kind=drawn.kind,
        language=language,
        stem=shown.stem or kinds.of(drawn.kind).stem(content, language),
        verdict=verdict(drawn),
        points=numerals.write(drawn.points or Decimal(0)),
        points_possible=numerals.write(drawn.points_possible),
        answer=answers.given(drawn.kind, drawn.layout, drawn.answer),
        choices=shown.choices,
        rows=shown.rows,
        picture=shown.picture,
        unit=shown.unit,
        right_answer=shown.right_answer,
        tolerance=shown.tolerance,
        feedback=say(content.get("feedback", {}), language) if with_keys else "",
        treatment=drawn.treatment,
        criteria=_reached(drawn, language),
        comments=tuple(one.comment for one in drawn.marks if one.comment),
    )


def _reached(drawn: Drawn, language: str) -> tuple[Reached, ...]:
    made = []
    for one in rubrics.criteria(drawn.content, drawn.points_possible) if drawn.marks else ():
        given = [each.mark[one.id] for each in drawn.marks if one.id in each.mark]
        if not given:
            continue
        points = sum((Decimal(each["points"]) for each in given), Decimal(0)) / len(given)
        levels = {each["level"] for each in given}
        level = next((each for each in one.levels if levels == {each.id}), None)
        made.append(
            Reached(
                say(one.text, language),
                say(level.text, language) if level else "",
                numerals.write(points),
                numerals.write(one.points),
            )
        )
    return tuple(made)


def verdict(drawn: Drawn) -> str:
    """One of "dropped", "unanswered", "wrong", "partly" and "right"."""
    if drawn.treatment == "drop":
        return "dropped"
    if drawn.answer is None:
        return "unanswered"
    points = drawn.points or Decimal(0)
    return "wrong" if points <= 0 else "right" if points >= drawn.points_possible else "partly"
