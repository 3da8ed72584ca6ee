"""Verification codes: how they are made, written and read back. Pure but for the source of chance.

A code is 128 random bits in Crockford's base 32 (no I, L, O or U): it can be read aloud and typed from paper.
Whoever knows a code may verify its certificate; nobody can guess one.
"""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None, "\u00a0": None})


def new_code() -> str:
    """A fresh code: 26 letters and digits in lower case."""
    number = secrets.randbits(128)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def grouped(code: str) -> str:
    """The code as it is printed: capitals in groups, `4F7KQ-9XWTR-…`; `normal` reads it back."""
    capitals = code.upper()
    return "-".join(capitals[start : start + 5] for start in range(0, len(capitals), 5))


def normal(typed: str) -> str:
    """What a person typed, as a code is stored: hyphens, spaces, capitals and look-alike letters do not matter.

    Empty when it cannot be a code.
    """
    code = letters(typed)
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else ""


def letters(typed: str) -> str:
    """What is left of it without hyphens and spaces; it need not be a code."""
    return typed.strip().lower().translate(_MISREAD)
