"""What workers do about certificates. Retry policy only: the work is in producing, announcing and sweeping."""

from typing import Any

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from academy.celery import send, waiting
from certificates import announcing, producing, reminding, sweeping
from certificates.announcing import NotSentError
from certificates.bulk import bundling, running
from certificates.keyring.keys import KeyTroubleError
from certificates.typesetting.rendering import RenderingError

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
    if waiting("certificates") < sweeping.BUSY:
        sweeping.sweep(queue_producing, queue_announcing)
    for pk in running.stranded(timezone.now()):
        queue_run(pk)
    for pk in bundling.stranded(timezone.now()):
        queue_bundle(pk)


@shared_task(name="certificates.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Each hour: delete files that no row names, and bundles whose day is over."""
    sweeping.sweep_files()
    bundling.clear(timezone.now())


@shared_task(name="certificates.remind", ignore_result=True)
def remind() -> None:
    """Each hour: tell holders whose certificate runs out."""
    reminding.remind()


@shared_task(name="certificates.run", autoretry_for=(OperationalError, InterfaceError), **PASSING)
def run(pk: int) -> None:
    """Work on a run for a while; what is left comes after what else waits."""
    if running.work(pk):
        queue_run(pk)


@shared_task(name="certificates.bundle", autoretry_for=(OSError, OperationalError), **PASSING)
def bundle(pk: int) -> None:
    """Build one ZIP."""
    bundling.build(pk)


def queue_producing(pk: int) -> Any:
    """Ask for one certificate's file; never raises, and costs little when the broker is away."""
    return send(produce, pk)


def queue_announcing(pk: int) -> Any:
    """Ask for one holder to be told."""
    return send(announce, pk)


def queue_run(pk: int) -> Any:
    """Ask for a run to be worked on."""
    return send(run, pk)


def queue_bundle(pk: int) -> Any:
    """Ask for a ZIP."""
    return send(bundle, pk)
