"""Examining a PDF by itself: does it bear our signature, unchanged, and by which key? Pure, and asks nobody.

The keys of the record are the anchor: a signature counts as ours when it verifies by a certificate that stands there.
No part of the file is interpreted before its signature covers all of it: a file from a stranger is only hashed.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import cms, x509
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from certificates.keyring.keys import Key
from certificates.signatures.cms import Chain

GRACE = timedelta(minutes=10)
"""A worker that was at it when its key was retired may end so much later."""
_SEAL = re.compile(rb"/ByteRange ?\[ ?0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *\] */Contents ?(<[^>]*>)")
_CLAIMED = re.compile(rb"/M \(D:(\d{14})Z\)")


class Mark(StrEnum):
    """What the signature says. The words are for machines and never renamed."""

    UNSIGNED = "unsigned"
    CHANGED = "changed"
    STRANGE = "strange"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Seal:
    """What was found. `key` made the signature, where it is ours; `claimed_at` is when it says it was made.

    `stamped_at` is the time in its time stamp, if there is one that fits; `stamped_by` names who put it there, and
    whether to trust them is for the reader to say.
    """

    mark: Mark
    key: Key | None = None
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None
    stamped_by: str = ""

    @property
    def ours(self) -> bool:
        """Whether every byte is as we signed it."""
        return self.mark == Mark.OURS

    def as_json(self) -> dict[str, Any]:
        """For machines: ISO 8601 moments."""
        return {
            "state": self.mark.value,
            "key": self.key.id if self.key else None,
            "development": self.key.development if self.key else None,
            "signed_at": self.claimed_at.isoformat() if self.claimed_at else None,
            "stamped_at": self.stamped_at.isoformat() if self.stamped_at else None,
            "stamped_by": self.stamped_by or None,
        }


def examine(content: bytes, keys: Iterable[Key]) -> Seal:
    """The seal of a file of any kind. `keys` are all that ever signed."""
    found = _SEAL.search(content)
    if found is None:
        return Seal(Mark.UNSIGNED)
    start, end = found.span(4)
    if [int(one) for one in found.groups()[:3]] != [start, end, len(content) - end]:
        return Seal(Mark.CHANGED)
    try:
        room = bytes.fromhex(found[4][1:-1].decode())
        whole = cms.ContentInfo.load(room)
        if any(room[len(whole.dump()) :]):  # what is left of the room is empty
            return Seal(Mark.CHANGED)
        signed = whole["content"]
        [signer] = signed["signer_infos"]
        named = signer["sid"].chosen
        key = next((key for key in keys if key.chain and _names(named, key)), None)
        certificate = x509.Certificate.load(Chain.read(key.chain).certificates[0]) if key else _own(signed, named)
        digest = hashlib.sha256(content[:start] + content[end:]).digest()
        if certificate is None or validate_sig_integrity(signer, certificate, "data", digest) != (True, True):
            return Seal(Mark.CHANGED)
        stamped_at, stamped_by = _stamp(signer)
    except Exception:  # a stranger's bytes break parsers in more ways than these name
        return Seal(Mark.CHANGED)
    claimed = _CLAIMED.search(content, end)
    claimed_at = datetime.strptime(claimed[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC) if claimed else None
    if key is None or not _in_use(key, stamped_at or claimed_at):
        return Seal(Mark.STRANGE)
    return Seal(Mark.OURS, key, claimed_at, stamped_at, stamped_by)


def attached(content: bytes, name: str) -> bytes:
    """What a sealed file carries under that name; empty when it carries no such thing. Only for files that are ours."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return pdf.attachments[name].get_file().read_bytes() if name in pdf.attachments else b""


def _names(named: Any, key: Key) -> bool:
    """Whether issuer and serial number are those of the key's certificate."""
    chain = Chain.read(key.chain)
    return bool(named["issuer"].dump() == chain.issuer and named["serial_number"].dump() == chain.serial)


def _own(signed: Any, named: Any) -> x509.Certificate | None:
    """The certificate that the signature brings along for itself: it proves nothing but that bytes are unchanged."""
    for one in signed["certificates"]:
        certificate = one.chosen
        if certificate.issuer == named["issuer"] and certificate.serial_number == named["serial_number"].native:
            return certificate
    return None


def _in_use(key: Key, at: datetime | None) -> bool:
    return at is not None and (key.signs_at(at) or key.signs_at(at - GRACE))


def _stamp(signer: Any) -> tuple[datetime | None, str]:
    """Time and authority of a time stamp over this very signature; neither where there is none that fits."""
    for attribute in signer["unsigned_attrs"]:
        if attribute["type"].native != "signature_time_stamp_token":
            continue
        token = attribute["values"][0]["content"]
        content = token["encap_content_info"]["content"]
        said = content.parsed
        [stamper] = token["signer_infos"]
        authority = _own(token, stamper["sid"].chosen)
        digest = hashlib.new(stamper["digest_algorithm"]["algorithm"].native, content.contents, usedforsecurity=True)
        imprint = said["message_imprint"]
        over = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, signer["signature"].native)
        if (
            authority is not None
            and imprint["hashed_message"].native == over.digest()
            and validate_sig_integrity(stamper, authority, "tst_info", digest.digest()) == (True, True)
        ):
            return said["gen_time"].native, authority.subject.human_friendly
    return None, ""
