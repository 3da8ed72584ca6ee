"""Finding certificates: by serial number, by the holder's name in Thai or English, by their address.

Thai names are written with spaces or without, with a title or without. So what is typed is cut into words, and every
word, or all its pieces by the dictionary, must stand somewhere in the name.
"""

import re
import unicodedata

from django.db.models import Q, QuerySet
from pythainlp import word_tokenize

from certificates.models import Certificate

SERIAL = re.compile(r"\s*(dga-)?\d{4}-\d+\s*", re.IGNORECASE)
THAI = re.compile("[\u0e01-\u0e5b]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
MOST_WORDS = 8


def plain(text: str) -> str:
    """One spelling for what looks the same: composed, small letters, single spaces, sara am in one character."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold()
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    return " ".join(text.split())


def find(certificates: QuerySet[Certificate], typed: str) -> QuerySet[Certificate]:
    """Those that fit what was typed: a whole serial number, or words of the holder's name, or of their address."""
    if SERIAL.fullmatch(typed):
        return certificates.filter(serial__iendswith=typed.strip())
    for word in plain(typed).split()[:MOST_WORDS]:
        certificates = certificates.filter(
            _all_pieces(word) | Q(person__email__icontains=word) | Q(serial__icontains=word)
        )
    return certificates


def _all_pieces(word: str) -> Q:
    found = Q(words__contains=word)
    if THAI.search(word):
        pieces = Q()
        for piece in word_tokenize(word, engine="newmm", keep_whitespace=False)[:MOST_WORDS]:
            pieces &= Q(words__contains=piece)
        found |= pieces
    return found
