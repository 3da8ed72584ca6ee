"""A certificate as an Open Badges 3.0 credential (AchievementCredential), unsigned. Pure: facts in, document out.

It says what the paper says and no more: the holder's name stands in it as it was printed, no address and no number of
the person's. Whoever the holder gives it to learns what the paper would have told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from openbadgeslib.ob3 import status_entry

from certificates.credentials.achievement import CONTEXT
from certificates.credentials.did import profile
from certificates.credentials.words import both
from certificates.facts import Facts, Said
from certificates.wording import amount

BANGKOK = ZoneInfo("Asia/Bangkok")
SCHEMA = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One bit of the status lists: `lists` by purpose (revocation, suspension), each with its address."""

    lists: Sequence[tuple[str, str]]
    index: int


def build(
    facts: Facts,
    *,
    urn: str,
    serial: str,
    verify: str,
    issued_at: datetime,
    achievement: dict[str, Any],
    place: Place,
) -> dict[str, Any]:
    """The credential. `verify` is where people verify it; `achievement` is what `achievement.describe` gives."""
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [_name(words) for words in dict.fromkeys((facts.holder.th, facts.holder.en)) if words],
        "activityEndDate": _moment(datetime.combine(_day(facts.completed_on), time(), BANGKOK)),
        "licenseNumber": serial,
        "achievement": achievement,
    }
    if facts.score:
        description = achievement["resultDescription"][0]["id"]
        subject["result"] = [
            {"type": ["Result"], "resultDescription": description, "value": amount(facts.score)},
        ]
    # It counts to the end of its last day, as the paper says.
    ends = datetime.combine(_day(facts.valid_until), time(23, 59, 59), BANGKOK) if facts.valid_until else None
    return {
        "@context": CONTEXT,
        "id": urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": both(facts.course),
        "issuer": profile(facts.issuer),
        "validFrom": _moment(issued_at),
        "awardedDate": _moment(issued_at),
        **({"validUntil": _moment(ends)} if ends else {}),
        "credentialSubject": subject,
        "evidence": [{"id": verify, "type": ["Evidence"], "name": both(Said("ประกาศนียบัตร", f"Certificate {serial}"))}],
        "credentialStatus": [status_entry(url, purpose, place.index) for purpose, url in place.lists],
        "credentialSchema": [dict(SCHEMA)],
    }


def _name(words: str) -> dict[str, Any]:
    """The holder's name, readable (IdentityObject): there is no other identity to prove."""
    return {"type": "IdentityObject", "hashed": False, "identityHash": words, "identityType": "name"}


def _day(iso: str) -> Any:
    return datetime.fromisoformat(iso).date()


def _moment(at: datetime) -> str:
    """`2026-11-22T03:00:00Z`, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
