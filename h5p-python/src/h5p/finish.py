"""The short report of a result: the form that the player posts when a content is finished."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from h5p.refusals import Reason, Refused
from h5p.score import Score, read_score

SECONDS = re.compile(r"[0-9]{1,11}(\.[0-9]{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finish:
    """What the form said. `duration` is by the browser's clock, None where it said none that makes sense."""

    content: str
    score: Score
    duration: timedelta | None = None


def parse_finish(form: Mapping[str, str]) -> Finish | Refused:
    """The fields `contentId`, `score`, `maxScore`, and with them `opened` and `finished` in seconds since 1970.

    All is text, as forms are. `time`, which the player may add, is what it counted itself and not looked at.
    """
    content = form.get("contentId", "")
    if not content or len(content) > 255:
        return Refused(Reason.MALFORMED, "contentId")
    score = read_score(form.get("score"), form.get("maxScore"))
    if isinstance(score, Refused):
        return score
    return Finish(content, score, _between(_seconds(form.get("opened")), _seconds(form.get("finished"))))


def _between(opened: timedelta | None, finished: timedelta | None) -> timedelta | None:
    if opened is None or finished is None or finished < opened:
        return None
    return finished - opened


def _seconds(text: object) -> timedelta | None:
    return timedelta(seconds=float(text)) if isinstance(text, str) and SECONDS.fullmatch(text) else None
