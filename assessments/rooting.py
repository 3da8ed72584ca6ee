"""The daily root: the heads of all journals that grew, signed and written outside the database.

A root is a file `<day>.json` in JOURNAL_ROOTS_DIR, one canonical JSON object: {"day", "made_at", "through", "previous",
"heads": [[attempt, number, hash]], "root", "signature"}. `root` is the SHA-256 of all the rest, `previous` that of the
file before it, so that a file in between can be neither changed nor taken away. Keep the folder where those who
administer the database cannot write; the line in the log is a second copy of the root.
"""

import hashlib
import json
import logging
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from assessments import chaining, journalling, sealing
from assessments.models import JournalEntry

log = logging.getLogger(__name__)
# Row numbers are given before transactions end: this far back a row may have come in after the last root was made.
OVERLAP = 10_000


def folder() -> Path:
    """Where the roots are."""
    return Path(settings.JOURNAL_ROOTS_DIR)


def root_of_yesterday(at: datetime) -> Path | None:
    """Write the root of the day before this moment, by the academy's time zone; None when it is there already."""
    return write_root(timezone.localdate(at) - timedelta(days=1), at)


def write_root(day: date, at: datetime) -> Path | None:
    """Write the root of everything until now under that day's name; None when there is one."""
    place = folder() / f"{day.isoformat()}.json"
    if place.exists():
        return None
    place.parent.mkdir(parents=True, exist_ok=True)
    earlier = max((file for file in folder().glob("*.json") if file.name < place.name), default=None)
    before = earlier.read_bytes() if earlier else b""
    since = json.loads(before)["through"] - OVERLAP if before else 0
    newest = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    body: dict[str, Any] = {
        "day": day.isoformat(),
        "made_at": journalling.moment(at),
        "through": newest,
        "previous": hashlib.sha256(before).hexdigest() if before else "",
        "heads": _heads(since, newest),
    }
    root = chaining.digest(body)
    signature = sealing.sign(root)
    # Written aside and put in place whole: a process that ends in the middle leaves no half of a root.
    aside = place.with_suffix(".part")
    aside.write_bytes(chaining.canonical({**body, "root": root, "signature": signature}))
    aside.replace(place)
    log.info(
        "Journal root of %s: %s over %s journals, signed %s.", day, root, len(body["heads"]), signature or "by none"
    )
    return place


def _heads(since: int, newest: int) -> list[list[Any]]:
    """[attempt, number, hash] of each journal that has an entry between these row numbers."""
    grown = JournalEntry.objects.filter(pk__gt=since, pk__lte=newest).values("attempt")
    later = JournalEntry.objects.filter(attempt=OuterRef("attempt"), number__gt=OuterRef("number"))
    heads = JournalEntry.objects.filter(~Exists(later), attempt__in=grown).order_by("attempt__public_id")
    found = heads.values_list("attempt__public_id", "number", "hash")
    return [[str(attempt), number, made] for attempt, number, made in found.iterator(chunk_size=5000)]
