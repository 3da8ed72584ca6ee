"""How the parts of a name make one line, in Thai and in English. Pure."""

import re
from dataclasses import dataclass

# Letters and marks of Thai and Latin, and what stands between names. Whatever else is typed (an emoji, a control
# character) has no glyph in the typeface of certificates, and would vanish from a document that must be whole.
_STRANGE = re.compile(r"[^฀-๿A-Za-zÀ-ž0-9 .,'’()/&-]")


@dataclass(frozen=True, slots=True)
class NameParts:
    """Title (นาย, Ms), rank (พันตำรวจเอก, Professor), given and family name; any may be empty."""

    title: str
    rank: str
    given: str
    family: str

    def full(self, language: str) -> str:
        """One line. Thai writes title and given name together without a space; a rank takes the title's place.

        Empty when there is neither a given nor a family name.
        """
        if not (self.given or self.family):
            return ""
        before = self.rank or self.title
        if language == "th":
            return f"{before}{self.given} {self.family}".strip()
        return " ".join(part for part in (before, self.given, self.family) if part)


def unprintable(text: str) -> str:
    """The characters of `text` that cannot stand on a certificate, each once, in order; empty when all can."""
    return "".join(dict.fromkeys(_STRANGE.findall(text)))
