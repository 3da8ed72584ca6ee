"""The academy's ornament: a woven border of diamonds and steps, as on Thai cloth, grown from a seed.

A course's seed is its key: its pattern never changes, is the same in both languages, and is seldom another course's.
It means nothing; it lets people find a course again by its look.
"""

import hashlib
from collections.abc import Callable
from itertools import groupby

MOTIF = 18  # threads, in both directions
CUTS = {"border": (6 * MOTIF, MOTIF // 2), "cover": (3 * MOTIF, MOTIF), "panel": (6 * MOTIF, 2 * MOTIF)}
TONES = 4

# How far a thread lies from the middle of its motif. Threads equally far are alike, which makes rings of that shape.
SHAPES: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: x + y,  # diamonds
    lambda x, y: max(x, y) + (x + y) // 2,  # octagons
    lambda x, y: x + y + 2 * min(x, y),  # stars of four points
    lambda x, y: max(2 * x, y) + min(x, 2 * y) // 2,  # lozenges, upright
    lambda x, y: abs(x - y) + min(x, y) // 2,  # crossings
)


def tone(seed: str) -> int:
    """Which of the grounds 1 to TONES a cloth of that seed lies on."""
    return _digest(seed)[0] % TONES + 1


def threads(seed: str, cut: str) -> str:
    """The pattern as an SVG path of horizontal strokes, one unit wide, in a box as wide and high as the cut says."""
    width, height = CUTS[cut]
    digest = _digest(seed)
    shape = SHAPES[digest[1] % len(SHAPES)]
    rings = int.from_bytes(digest[2:6], "big")
    # No ring next to its like on both sides: neither blots nor empty fields.
    shown = [bool(rings >> ring & 1) if ring % 3 else ring % 2 == 0 for ring in range(32)]
    path = []
    for row in range(height):
        # Less than a motif is cut from its middle.
        down = _from_middle(row + max(0, MOTIF - height) // 2)
        line = [shown[shape(_from_middle(column), down) % 32] for column in range(width)]
        at = 0
        for drawn, run in groupby(line):
            length = len(list(run))
            if drawn:
                path.append(f"M{at} {row}.5h{length}")
            at += length
    return "".join(path)


def _from_middle(thread: int) -> int:
    return abs(thread % MOTIF - MOTIF // 2)


def _digest(seed: str) -> bytes:
    return hashlib.sha256(seed.encode()).digest()
