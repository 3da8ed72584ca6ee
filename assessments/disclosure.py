"""What of a marked attempt its owner may see, and when. Pure; nothing else decides it.

While an attempt is open, its owner sees the questions and their own answers and nothing else. Afterwards the quiz says
how much is shown right after, later, and once the quiz has closed for everyone.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

# How long "right after" lasts.
RIGHT_AFTER = timedelta(minutes=15)
MOMENTS = ("after", "later", "closed")


class Level(IntEnum):
    """Each shows what the ones before it show."""

    SCORE = 1  # points, score, passed or not: the course says so anyway, where it tells what is still missing
    ANSWERS = 2  # the questions, one's own answers, the mark of each
    KEYS = 3  # the right answers and why


def levels(terms: Mapping[str, Any]) -> Mapping[str, str]:
    """By moment. Releases from before there was a choice said whether right answers are shown, and no more."""
    old = "keys" if terms.get("show_answers", True) else "answers"
    found: Mapping[str, str] = terms.get("review") or dict.fromkeys(MOMENTS, old)
    return found


def moment(submitted_at: datetime, all_closed_at: datetime | None, at: datetime) -> str:
    """One of MOMENTS: at the closing it has closed."""
    if all_closed_at is not None and at >= all_closed_at:
        return "closed"
    return "after" if at - submitted_at < RIGHT_AFTER else "later"


def level(
    terms: Mapping[str, Any], submitted_at: datetime, all_closed_at: datetime | None, at: datetime, *, done: bool
) -> Level:
    """How much is shown now. `done`: the learner has passed, or has no attempt left, and has none open.

    Keys are kept while the learner may still try: the next attempt would be marked on what this one gave away.
    """
    now = moment(submitted_at, all_closed_at, at)
    shown = Level[levels(terms)[now].upper()]
    return shown if done or now == "closed" else min(shown, Level.ANSWERS)


def ever_keys(terms: Mapping[str, Any]) -> bool:
    """Whether there is a moment at which right answers are shown."""
    return "keys" in levels(terms).values()
