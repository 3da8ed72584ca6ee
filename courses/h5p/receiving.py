"""Taking the result that a browser reports of interactive content, and believing it as far as it can be checked."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from courses.h5p.playing import attempt_of, open_for
from courses.h5p.recording import keep, locked
from courses.models import H5PAttempt, H5PVersion
from h5p import LibraryName
from h5p.attempts import Accepted, Attempt, accept
from h5p.pooling import asked
from h5p.refusals import Refused
from h5p.remarking import Checked, Verdict, check, maximum
from h5p.score import Score
from h5p.xapi import parse_tree

logger = logging.getLogger(__name__)
VERDICTS = {
    Verdict.VERIFIED: H5PAttempt.Verdict.VERIFIED,
    Verdict.PARTLY: H5PAttempt.Verdict.PARTLY,
    Verdict.UNVERIFIABLE: H5PAttempt.Verdict.REPORTED,
    Verdict.FLAGGED: H5PAttempt.Verdict.FLAGGED,
}


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a result: whether it counts, and the nonce of the attempt that the next one belongs to."""

    counted: bool
    attempt: H5PAttempt
    following: str


def receive_result(person: Person, nonce: str, body: bytes, at: datetime) -> Received:
    """Take a complete result of a whole content, once for each nonce; the same again is the same as once.

    Refuses not_found for an attempt of somebody else, and h5p_refused for what no honest player sends: nothing of it
    is kept but a line in the log.
    """
    attempt = attempt_of(person, nonce)
    tree = parse_tree(body)
    if isinstance(tree, Refused):
        raise _refusal(attempt, tree)
    with transaction.atomic():
        attempt = locked(attempt)
        library, params = attempt.version.library.name, asked(attempt.version.filtered, attempt.pool)
        outcome = accept(
            _as_known(attempt, library, params),
            tree.statement,
            user=str(person.pk),
            content=str(attempt.content_id),
            now=at,
        )
        if isinstance(outcome, Refused) and attempt.finished_at is None:
            raise _refusal(attempt, outcome)
        if isinstance(outcome, Accepted):
            checked = check(library, params, tree.answers())
            if checked.verdict is not Verdict.UNFINISHED:
                _finish(attempt, outcome.score, checked, at)
        if not isinstance(outcome, Refused):
            keep(attempt, [tree.statement], at, is_result=attempt.finished_at == at)
        following = open_for(attempt.enrolment, attempt.unit_key, attempt.exercise, attempt.version, at)
    counted = isinstance(outcome, Accepted) and attempt.finished_at == at
    return Received(counted, attempt, following.nonce)


def activity(version: H5PVersion) -> str:
    """The address that names the content in statements; not one to open."""
    return f"{settings.PUBLIC_ORIGIN}/h5p/contents/{version.content_id}"


def _as_known(attempt: H5PAttempt, library: LibraryName, params: Mapping[str, Any]) -> Attempt:
    result = None
    if attempt.finished_at:
        score = Score(attempt.raw, attempt.max) if attempt.raw is not None and attempt.max else None
        result = Accepted(score, attempt.finished_at - attempt.opened_at)
    return Attempt(
        nonce=attempt.nonce,
        user=str(attempt.enrolment.person_id),
        content=str(attempt.content_id),
        activity=activity(attempt.version),
        content_hash="",
        opened=attempt.opened_at,
        known_max=maximum(library, params) if attempt.pool else attempt.version.max_score,
        result=result,
    )


def _finish(attempt: H5PAttempt, score: Score | None, checked: Checked, at: datetime) -> None:
    attempt.finished_at = at
    attempt.raw, attempt.max = (score.raw, score.max) if score else (None, None)
    attempt.verdict = VERDICTS[checked.verdict]
    attempt.reasons = list(checked.reasons)
    attempt.save(update_fields=["finished_at", "raw", "max", "verdict", "reasons"])
    if checked.verdict is Verdict.FLAGGED:
        logger.warning(
            "A result does not agree with its answers: attempt %s, %s", attempt.pk, ", ".join(checked.reasons)
        )


def _refusal(attempt: H5PAttempt, refused: Refused) -> Refusal:
    # Whoever forges is not told how far it got.
    logger.warning("A result was refused: attempt %s, %s", attempt.pk, refused.reason)
    return Refusal("h5p_refused", _("The result could not be taken."), status=422)
