"""Whether words can be read on their ground (WCAG 2.2, 1.4.3). Pure."""

LEAST = 4.5
DARKEST_GROUND = 0.69
"""Luminance. A picture behind the words is lightened until hardly anything is darker: grey words keep to LEAST."""
PALE = "#e8ecf6"
"""Small words on a ground of the main colour."""


def channels(colour: str) -> tuple[float, float, float]:
    """#rrggbb as shares of one. Raises ValueError."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black and 1 for white."""
    red, green, blue = (_linear(one) for one in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: float, other: float) -> float:
    """Of two luminances, from 1 to 21."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def deepened(colour: str, ground: float = 1.0) -> str:
    """The colour, darkened as little as words in it need on that ground."""
    red, green, blue = channels(colour)
    for part in range(100, -1, -1):
        tried = "#" + "".join(f"{round(one * part / 100 * 255):02x}" for one in (red, green, blue))
        if ratio(luminance(tried), ground) >= LEAST:
            return tried
    return "#000000"


def _linear(one: float) -> float:
    return one / 12.92 if one <= 0.04045 else float(((one + 0.055) / 1.055) ** 2.4)
