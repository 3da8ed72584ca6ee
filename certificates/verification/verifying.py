"""Verifying: what is true of a code or of a file, said to anyone who asks. Nothing that is shown to it is kept."""

import logging
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.conf import settings

from certificates.addressing import verify_url
from certificates.codes import normal
from certificates.facts import Facts, Said
from certificates.finding import plain
from certificates.keyring.keys import KeyRing, KeyTroubleError
from certificates.models import Certificate, LostFile
from certificates.signatures.examining import Seal, examine
from certificates.storage.storing import fingerprint

log = logging.getLogger(__name__)
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class State(StrEnum):
    """What a stranger needs to know. Only VALID counts as evidence. The words are for machines and never renamed."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    PENDING = "pending"
    UNKNOWN = "unknown"


STATES = {
    Certificate.State.READY: State.VALID,
    Certificate.State.SUSPENDED: State.SUSPENDED,
    Certificate.State.SUPERSEDED: State.SUPERSEDED,
    Certificate.State.REVOKED: State.REVOKED,
    Certificate.State.PENDING: State.PENDING,
}


@dataclass(frozen=True)
class Verdict:
    """The state, and the certificate it is about; none where the code or file is not ours. Of a file, its signature.

    Whoever asked without a code is given none: neither this certificate's nor its successor's.
    """

    state: State
    certificate: Certificate | None = None
    seal: Seal | None = None  # of a file
    tells_codes: bool = True

    @property
    def facts(self) -> Facts | None:
        """What is printed on it."""
        return self.certificate.facts if self.certificate else None

    @property
    def successor(self) -> Certificate | None:
        """The certificate now in force, where this one was superseded, or ran out and was renewed."""
        if self.certificate is None or self.state not in {State.SUPERSEDED, State.EXPIRED} or not self.tells_codes:
            return None
        if self.state == State.EXPIRED:
            renewed = Certificate.objects.filter(
                person=self.certificate.person_id,
                subject=self.certificate.subject,
                cycle__gt=self.certificate.cycle,
                state=Certificate.State.READY,
            ).order_by("-cycle")
            return next((one for one in renewed if not one.expired), None)
        same_award = Certificate.objects.filter(award_key=self.certificate.award_key)
        return same_award.exclude(state=Certificate.State.SUPERSEDED).first()

    def as_json(self) -> dict[str, Any]:
        """For machines: the state, and if it is ours the facts as printed, ISO dates, the reason and the successor."""
        if self.certificate is None or self.facts is None:
            return {"state": self.state.value, **self._signature}
        ended, successor = self.certificate.ended_at, self.successor
        facts = self.facts.as_json()
        return {
            "state": self.state.value,
            "serial": self.certificate.serial,
            "verify": verify_url(self.certificate.code) if self.tells_codes else None,
            "issued_at": self.certificate.issued_at.isoformat(),
            "valid_until": self.certificate.valid_until.isoformat() if self.certificate.valid_until else None,
            "reason": self.certificate.reason,
            "ended_at": ended.isoformat() if ended else None,
            "superseded_by": verify_url(successor.code) if successor else None,
            "sha256": self.certificate.sha256,
            **{
                name: facts[name] for name in ("holder", "course", "hours", "score", "completed_on", "issuer", "cohort")
            },
            **self._signature,
        }

    @property
    def _signature(self) -> dict[str, Any]:
        return {"signature": self.seal.as_json()} if self.seal else {}


def by_code(typed: str) -> Verdict:
    """The verdict on a code, however it was typed. A code that cannot be one is as unknown as any other."""
    return _verdict(Certificate.objects.filter(code=normal(typed)).first())


def by_serial(typed: str, family: str) -> Verdict:
    """The verdict on a serial number together with the holder's family name, in Thai or English.

    Serial numbers follow one another, so a number alone tells nothing: without the name it is as unknown as any.
    """
    certificate = Certificate.objects.filter(serial=serial_of(typed)).first()
    # The names are compared whether there is such a number or not: the answer takes the same way.
    holder = certificate.facts.holder if certificate else Said("-", "-")
    named = plain(family)
    fits = [bool(named) and f" {plain(name)}".endswith(f" {named}") for name in (holder.th, holder.en)]
    return replace(_verdict(certificate if any(fits) else None), tells_codes=False)


def serial_of(typed: str) -> str:
    """A serial number as it is written on paper: capitals, Arabic digits, plain hyphens, no spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).translate(HYPHENS).upper().translate(DIGITS).split())


def by_file(content: bytes) -> Verdict:
    """The verdict on a file: ours only if it is byte for byte the one we issued; and what its signature says."""
    sha256 = fingerprint(content)
    verdict = _verdict(Certificate.objects.filter(sha256=sha256).first() or _lost(sha256))
    try:
        keys = KeyRing.load(settings).keys
    except KeyTroubleError as error:  # the register answers nevertheless
        log.error("Signatures cannot be examined: %s", error.trouble)
        return verdict
    return replace(verdict, seal=examine(content, keys))


def _lost(sha256: str) -> Certificate | None:
    """The certificate whose file this was before it went missing from the store; a holder's copy is as good as ever."""
    found = LostFile.objects.select_related("certificate").filter(sha256=sha256).first()
    return found.certificate if found else None


def _verdict(certificate: Certificate | None) -> Verdict:
    if certificate is None:
        return Verdict(State.UNKNOWN)
    state = STATES[Certificate.State(certificate.state)]
    if state == State.VALID and certificate.expired:
        state = State.EXPIRED
    return Verdict(state, certificate)
