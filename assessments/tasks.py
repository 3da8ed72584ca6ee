"""What the worker does for quizzes."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from academy.celery import send
from assessments import attaching, closing, rooting
from assessments.handmarking import telling as marked_telling
from assessments.models import Regrade
from assessments.regrading import applying, telling

# A regrade that has not moved for so long has lost its message.
STILL = timedelta(minutes=2)
PASSING = {"retry_backoff": 5, "retry_backoff_max": 60, "max_retries": 2, "ignore_result": True}


@shared_task(name="assessments.close_overdue")
def close_overdue() -> None:
    """Mark the attempts whose time ran out while nobody looked. Run it as often as you like."""
    closing.close_overdue(timezone.now())


@shared_task(name="assessments.regrade", autoretry_for=(OperationalError,), **PASSING)
def regrade(pk: int) -> None:
    """One batch of a regrade, then the next; in the end its learners are told."""
    if applying.carry_out(pk, timezone.now()):
        queue_regrade(pk)
    elif Regrade.objects.filter(pk=pk, state=Regrade.State.DONE).exists():
        send(tell_regraded, pk)


@shared_task(name="assessments.tell_regraded", autoretry_for=(OperationalError,), **PASSING)
def tell_regraded(pk: int) -> None:
    """Some letters of a regrade, then the next ones."""
    if telling.tell(pk, timezone.now()):
        send(tell_regraded, pk)


@shared_task(name="assessments.tell_marked", autoretry_for=(OperationalError,), **PASSING)
def tell_marked() -> None:
    """Some letters about what people have marked, then the next ones. Each minute too, for those that were lost."""
    if marked_telling.tell(timezone.now()):
        queue_marked_letters()


def queue_marked_letters() -> Any:
    """Have letters sent; never raises, and costs little when the broker is away."""
    return send(tell_marked)


@shared_task(name="assessments.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Each hour: delete files that were taken off their answers a day ago, and what was left behind."""
    attaching.sweep(timezone.now())


@shared_task(name="assessments.sweep_regrades", ignore_result=True)
def sweep_regrades() -> None:
    """Each minute: queue what was lost."""
    now = timezone.now()
    still = Regrade.objects.filter(state=Regrade.State.RUNNING, moved_at__lt=now - STILL)
    for pk in still.values_list("pk", flat=True):
        queue_regrade(pk)
    for pk in telling.due(now).order_by().values_list("regrade", flat=True).distinct():
        send(tell_regraded, pk)


def queue_regrade(pk: int) -> Any:
    """Ask for the next batch of a regrade; never raises, and costs little when the broker is away."""
    return send(regrade, pk)


@shared_task(name="assessments.root_journals")
def root_journals() -> None:
    """Write yesterday's root of the journals where there is none yet. Run it as often as you like."""
    rooting.root_of_yesterday(timezone.now())
