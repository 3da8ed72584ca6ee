"""Healing what was lost: a message the broker dropped, a worker that died, a file without a row."""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from certificates.claiming import overdue
from certificates.models import Certificate, CredentialFile, LostFile
from certificates.storage import storing

log = logging.getLogger(__name__)
AT_ONCE = 2000
"""Rows queued in one sweep. What is left over comes with the next."""
BUSY = 500
"""Messages in the queue with which no more are sent: those rows are hardly lost, they wait their turn."""
PATIENCE = timedelta(minutes=10)
"""A queued row is left alone so long: a long queue is not filled with the same rows each minute."""
ORPHAN_AGE = timedelta(hours=1)


def sweep(queue_producing: Callable[[int], object], queue_announcing: Callable[[int], object]) -> int:
    """Queue again every row whose moment has passed (`look_again_at`): how many."""
    at = timezone.now()
    rows = overdue(at, AT_ONCE)
    for pk, state in rows:
        queue = queue_producing if state == Certificate.State.PENDING else queue_announcing
        # Of two sweeps at once, one finds the moment moved.
        if Certificate.objects.filter(pk=pk, look_again_at__lte=at).update(look_again_at=at + PATIENCE):
            queue(pk)
    return len(rows)


def sweep_files() -> int:
    """Delete files older than an hour that no row names (their worker lost its claim or died): how many."""
    before = (timezone.now() - ORPHAN_AGE).timestamp()
    removed, found = 0, storing.left_over(before)
    while batch := list(islice(found, AT_ONCE)):
        kept = named({sha256 for _name, sha256 in batch if sha256})
        removed += sum(storing.remove(name, before) for name, sha256 in batch if sha256 not in kept)
    if removed:
        log.info("Removed %d certificate files that no row names.", removed)
    return removed


def named(fingerprints: Collection[str]) -> set[str]:
    """Those under which a certificate or a form of its credential lies, or lay before it was lost."""
    return {
        sha256
        for model in (Certificate, CredentialFile, LostFile)
        for sha256 in model.objects.filter(sha256__in=fingerprints).values_list("sha256", flat=True)
    }
