"""Names of files and addresses that are made from titles."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 92
FALLBACK = "interactive"
# Letters of Latin alphabets that do not come apart into a letter and its marks.
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n"}
)
OTHER = re.compile(r"[^a-z0-9]+")


def slug(title: str, taken: Collection[str] = ()) -> str:
    """1 to 92 lower-case ASCII letters, digits and hyphens; `-2`, `-3` … at the end of one that is taken.

    Titles without a Latin letter or digit (Thai, for one) give `interactive`: Latin has no one way to write them.
    """
    apart = unicodedata.normalize("NFKD", title.lower().translate(LETTERS))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    found = OTHER.sub("-", plain).strip("-")[:LONGEST].rstrip("-") or FALLBACK
    number = 1
    while (numbered := _numbered(found, number)) in taken:
        number += 1
    return numbered


def export_name(title: str, key: str) -> str:
    """The file name of a content's export: its slug and its key, `a-small-package-41.h5p`."""
    return f"{slug(title)}-{slug(key)}.h5p"


def _numbered(found: str, number: int) -> str:
    if number == 1:
        return found
    end = f"-{number}"
    return found[: LONGEST - len(end)].rstrip("-") + end
