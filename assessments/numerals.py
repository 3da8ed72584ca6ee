"""Numbers as people type them in Thailand: Arabic or Thai digits, thousands by comma or space. Pure."""

import re
from decimal import Decimal

from academy.formats.numbers import plain

LONGEST = 40
_PLAIN = str.maketrans("๐๑๒๓๔๕๖๗๘๙−\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}", "0123456789-   ")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:(?<=\d)\.|\.(?=\d))?\d*", re.ASCII)


def parse(text: str) -> Decimal | None:
    """The exact number that was typed, or None when it is none or longer than `LONGEST` characters.

    A comma only parts thousands: "1,5" is refused rather than read as fifteen or as one and a half.
    """
    typed = text.translate(_PLAIN).strip()
    if len(typed) > LONGEST or not _NUMBER.fullmatch(typed) or not any(map(str.isdigit, typed)):
        return None
    return Decimal(typed.replace(",", "").replace(" ", ""))


def write(number: Decimal) -> str:
    """The shortest plain writing: no exponent, no needless zeros."""
    return plain(number)
