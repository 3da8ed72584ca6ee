"""Healing what was lost: a message the broker dropped, a worker that died, a file without a row."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from certificates import storing
from certificates.claiming import overdue
from certificates.models import Certificate, CredentialFile

log = logging.getLogger(__name__)
AT_ONCE = 500
"""Rows queued in one sweep. What is left over comes with the next."""
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
    removed = 0
    for path, sha256 in storing.left_over(before):
        if not (sha256 and named(sha256)) and storing.remove(path, before):
            removed += 1
    if removed:
        log.info("Removed %d certificate files that no row names.", removed)
    return removed


def named(sha256: str) -> bool:
    """Whether a certificate or a form of its credential lies under that fingerprint."""
    return any(model.objects.filter(sha256=sha256).exists() for model in (Certificate, CredentialFile))
