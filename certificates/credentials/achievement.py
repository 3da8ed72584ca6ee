"""What a release of a course stands for, as Open Badges 3.0 describes it (Achievement). Pure, but for addresses."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from certificates.credentials import words
from certificates.credentials.did import address, profile
from certificates.facts import Facts, Said

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same on every certificate of a release: the course as it was called, its hours, what it took."""

    subject: str
    release: str
    course: Said
    hours: str
    criteria: Said
    issuer: Said

    @classmethod
    def of(cls, facts: Facts, subject: str) -> "Terms":
        """Those of one certificate."""
        criteria = facts.criteria if facts.criteria.in_language("th") else words.criteria(facts.evidence)
        return cls(subject, facts.release, facts.course, facts.hours, criteria, facts.issuer)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the row's JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Terms":
        """The reverse of `as_json`. Raises KeyError or TypeError when a field is missing or unknown."""
        return cls(**{**data, **{name: Said(**data[name]) for name in ("course", "criteria", "issuer")}})

    @property
    def digest(self) -> str:
        """SHA-256 over everything it says."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


def describe(terms: Terms, key: UUID) -> dict[str, Any]:
    """The achievement as it stands inside a credential."""
    home = address("credentials:achievement", key=key)
    return {
        "id": home,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": words.both(terms.course),
        "description": words.both(words.description(terms.course, terms.hours)),
        "version": terms.release,
        "criteria": {"id": home, "narrative": words.both(terms.criteria)},
        "image": {
            "id": address("credentials:badge", key=key, ending="png"),
            "type": "Image",
            "caption": words.both(terms.course),
        },
        "resultDescription": [
            {
                "id": result_of(key),
                "type": ["ResultDescription"],
                "name": "ผลคะแนน / Score",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
            }
        ],
    }


def result_of(key: UUID) -> str:
    """The id of the achievement's one kind of result: a score in per cent."""
    return f"{address('credentials:achievement', key=key)}#score"


def standing_alone(terms: Terms, key: UUID) -> dict[str, Any]:
    """The achievement at its own address, with who created it."""
    return {"@context": CONTEXT, **describe(terms, key), "creator": profile(terms.issuer)}
