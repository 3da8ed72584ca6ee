"""What a design says and looks like, as plain frozen values. Pure; its fingerprint is what certificates name it by."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from certificates.facts import Said

LAYOUTS = ("classic", "modern", "plain")
ERAS = ("own", "buddhist", "common")
"""How years are counted: each language in its own way, or both in one."""
SEALS = ("academy", "none")
"""What the seal may be besides a picture's fingerprint."""
MOST_SIGNERS = 3
SLOTS = ("title", "above_name", "above_course", "particulars")
"""The texts of a design."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs in this design; `picture` is the fingerprint of a signature's picture, or empty."""

    name: Said
    position: Said
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """A version of a design. `languages` are those printed, "th" first; texts may hold named fields (fields.FIELDS).

    `particulars` is a list of statements, one a line. `background` is a picture's fingerprint or empty, `seal` one of
    SEALS or a fingerprint. Without `signers` the academy's signing officer of the day signs.
    """

    title: Said
    above_name: Said
    above_course: Said
    particulars: Said
    layout: str = "classic"
    portrait: bool = False
    languages: tuple[str, ...] = ("th", "en")
    thai_digits: bool = False
    era: str = "own"
    hours: bool = True
    score: bool = True
    main: str = "#1f2d6b"
    accent: str = "#a97f2c"
    background: str = ""
    seal: str = "academy"
    signers: tuple[Signer, ...] = ()

    @property
    def texts(self) -> dict[str, Said]:
        """The texts by their slot."""
        return {slot: getattr(self, slot) for slot in SLOTS}

    @property
    def pictures(self) -> dict[str, str]:
        """The fingerprints of its pictures, by the name of the file that the page asks for."""
        named = {"background.jpg": self.background, "seal.png": "" if self.seal in SEALS else self.seal}
        named |= {f"signature-{number}.png": one.picture for number, one in enumerate(self.signers)}
        return {name: sha256 for name, sha256 in named.items() if sha256}

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, pictures included by their own."""
        said = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Plain values for the row's JSON column."""
        return {**asdict(self), "languages": list(self.languages), "signers": [asdict(one) for one in self.signers]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Spec":
        """The reverse of `as_json`. Raises KeyError or TypeError when a value is missing or unknown."""
        signers = tuple(Signer(Said(**one["name"]), Said(**one["position"]), one["picture"]) for one in data["signers"])
        texts = {slot: Said(**data[slot]) for slot in SLOTS}
        return cls(**{**data, **texts, "languages": tuple(data["languages"]), "signers": signers})


@dataclass(frozen=True, eq=False, slots=True)
class Paper:
    """A design ready to be set: its values and the bytes of its pictures, by the names of Spec.pictures."""

    spec: Spec
    pictures: dict[str, bytes]
    digest: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Paper) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


STANDARD = Spec(
    title=Said("ประกาศนียบัตร", "Certificate of Completion"),
    above_name=Said("ขอมอบให้ไว้เพื่อแสดงว่า", "This is to certify that"),
    above_course=Said("สำเร็จการศึกษาหลักสูตร", "has completed the course"),
    particulars=Said(
        "จำนวน {hours} ชั่วโมง\nผลคะแนนร้อยละ {score}\nให้ไว้ ณ วันที่ {date}\nใช้ได้ถึงวันที่ {valid_until}",
        "Learning hours: {hours}\nScore: {score}%\nGiven on {date}\nValid until {valid_until}",
    ),
)
"""Where a new design begins."""
