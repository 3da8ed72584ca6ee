"""Numbers as people read them. Pure."""

from decimal import Decimal


def plain(number: Decimal) -> str:
    """The shortest plain writing, the same in Thai and in English: 4 for 4.00, 3.5 for 3.50; no exponent."""
    return f"{number.normalize():f}"
