"""Tokens in the addresses to which the player posts.

The player posts plain forms and no header can be put on them, so a cross-site guard has to sit in the query. A token is
bound to one user, content, action and attempt, and works for a day. Keep it out of logs and of the Referer.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from h5p.refusals import Reason, Refused

MAX_AGE = timedelta(hours=24)
SHORTEST_KEY = 16  # bytes
PURPOSE = b"h5p token 1\0"  # the same key may sign other things elsewhere


@dataclass(frozen=True, slots=True)
class Bound:
    """What a token is good for. `attempt` is an attempt's nonce, or empty where there is none."""

    user: str
    content: str
    action: str
    attempt: str = ""


class Signer:
    """Makes and checks tokens with HMAC-SHA-256.

    The first key signs and all are tried when checking: to change keys, put the new one first and take the old one away
    a day later. ValueError without a key or with one below 16 bytes.
    """

    def __init__(self, keys: Sequence[bytes], max_age: timedelta = MAX_AGE) -> None:
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"tokens need at least one key, each of {SHORTEST_KEY} bytes or more")
        self._keys = tuple(keys)
        self._max_age = max_age

    def sign(self, bound: Bound, now: datetime) -> str:
        """A token of letters, digits, `-`, `_` and one dot, good from `now` (with a time zone) for the maximal age."""
        expiry = int((now + self._max_age).timestamp())
        claims = [bound.user, bound.content, bound.action, bound.attempt, expiry]
        payload = _to_text(json.dumps(claims, separators=(",", ":")).encode())
        return f"{payload}.{_to_text(_mac(self._keys[0], payload))}"

    def check(
        self, token: str | None, now: datetime, *, user: str, content: str, action: str, attempt: str | None = None
    ) -> Bound | Refused:
        """What the token is bound to, or why it is not taken; with no `attempt` said, that of the token is taken."""
        if not token:
            return Refused(Reason.MISSING_TOKEN)
        claims = self._read(token)
        if claims is None:
            return Refused(Reason.FORGED_TOKEN)
        bound, expiry = claims
        if now.timestamp() >= expiry:
            return Refused(Reason.EXPIRED_TOKEN)
        expected = ((action, bound.action), (user, bound.user), (content, bound.content), (attempt, bound.attempt))
        reasons = (Reason.OTHER_ACTION, Reason.OTHER_USER, Reason.OTHER_CONTENT, Reason.OTHER_ATTEMPT)
        for (wanted, found), reason in zip(expected, reasons, strict=True):
            if wanted is not None and wanted != found:
                return Refused(reason)
        return bound

    def _read(self, token: str) -> tuple[Bound, int] | None:
        payload, _, mac = token.partition(".")
        if not token.isascii() or not self._signed(payload, mac):
            return None
        # Signed by us: it is what `sign` wrote.
        *bound, expiry = json.loads(_from_text(payload))
        return Bound(*bound), expiry

    def _signed(self, payload: str, mac: str) -> bool:
        try:
            given = _from_text(mac)
        except (ValueError, binascii.Error):
            return False
        # Every key is tried, so that the time does not tell which one it was.
        return any([hmac.compare_digest(_mac(key, payload), given) for key in self._keys])  # noqa: C419


def _mac(key: bytes, payload: str) -> bytes:
    return hmac.new(key, PURPOSE + payload.encode(), hashlib.sha256).digest()


def _to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _from_text(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
