"""The arithmetic of the journal: how an entry is written down, and how each holds the one before it. Pure.

An entry's hash is SHA-256 (FIPS 180-4) over the hash before it and the entry in canonical form: JSON with sorted names,
no spaces and ASCII alone, so that both database engines give back what was hashed. Whoever changes an entry must write
every later one anew; whoever does that meets the signature of the head, and the roots outside the database.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

# What stands in place of a hash before an attempt's first entry.
NOTHING = ""
# An answer longer than this, as JSON, stands in the journal as its hash: an essay would be copied at every save.
LONGEST_ANSWER = 400


def canonical(value: Any) -> bytes:
    """The one way in which this value is written. It holds text, whole numbers, booleans, None, lists, mappings."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def plain(value: Any) -> Any:
    """The value as the database will give it back: names are text, tuples are lists."""
    return json.loads(canonical(value))


def link(
    before: str, attempt: UUID, number: int, event: str, at: datetime, by: int | None, detail: Mapping[str, Any]
) -> str:
    """The hash of the entry that follows the one with the hash `before`; `by` is the row number of a person."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return digest([before, str(attempt), number, str(event), moment, by, dict(detail)])


def answer(stored: Any) -> Any:
    """How an answer stands in the journal: itself, or {"sha256": …} when it is long."""
    written = canonical(stored)
    return stored if len(written) <= LONGEST_ANSWER else {"sha256": hashlib.sha256(written).hexdigest()}
