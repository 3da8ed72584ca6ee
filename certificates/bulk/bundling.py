"""Bundling: the files of many certificates as one ZIP, built in the background, for whoever asked, for a day."""

import secrets
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from certificates.models import Bundle, Certificate
from certificates.storage import auditing, storing
from certificates.storage.port import DamagedError

KEPT = timedelta(days=1)
AT_ONCE = 200


def build(pk: int) -> bool:
    """Write the ZIP; True when this call did. Beside another worker that is at it, or when it is ready, nothing."""
    if not _claim(pk):
        return False
    bundle = Bundle.objects.get(pk=pk)
    target, done = path_of(bundle), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        # PDF files are compressed already: stored as they are, a ZIP takes no time to speak of.
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for start in range(0, len(bundle.certificates), AT_ONCE):
                done += _add(archive, bundle.certificates[start : start + AT_ONCE])
                Bundle.objects.filter(pk=pk).update(done=done, claimed_until=_lease())
        size = part.stat().st_size
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        Bundle.objects.filter(pk=pk).update(claimed_until=None)
        raise
    Bundle.objects.filter(pk=pk).update(ready_at=timezone.now(), size=size, claimed_until=None)
    return True


def path_of(bundle: Bundle) -> Path:
    """Where the ZIP lies: in the folder that web servers and workers share, wherever certificates are kept."""
    return Path(settings.CERTIFICATES_DIR) / "bundles" / f"{bundle.key}.zip"


def stranded(at: datetime) -> list[int]:
    """Bundles that are not ready and that nobody works on."""
    lost = Q(claimed_until__lt=at) | Q(claimed_until=None, made_at__lt=at - timedelta(minutes=1))
    return list(Bundle.objects.filter(lost, ready_at=None).values_list("pk", flat=True))


def clear(at: datetime) -> int:
    """Delete what was asked for more than a day ago, and files that no row names: how many."""
    old = Bundle.objects.filter(made_at__lt=at - KEPT)
    folder, removed = Path(settings.CERTIFICATES_DIR) / "bundles", old.delete()[0]
    kept = {path_of(bundle).name for bundle in Bundle.objects.only("key")}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in kept and path.stat().st_mtime < (at - timedelta(hours=1)).timestamp():
            path.unlink(missing_ok=True)
    return removed


def _claim(pk: int) -> bool:
    free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
    return bool(Bundle.objects.filter(free, pk=pk, ready_at=None).update(claimed_until=_lease(), done=0))


def _add(archive: zipfile.ZipFile, keys: list[int]) -> int:
    """The files of those certificates; one that is missing from the store is passed over and written down."""
    added = 0
    for one in Certificate.objects.filter(pk__in=keys).order_by("pk").only("serial", "sha256"):
        try:
            archive.writestr(f"{one.serial}.pdf", storing.read(one.sha256))
        except (FileNotFoundError, DamagedError):
            auditing.lost(one)
        else:
            added += 1
    return added


def _lease() -> datetime:
    return timezone.now() + timedelta(seconds=settings.CERTIFICATE_LEASE)
