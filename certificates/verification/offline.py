"""A certificate's PDF verified without asking anybody: by the record of keys, and by status lists where given. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from certificates.keyring.keys import Key
from certificates.signatures.examining import Seal, attached, examine
from certificates.verification.standing import Standing, StatusList, as_json, serial_of, standing


class Answer(StrEnum):
    """What can be said. Only VALID counts as evidence by itself. The words are for machines and never renamed."""

    VALID = "valid"
    GENUINE = "genuine"  # ours and unchanged; whether it still counts is unknown
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"  # not signed by us, or changed


ANSWERS = {
    Standing.IN_FORCE: Answer.VALID,
    Standing.REVOKED: Answer.REVOKED,
    Standing.SUSPENDED: Answer.SUSPENDED,
    Standing.UNKNOWN: Answer.GENUINE,
}
SENTENCES = {
    Answer.VALID: "valid",
    Answer.GENUINE: "genuine, state unknown",
    Answer.REVOKED: "revoked",
    Answer.SUSPENDED: "suspended",
    Answer.UNKNOWN: "unknown: it does not bear a signature of ours over all of it",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer, the signature it rests on, the serial number in the file's record, and the lists that were asked."""

    answer: Answer
    seal: Seal
    serial: str
    lists: Sequence[StatusList]

    @property
    def valid(self) -> bool:
        """Genuine and in force."""
        return self.answer == Answer.VALID

    def as_json(self, at: datetime) -> dict[str, Any]:
        """For machines; ages of lists are in seconds at that moment."""
        return {
            "state": self.answer.value,
            "serial": self.serial or None,
            "signature": self.seal.as_json(),
            "status": [as_json(one, at) for one in self.lists],
        }

    def line(self, at: datetime) -> str:
        """For people."""
        said = SENTENCES[self.answer]
        if self.serial:
            said = f"{said}: {self.serial}"
        ages = [f"{one.purpose} list {age(one, at)} old{', stale' if one.stale_at(at) else ''}" for one in self.lists]
        return f"{said} ({'; '.join(ages)})" if ages else said


def verify(content: bytes, keys: Sequence[Key], lists: Sequence[StatusList]) -> Finding:
    """What can be said of the file. Raises standing.BadListError for a list that is too short."""
    seal = examine(content, keys)
    if not seal.ours:
        return Finding(Answer.UNKNOWN, seal, "", lists)
    found = standing(attached(content, "credential.jwt"), lists)
    return Finding(ANSWERS[found], seal, serial_of(attached(content, "certificate.xml")), lists)


def age(one: StatusList, at: datetime) -> str:
    """How long ago it was issued: "3 days", "5 hours" or "12 minutes"."""
    minutes = int((at - one.issued_at).total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} days"
    return f"{minutes // 60} hours" if minutes >= 120 else f"{minutes} minutes"
