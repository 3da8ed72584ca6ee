"""Closing an attempt whose time is over, with what was saved: when anybody looks, and by a task when nobody does."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from assessments import conditioning, timing
from assessments.marking import mark
from assessments.models import Attempt

log = logging.getLogger(__name__)
# How many attempts one run of the task closes; the next run goes on.
BATCH = 500


def close_if_over(attempt: Attempt, at: datetime) -> bool:
    """Mark the attempt, which the caller holds locked, when its time is over; whether that was so."""
    over = attempt.is_over(at)
    if over:
        mark(attempt, at)
    return over


def close_overdue(at: datetime) -> int:
    """Mark the attempts whose time is over, each in a transaction of its own; how many that were."""
    conditioning.settle_recent(at)
    conditioning.settle_moved(at)
    late = Attempt.objects.filter(state=Attempt.State.OPEN, deadline__lt=at).order_by("deadline")
    closed = 0
    rows = late.values_list("pk", "deadline", "grace")
    over = [pk for pk, deadline, grace in rows if timing.is_over(deadline, at, timedelta(seconds=grace))]
    for pk in over[:BATCH]:
        try:
            with transaction.atomic():
                # One that somebody else is closing right now is left to them.
                one = Attempt.objects.select_for_update(skip_locked=True, of=("self",)).select_related("enrolment")
                attempt = one.filter(pk=pk).first()
                closed += bool(attempt and close_if_over(attempt, at))
        except Exception:
            # One attempt that cannot be marked must not keep all the others open.
            log.exception("Attempt %s could not be closed.", pk)
    return closed
