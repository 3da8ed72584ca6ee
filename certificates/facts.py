"""What a certificate says, frozen at the moment of decision. Pure: plain values in, plain values out."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in Thai and in English. Either may be empty where the holder has no such form of the name."""

    th: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in that language, or in the other where that one is empty."""
        return (self.en or self.th) if language == "en" else (self.th or self.en)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who answers for the certificate."""

    name: Said
    position: Said


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything printed on the certificate besides its serial number and code.

    `completed_on` is an ISO date (Gregorian) in Asia/Bangkok; `hours` and `score` (per cent, or empty for none) are
    decimal numbers as text; `release` names the release of the course; `evidence` the weakest grade it rests on;
    `criteria` what it took, for its credential; `cohort` names the run of the course it was taken in; `valid_until` is
    the last day on which it counts, as an ISO date, or empty for without end. Old rows have none of these three.
    `design` is the fingerprint of the design's version (certificates.designs), empty for the academy's built-in one;
    `agency` is the holder's, where the design prints it. Neither is written down where it is empty.
    """

    holder: Said
    course: Said
    hours: str
    score: str
    completed_on: str
    release: str
    evidence: str
    issuer: Said
    signatories: tuple[Signatory, ...]
    criteria: Said = Said("", "")
    cohort: Said = Said("", "")
    valid_until: str = ""
    design: str = ""
    agency: Said = Said("", "")

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists, for the row's JSON column."""
        data = asdict(self)
        if not self.design:
            del data["design"]
        if not self.agency.in_language("th"):
            del data["agency"]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Facts":
        """The reverse of `as_json`. Raises KeyError or TypeError when a field is missing or unknown."""
        names = ("holder", "course", "issuer", "criteria", "cohort", "agency")
        said = {name: Said(**data[name]) for name in names if name in data}
        signatories = tuple(
            Signatory(name=Said(**one["name"]), position=Said(**one["position"])) for one in data["signatories"]
        )
        return cls(**{**data, **said, "signatories": signatories})
