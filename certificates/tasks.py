"""What workers do about certificates. Retry policy only: the work is in producing, announcing and sweeping."""

from typing import Any

from celery import shared_task
from django.db import OperationalError

from academy.celery import send
from certificates import announcing, producing, sweeping
from certificates.announcing import NotSentError
from certificates.keys import KeyTroubleError
from certificates.rendering import RenderingError

# Passing troubles are tried again at once and a little later; after that the row itself says when to look again.
PASSING = {"retry_backoff": 5, "retry_backoff_max": 60, "max_retries": 2, "ignore_result": True}


@shared_task(name="certificates.produce", autoretry_for=(OSError, OperationalError), **PASSING)
def produce(pk: int) -> None:
    """Make one certificate's file; then its holder is told."""
    try:
        made = producing.produce(pk)
    except (RenderingError, KeyTroubleError):
        # The row says why; trying again now would not help.
        return
    if made:
        queue_announcing(pk)


@shared_task(name="certificates.announce", autoretry_for=(NotSentError, OperationalError), **PASSING)
def announce(pk: int) -> None:
    """Tell one holder."""
    announcing.announce(pk)


@shared_task(name="certificates.sweep", ignore_result=True)
def sweep() -> None:
    """Each minute: queue what was lost."""
    sweeping.sweep(queue_producing, queue_announcing)


@shared_task(name="certificates.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Each hour: delete files that no row names."""
    sweeping.sweep_files()


def queue_producing(pk: int) -> Any:
    """Ask for one certificate's file; never raises, and costs little when the broker is away."""
    return send(produce, pk)


def queue_announcing(pk: int) -> Any:
    """Ask for one holder to be told."""
    return send(announce, pk)
