"""Auditing the store: whether each certificate's file is there and as it was written; what is not is written down."""

import logging
from collections.abc import Iterator

from django.utils import timezone

from certificates.models import Certificate, LostFile
from certificates.storage import storing
from certificates.storage.port import DamagedError

log = logging.getLogger(__name__)
AT_ONCE = 500


def audit() -> Iterator[tuple[str, bool]]:
    """Read the file of every certificate in force, oldest first: its serial number, and whether it is whole.

    Raises OSError when the store does not answer: nothing is known then.
    """
    rows = Certificate.objects.filter(state=Certificate.State.READY).order_by("pk").only("serial", "sha256", "state")
    for one in rows.iterator(chunk_size=AT_ONCE):
        yield one.serial, is_whole(one)


def is_whole(certificate: Certificate) -> bool:
    """Whether its file is in the store as it was written. Raises OSError when the store does not answer."""
    try:
        storing.read(certificate.sha256)
    except (FileNotFoundError, DamagedError):
        lost(certificate)
        return False
    return True


def lost(certificate: Certificate) -> None:
    """Write down that this file is missing or damaged; twice is as once. An officer finds it in the queue."""
    # Whoever asked may have read the row before another file took the place of this one.
    if Certificate.objects.filter(pk=certificate.pk, state=Certificate.State.READY, sha256=certificate.sha256).exists():
        log.error("The file of certificate %s is missing from the store, or damaged.", certificate.serial)
        LostFile.objects.get_or_create(
            certificate=certificate,
            mended_at=None,
            defaults={"sha256": certificate.sha256, "found_at": timezone.now()},
        )


def open_losses() -> list[int]:
    """The keys of the certificates in force whose file is lost."""
    rows = LostFile.objects.filter(mended_at=None, certificate__state=Certificate.State.READY)
    return list(rows.values_list("certificate", flat=True))
