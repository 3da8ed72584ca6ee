"""Runs: a deed done to many in the background, row by row, each in a transaction of its own with its outcome.

A row's outcome is written in the transaction of its deed, so that a worker's death loses and doubles nothing. Who
works on a run is settled as for a certificate's row: by one conditional UPDATE, with a lease.
"""

import logging
import secrets
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from certificates.bulk.deeds import Deed, deed_of
from certificates.models import CertificateRun, RunItem

log = logging.getLogger(__name__)
BATCH = 25
"""Rows between two looks at whether the run was paused."""
STRETCH = 20.0
"""Seconds after which a worker hands the run back to the queue, so that others get their turn."""
WAITING = RunItem.Outcome.WAITING
FAULT = _("Something unexpected went wrong; the log says what.")


class _Undone(Exception):  # noqa: N818 - it is no error: it takes a dry row back
    pass


def work(pk: int, stretch: float = STRETCH) -> bool:
    """Work on a run until it is finished, paused, or the time is up; True when there is more to do at once.

    Does nothing while another worker has it. Raises OperationalError and InterfaceError when the database goes away.
    """
    token = secrets.token_hex(16)
    at = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=at)
    running = CertificateRun.objects.filter(pk=pk, state=CertificateRun.State.RUNNING)
    if not running.filter(free).update(claim=token, claimed_until=_lease(at)):
        return False
    run = CertificateRun.objects.get(pk=pk)
    deed, end = deed_of(run.deed), time.monotonic() + stretch
    while rows := list(RunItem.objects.filter(run=run, outcome=WAITING).order_by("pk")[:BATCH]):
        for row in rows:
            _do(run, deed, row)
        if not running.filter(claim=token).update(claimed_until=_lease(timezone.now())):
            return False
        if time.monotonic() > end:
            running.filter(claim=token).update(claim="", claimed_until=None)
            return True
    running.filter(claim=token).update(
        state=CertificateRun.State.DONE, finished_at=timezone.now(), claim="", claimed_until=None
    )
    return False


def stranded(at: datetime) -> list[int]:
    """Runs that should go on and that nobody works on: their message was lost, or their worker died."""
    runs = CertificateRun.objects.filter(state=CertificateRun.State.RUNNING)
    lost = Q(claimed_until__lt=at) | Q(claimed_until=None, made_at__lt=at - timedelta(minutes=1))
    return list(runs.filter(lost).values_list("pk", flat=True))


def counts(runs: Iterable[CertificateRun]) -> dict[int, dict[str, int]]:
    """For each run how many rows have which outcome. One query."""
    found: dict[int, dict[str, int]] = {run.pk: dict.fromkeys(RunItem.Outcome.values, 0) for run in runs}
    groups = RunItem.objects.filter(run__in=found).order_by().values_list("run", "outcome")
    for run, outcome, number in groups.annotate(number=Count("pk")):
        found[run][outcome] = number
    return found


def _do(run: CertificateRun, deed: Deed, row: RunItem) -> None:
    """One row. Whoever finds it no longer waiting leaves it alone."""
    waiting = RunItem.objects.filter(pk=row.pk, outcome=WAITING)
    try:
        with transaction.atomic():
            if not waiting.update(outcome=RunItem.Outcome.DONE):
                return
            deed.act(run, row.target)
            if run.dry:
                raise _Undone
    except _Undone:
        waiting.update(outcome=RunItem.Outcome.DONE)
    except Refusal as refusal:
        waiting.update(outcome=RunItem.Outcome.REFUSED, code=refusal.code, said=_both(refusal.detail))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("Row %s of run %s failed.", row.pk, run.pk)
        waiting.update(outcome=RunItem.Outcome.FAILED, code="fault", said=_both(FAULT))


def _both(detail: object) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(detail)
    return said


def _lease(at: datetime) -> datetime:
    return at + timedelta(seconds=settings.CERTIFICATE_LEASE)
