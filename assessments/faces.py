"""What a learner sees of a question: its face before marking, its review after. Pure; nothing else shows a question.

A face holds no key: neither which choice is right, nor the answer, nor feedback, nor the author's ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments import answers, numerals

LANGUAGES = ("th", "en")


def languages(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages that the question can be asked in: stem, every choice and, if there is one, the unit."""
    texts = [content["stem"], *(choice["text"] for choice in content.get("choices", ()))]
    if any(content.get("unit", {}).values()):
        texts.append(content["unit"])
    return tuple(language for language in LANGUAGES if all(text.get(language) for text in texts))


def language_for(content: Mapping[str, Any], wanted: str) -> str:
    """The wanted language where the question has it, otherwise the one it has."""
    there = languages(content)
    return wanted if wanted in there or not there else there[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as shown: `id` is its place in this learner's order, counted from 1."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Face:
    """A question as asked. `language` is the one its texts are in; `answer` is in given form."""

    number: int
    kind: str
    language: str
    stem: str
    choices: tuple[Choice, ...]
    unit: str
    points: str
    answer: Any
    sequence: int

    @property
    def answered(self) -> bool:
        """Whether the server holds an answer."""
        return self.answer is not None


@dataclass(frozen=True, slots=True)
class ReviewedChoice:
    """A choice after marking. `correct` is None, and `feedback` empty unless it was chosen, while keys are kept."""

    id: str
    text: str
    chosen: bool
    correct: bool | None
    feedback: str


@dataclass(frozen=True, slots=True)
class Review:
    """A question after marking; while keys are kept, `right_answer` (true/false, number) is None, `feedback` empty."""

    number: int
    kind: str
    language: str
    stem: str
    verdict: str
    points: str
    points_possible: str
    answer: Any
    choices: tuple[ReviewedChoice, ...]
    unit: str
    right_answer: bool | str | None
    tolerance: str
    feedback: str
    treatment: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as an attempt holds it: the version's words, this learner's order and, if any, the stored answer.

    `treatment` is the policy of the regrade that it was marked under; empty for none.
    """

    number: int
    kind: str
    content: Mapping[str, Any]
    order: list[str]
    points_possible: Decimal
    answer: Any = None
    sequence: int = 0
    points: Decimal | None = None
    treatment: str = ""


def face(drawn: Drawn, wanted: str) -> Face:
    """The question as the learner is asked it."""
    content, language = drawn.content, language_for(drawn.content, wanted)
    texts = {choice["id"]: choice["text"] for choice in content.get("choices", ())}
    return Face(
        number=drawn.number,
        kind=drawn.kind,
        language=language,
        stem=_say(content["stem"], language),
        choices=tuple(Choice(str(i), _say(texts[name], language)) for i, name in enumerate(drawn.order, 1)),
        unit=_say(content.get("unit", {}), language),
        points=numerals.write(drawn.points_possible),
        answer=answers.given(drawn.kind, drawn.order, drawn.answer),
        sequence=drawn.sequence,
    )


def review(drawn: Drawn, wanted: str, *, with_keys: bool) -> Review:
    """The question with its mark; with the right answer and why, only when the keys may be shown."""
    content, language = drawn.content, language_for(drawn.content, wanted)
    by_id = {choice["id"]: choice for choice in content.get("choices", ())}
    picked = drawn.answer if isinstance(drawn.answer, list) else [drawn.answer]
    return Review(
        number=drawn.number,
        kind=drawn.kind,
        language=language,
        stem=_say(content["stem"], language),
        verdict=verdict(drawn),
        points=numerals.write(drawn.points or Decimal(0)),
        points_possible=numerals.write(drawn.points_possible),
        answer=answers.given(drawn.kind, drawn.order, drawn.answer),
        choices=tuple(
            ReviewedChoice(
                id=str(i),
                text=_say(by_id[name]["text"], language),
                chosen=name in picked,
                correct=bool(by_id[name]["correct"]) if with_keys else None,
                feedback=_say(by_id[name].get("feedback", {}), language) if with_keys or name in picked else "",
            )
            for i, name in enumerate(drawn.order, 1)
        ),
        unit=_say(content.get("unit", {}), language),
        right_answer=content.get("answer") if with_keys else None,
        tolerance=content.get("tolerance", "") if with_keys else "",
        feedback=_say(content.get("feedback", {}), language) if with_keys else "",
        treatment=drawn.treatment,
    )


def verdict(drawn: Drawn) -> str:
    """One of "dropped", "unanswered", "wrong", "partly" and "right"."""
    if drawn.treatment == "drop":
        return "dropped"
    if drawn.answer is None:
        return "unanswered"
    points = drawn.points or Decimal(0)
    return "wrong" if points <= 0 else "right" if points >= drawn.points_possible else "partly"


def _say(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("th") or texts.get("en") or ""
