"""Whether a certificate still counts, from published status lists in files: Bitstring Status List 1.0. Pure.

The credential inside the PDF names its bit; a list is a credential of its own, signed by one of our keys (VC-JWT).
"""

import base64
import binascii
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import jwt

from certificates.keyring.keys import Key, Kind

MOST = 8 * 1024 * 1024
"""Bytes that a list may have when unpacked."""


class BadListError(Exception):
    """The file is no status list of ours; its words say why."""


class Standing(StrEnum):
    """What the lists say. The words are for machines and never renamed."""

    IN_FORCE = "in force"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


MEANING = {"revocation": Standing.REVOKED, "suspension": Standing.SUSPENDED}


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list that was signed by one of our keys. `address` is where it is published."""

    address: str
    purpose: str
    issued_at: datetime
    valid_until: datetime | None
    bits: bytes

    def holds(self, index: int) -> bool:
        """Whether that bit is set; first is the highest of the first byte (3.2). Raises BadListError past it."""
        if not 0 <= index < len(self.bits) * 8:
            raise BadListError("The status list does not hold this certificate.")
        return bool(self.bits[index // 8] >> (7 - index % 8) & 1)

    def stale_at(self, at: datetime) -> bool:
        """Whether its publisher no longer stands by it."""
        return self.valid_until is not None and at >= self.valid_until


def read_list(content: bytes, keys: Iterable[Key]) -> StatusList:
    """The list in a file. Raises BadListError for anything but one that a key of ours signed."""
    claims = _verified(content, keys)
    try:
        subject = claims["credentialSubject"]
        if "BitstringStatusListCredential" not in claims["type"] or subject["statusPurpose"] not in MEANING:
            raise BadListError("It is a credential of another kind.")
        until = claims.get("validUntil")
        return StatusList(
            address=claims["id"],
            purpose=subject["statusPurpose"],
            issued_at=datetime.fromisoformat(claims["validFrom"]),
            valid_until=datetime.fromisoformat(until) if until else None,
            bits=_unpacked(subject["encodedList"]),
        )
    except (KeyError, TypeError, ValueError, zlib.error, binascii.Error) as error:
        raise BadListError("It cannot be read.") from error


def standing(credential: bytes, lists: Iterable[StatusList]) -> Standing:
    """What the lists say of a credential (VC-JWT) that is known to be genuine. Raises BadListError.

    In force only when a list for each purpose that the credential names is there and says so; what one of them says
    against it counts without the others.
    """
    if not credential:
        return Standing.UNKNOWN
    entries = jwt.decode(credential.decode(), options={"verify_signature": False}).get("credentialStatus", [])
    entries = entries if isinstance(entries, list) else [entries]
    by_address = {one.address: one for one in lists}
    known = [(entry, by_address.get(entry["statusListCredential"])) for entry in entries]
    for entry, found in known:
        if found and found.purpose == entry["statusPurpose"] and found.holds(int(entry["statusListIndex"])):
            return MEANING[found.purpose]
    return Standing.IN_FORCE if known and all(found for _entry, found in known) else Standing.UNKNOWN


def _verified(content: bytes, keys: Iterable[Key]) -> dict[str, Any]:
    try:
        token = content.decode().strip()
        name = str(jwt.get_unverified_header(token)["kid"]).rpartition("#")[2]
        key = next(key for key in keys if key.id == name and key.kind == Kind.P256)
        # Whether it is still good is asked later: it is said how old it is, whatever the answer.
        claims: dict[str, Any] = jwt.decode(
            token,
            jwt.PyJWK(dict(key.jwk), "ES256").key,
            ["ES256"],
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False},
        )
    except StopIteration:
        raise BadListError("No key of ours signed it.") from None
    except (ValueError, KeyError, jwt.InvalidTokenError) as error:
        raise BadListError("It is no list, or it was changed.") from error
    return claims


def _unpacked(encoded: str) -> bytes:
    """Multibase base64url of a GZIP stream (3.2)."""
    packed = base64.urlsafe_b64decode(encoded.removeprefix("u") + "=" * (-len(encoded.removeprefix("u")) % 4))
    return zlib.decompressobj(wbits=31).decompress(packed, MOST)


def serial_of(record: bytes) -> str:
    """The serial number in a certificate's XML record; empty where there is none."""
    begin, _between, rest = record.partition(b"<Identifier>")
    return rest.partition(b"</Identifier>")[0].decode() if begin != record else ""


def as_json(one: StatusList, at: datetime) -> dict[str, Any]:
    """For machines: which list, how old it is in seconds, and until when it is good."""
    return {
        "address": one.address,
        "purpose": one.purpose,
        "issued_at": one.issued_at.isoformat(),
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "age": int((at - one.issued_at).total_seconds()),
        "stale": one.stale_at(at),
    }
