"""Carrying out a regrade: attempt by attempt, each locked in a transaction of its own, from where it stopped.

An attempt that is open is passed over: whoever submits it later sees the decision (marking.mark), and whoever is
submitting it now holds its lock, so that it is marked when we come to it. An attempt already under the decision is
passed over too, so that doing it twice is the same as once. Locks go attempt, enrolment, certificate.
"""

import logging
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import F

from assessments import journalling, marking
from assessments.journalling import Event
from assessments.models import Attempt, AttemptQuestion, Regrade, RegradeChange, RegradeLetter
from assessments.regrading.outcomes import Outcome, concerned, weigh
from courses import completing

log = logging.getLogger(__name__)
BATCH = 200


def carry_out(pk: int, at: datetime) -> bool:
    """One batch of a regrade's attempts. Whether more are left; False also where another worker was faster."""
    regrade = (
        Regrade.objects.select_related("version", "by_version", "by").filter(pk=pk, state=Regrade.State.RUNNING).first()
    )
    if regrade is None:
        return False
    rows = concerned(regrade).filter(attempt__gt=regrade.cursor).order_by("attempt_id")
    batch = list(rows.values_list("attempt_id", flat=True)[:BATCH])
    failed = sum(not _tried(regrade, attempt, at) for attempt in batch)
    more = len(batch) == BATCH
    ended = {} if more else {"state": Regrade.State.DONE, "finished_at": at}
    # Only from where we began: of two workers with the same batch one moves on, and counts.
    moved = Regrade.objects.filter(pk=pk, cursor=regrade.cursor, state=Regrade.State.RUNNING).update(
        cursor=batch[-1] if batch else regrade.cursor,
        done=F("done") + len(batch),
        failed=F("failed") + failed,
        moved_at=at,
        **ended,
    )
    return more and moved == 1


def _tried(regrade: Regrade, attempt: int, at: datetime) -> bool:
    try:
        apply(regrade, attempt, at)
    except OperationalError:
        # The database is away, and not this attempt at fault: the whole batch comes again.
        raise
    except Exception:
        # One attempt that cannot be regraded must not keep all the others waiting.
        log.exception("Attempt %s could not be regraded.", attempt)
        return False
    return True


def apply(regrade: Regrade, pk: int, at: datetime) -> None:
    """Regrade one attempt, once it is marked, and let the course decide completion in the same transaction.

    What was passed stays passed, and nothing that a course has recorded falls: it keeps the best score.
    """
    with transaction.atomic():
        locked = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment")
        # By its key alone: asked for marked ones, PostgreSQL would pass over one just being submitted, and not wait.
        attempt = locked.get(pk=pk)
        if attempt.waiting:
            # People mark it; the answer that this decides need not wait for them any more.
            marking.finish(attempt, at)
            return
        outcome = next(weigh(regrade, [pk]), None)
        if outcome is None:
            return
        AttemptQuestion.objects.filter(pk=outcome.row).update(points=outcome.question_points, regrade=regrade)
        if not outcome.changed:
            return
        after = outcome.after
        attempt.points, attempt.points_possible = after.points, after.possible
        attempt.score, attempt.passed = after.score, after.passed
        attempt.save(update_fields=["points", "points_possible", "score", "passed"])
        detail = {
            "regrade": regrade.pk,
            "policy": regrade.policy,
            "version": regrade.version_id,
            "reason": regrade.reason,
        }
        journalling.write(attempt, Event.REGRADED, at=at, by=regrade.by, detail=detail)
        if after.score > outcome.before.score:
            completing.record(
                attempt.enrolment, attempt.unit_key, evidence=marking.evidence_of(attempt), score=after.score, at=at
            )  # fmt: skip
        # Only now: the letter's key takes a share of the enrolment's row, which recording must lock wholly, and first.
        _write_down(regrade, outcome, at)


def _write_down(regrade: Regrade, outcome: Outcome, at: datetime) -> None:
    """What was changed, for those who ask later; and that the learner is to be told. The one place that does."""
    before, after = outcome.before, outcome.after
    RegradeChange.objects.create(
        regrade=regrade, attempt_id=outcome.attempt, at=at, kept_pass=outcome.kept_pass,
        points_before=before.points, points_after=after.points,
        possible_before=before.possible, possible_after=after.possible,
        score_before=before.score, score_after=after.score,
        passed_before=before.passed, passed_after=after.passed,
    )  # fmt: skip
    RegradeLetter.objects.get_or_create(regrade=regrade, enrolment_id=outcome.enrolment)
