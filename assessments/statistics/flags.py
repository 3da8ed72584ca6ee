"""What looks wrong with a question. Pure; a hint to look, never a verdict, and silent while too few have answered."""

from collections.abc import Sequence
from enum import StrEnum
from math import sqrt

from django.utils.translation import gettext_lazy as _

from assessments.statistics.options import Option

# Fewer answers say more about chance than about the question.
LEAST = 30
EASY, HARD = 0.95, 0.20
# Beyond this many standard errors a correlation is seldom chance: one time in twenty, if there were none.
ONE_IN_TWENTY = 1.645


class Flag(StrEnum):
    """The kinds of trouble, the gravest first."""

    NEGATIVE = "negative"
    ATTRACTIVE = "attractive"
    HARD = "hard"
    EASY = "easy"
    UNUSED = "unused"

    @property
    def label(self) -> str:
        """In a few words."""
        return str(LABELS[self])

    @property
    def advice(self) -> str:
        """What it means, and what to look at."""
        return str(ADVICE[self])


LABELS = {
    Flag.NEGATIVE: _("Better learners get it wrong"),
    Flag.ATTRACTIVE: _("A wrong choice attracts better learners"),
    Flag.HARD: _("Very hard"),
    Flag.EASY: _("Very easy"),
    Flag.UNUSED: _("A choice that nobody takes"),
}
ADVICE = {
    Flag.NEGATIVE: _(
        "Who does well in the rest of the test does worse here. Check the key first, then whether the question is "
        "understood in two ways."
    ),
    Flag.ATTRACTIVE: _(
        "A choice marked as wrong is taken by those who do well elsewhere. Perhaps it is right too, or the question "
        "misleads."
    ),
    Flag.HARD: _("Less than a fifth of its points are reached. Check the key, and whether the lessons teach it."),
    Flag.EASY: _("Nearly everybody knows it. It may stay as an encouragement, but it tells learners apart little."),
    Flag.UNUSED: _("A wrong choice that nobody believes makes guessing easier. Write one that people do mix up."),
}


def flags(n: int, facility: float | None, discrimination: float | None, options: Sequence[Option]) -> list[Flag]:
    """What is to be said of a question that so many had; the thresholds are above."""
    if n < LEAST or facility is None:
        return []
    wrong = [one for one in options if one.correct is False]
    chance = ONE_IN_TWENTY / sqrt(n)
    said = {
        Flag.NEGATIVE: discrimination is not None and discrimination < 0,
        Flag.ATTRACTIVE: any(one.discrimination is not None and one.discrimination > chance for one in wrong),
        Flag.HARD: facility < HARD,
        Flag.EASY: facility > EASY,
        # A statement has no other wrong answer to write.
        Flag.UNUSED: any(one.count == 0 for one in wrong if not isinstance(one.answer, bool)),
    }
    return [flag for flag, holds in said.items() if holds]
