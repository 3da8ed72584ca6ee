"""Publishing the status lists: read from the register, signed in two forms, kept in the cache while nothing changes."""

import hashlib
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from certificates.credentials import integrity, jwt, statuslist
from certificates.keyring.keys import KeyRing
from certificates.models import Credential

SEEN_FOR = 60  # seconds: a revocation is published a minute later at most
SIGNED_FOR = int(timedelta(days=1).total_seconds())  # then signed anew, so that a copy is good for six more days


class Form(StrEnum):
    """How a list is signed."""

    JWT = "jwt"
    INTEGRITY = "json"


def published(number: int, purpose: str, form: Form) -> bytes:
    """The signed list. Raises certificates.keyring.keys.KeyTroubleError when no key may sign.

    The same bytes for as long as nothing changes, a day at most; without a cache it is made each time.
    """
    now = f"status:{number}:{purpose}:{form}"
    found: bytes | None = cache.get(now)
    if found is None:
        found = _signed(number, purpose, form, ended(number, purpose))
        cache.set(now, found, SEEN_FOR)
    return found


def ended(number: int, purpose: str) -> list[int]:
    """The places whose bit is set, in order."""
    states = statuslist.PURPOSES[purpose]
    rows = Credential.objects.filter(status_list__number=number, certificate__state__in=states)
    return sorted(rows.values_list("status_index", flat=True))


def _signed(number: int, purpose: str, form: Form, indices: list[int]) -> bytes:
    ring = KeyRing.load(settings)
    key = ring.ed25519 if form == Form.INTEGRITY else ring.p256
    digest = hashlib.sha256(repr((number, purpose, settings.ISSUER_ORIGIN, key.id, indices)).encode()).hexdigest()
    name = f"status-signed:{form}:{digest}"
    found: bytes | None = cache.get(name)
    if found is None:
        at = timezone.now().replace(microsecond=0)
        document = statuslist.build(number, purpose, indices, at=at)
        found = integrity.prove(document, key, at=at) if form == Form.INTEGRITY else jwt.encode(document, key)
        cache.set(name, found, SIGNED_FOR)
    return found
