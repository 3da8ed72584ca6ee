"""Attempts, and which of the results that a browser reports is taken for which of them.

Scores come from the learner's browser and can be forged; this holds them within bounds and to one for each attempt.
Everything here is a pure function on records: whoever keeps them locks the attempt while a result is taken, and adds
`accepted` to it before anyone else looks.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from h5p.finish import Finish
from h5p.refusals import Reason, Refused
from h5p.score import Score
from h5p.xapi import Statement

RESULTS = frozenset({"answered", "completed"})


class Flag(StrEnum):
    """What a teacher may want to look at in a result that counts all the same."""

    FIRST_SEEN_MAX = "first-seen-max"
    TOO_QUICK = "too-quick"
    LONGER_THAN_OPEN = "longer-than-open"
    CONTENT_CHANGED = "content-changed"


class Why(StrEnum):
    """Why something is worth keeping and changes no grade."""

    CHILD = "child"
    NO_RESULT = "no-result"
    NO_SCORE = "no-score"
    UNFINISHED = "unfinished"
    OTHER_MAX = "other-max"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The result of the attempt. `score` is None for a content without points: completed, ungraded.

    `elapsed` is by the server's clock, from the opening of the attempt.
    """

    score: Score | None
    elapsed: timedelta
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """Honest as far as can be told, and no result: to be stored as detail."""

    why: Why


@dataclass(frozen=True, slots=True)
class Plausible:
    """What a result's time may be: `quickest` from opening, and by how much the two clocks may differ."""

    quickest: timedelta = timedelta(seconds=1)
    tolerance: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One user's try at one content, opened by the server.

    `activity` is the content's address as the player is told it (the object id of its statements); `content_hash` that
    of the params as served; `known_max` the points that can be reached, None while unknown, 0 for none; after `closes`
    nothing is taken. Times have a time zone.
    """

    nonce: str
    user: str
    content: str
    activity: str
    content_hash: str
    opened: datetime
    known_max: Decimal | None = None
    closes: datetime | None = None
    result: Accepted | None = None

    def finished(self, accepted: Accepted) -> "Attempt":
        """The attempt with its result."""
        return replace(self, result=accepted)


def open_attempt(
    *,
    user: str,
    content: str,
    activity: str,
    content_hash: str,
    now: datetime,
    known_max: Decimal | None = None,
    closes: datetime | None = None,
) -> Attempt:
    """A new attempt with a nonce that nobody can guess (32 characters)."""
    nonce = secrets.token_urlsafe(24)
    return Attempt(nonce, user, content, activity, content_hash, now, known_max, closes)


def accept(
    attempt: Attempt | None,
    said: Statement | Finish,
    *,
    user: str,
    content: str,
    now: datetime,
    content_hash: str | None = None,
    plausible: Plausible | None = None,
) -> Accepted | Kept | Refused:
    """Whether what the browser said is the attempt's result.

    `user` is who is signed in and `content` what the address or token names, never what the body says. `content_hash`
    is that of the content now, if it may have changed. The first root result counts. The same score again is `Kept`,
    as a player says it in several ways; another score is refused as replayed, though honest players that offer a retry
    send it too: answer those with success. Scaled scores and success are never read: the browser wrote them.
    """
    if attempt is None:
        return Refused(Reason.UNKNOWN_ATTEMPT)
    reason = _not_theirs(attempt, user, content, now) or _about_another(attempt, said)
    if reason:
        return Refused(reason)
    if said.score and (bounds := said.score.out_of_bounds()):
        return Refused(bounds)
    if isinstance(said, Statement) and (why := _no_root_result(attempt, said)):
        return Kept(why)
    outcome = _judged(attempt, said.score)
    if outcome:
        return outcome
    flags = _flags(attempt, said, now, content_hash, plausible or Plausible())
    score = said.score if said.score and said.score.max else None
    return Accepted(score, now - attempt.opened, flags)


def _not_theirs(attempt: Attempt, user: str, content: str, now: datetime) -> Reason | None:
    if not user:
        return Reason.ANONYMOUS
    if attempt.user != user:
        return Reason.OTHER_USER
    if attempt.content != content:
        return Reason.OTHER_CONTENT
    return Reason.CLOSED if attempt.closes and now > attempt.closes else None


def _about_another(attempt: Attempt, said: Statement | Finish) -> Reason | None:
    if isinstance(said, Finish):
        return Reason.OTHER_CONTENT if said.content != attempt.content else None
    parts = (f"{attempt.activity}?subContentId=", f"{attempt.activity}&subContentId=")
    here = said.object_id == attempt.activity or said.object_id.startswith(parts)
    return None if here and said.content in ("", attempt.content) else Reason.OTHER_CONTENT


def _no_root_result(attempt: Attempt, said: Statement) -> Why | None:
    # Some types forget to say who their parts' parent is; the address tells then.
    if not said.is_root or said.object_id != attempt.activity:
        return Why.CHILD
    if said.verb not in RESULTS:
        return Why.NO_RESULT
    return Why.UNFINISHED if said.completion is False else None


def _judged(attempt: Attempt, score: Score | None) -> Kept | Refused | None:
    if score is None and attempt.known_max:
        return Kept(Why.NO_SCORE)
    # A container may speak before all its parts have: not an offence, and not the result.
    if score is not None and attempt.known_max is not None and score.max != attempt.known_max:
        return Kept(Why.OTHER_MAX)
    if attempt.result is None:
        return None
    before, after = attempt.result.score, score if score and score.max else None
    if before == after or after is None:
        return Kept(Why.REPEATED)
    # Completed without points first, with points now: the points are the result.
    return Refused(Reason.REPLAYED) if before else None


def _flags(
    attempt: Attempt, said: Statement | Finish, now: datetime, content_hash: str | None, plausible: Plausible
) -> frozenset[Flag]:
    elapsed = now - attempt.opened
    found = {
        Flag.FIRST_SEEN_MAX: attempt.known_max is None and said.score is not None,
        Flag.TOO_QUICK: elapsed < plausible.quickest,
        Flag.LONGER_THAN_OPEN: said.duration is not None and said.duration > elapsed + plausible.tolerance,
        Flag.CONTENT_CHANGED: content_hash is not None and content_hash != attempt.content_hash,
    }
    return frozenset(flag for flag, is_so in found.items() if is_so)
