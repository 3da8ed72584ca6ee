"""Responses are made by JavaScript in a browser: what its strings do, and the lists of indices in them."""

import re
from collections.abc import Collection

from h5p.remarking.port import SEPARATOR

# JavaScript's white space, which is not Python's: U+FEFF counts, U+001C to U+001F and U+0085 do not.
WHITE = "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
WHITE_RUN = re.compile(f"[{WHITE}]+")
INDEX = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)


def trim(text: str) -> str:
    """`text.trim()`."""
    return text.strip(WHITE)


def words(text: str) -> list[str]:
    """`text` split at white space, without empty words."""
    return [word for word in WHITE_RUN.split(text) if word]


def length(text: str) -> int:
    """`text.length`, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def indices(response: str) -> Collection[int] | None:
    """The indices listed in `response`, without order; None when it is no list of distinct indices."""
    if not response:
        return frozenset()
    parts = response.split(SEPARATOR)
    if len(set(parts)) < len(parts) or not all(INDEX.fullmatch(part) for part in parts):
        return None
    return frozenset(map(int, parts))
