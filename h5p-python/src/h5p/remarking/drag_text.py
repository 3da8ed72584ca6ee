"""H5P.DragText: pieces of text dragged into gaps."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from h5p.remarking.port import SEPARATOR, Mark, marked, mismatch, unverifiable
from h5p.remarking.reading_responses import WHITE

BREAK = re.compile(r"\r\n|\r|\n")
BROKEN = "<br/>"
GAP = re.compile(r"\*(.*?)\*")
TIP = re.compile(r":[^\\]*")
FEEDBACK = {sign: re.compile(rf"\\{re.escape(sign)}[^\\]*") for sign in "+-"}


def mark(params: Mapping[str, Any], response: str) -> Mark:
    """Marks the pieces lying in the gaps of `textField`: raw strings, for entities stay escaped on both sides."""
    gaps = _pieces(params.get("textField") or "")
    maximum = len(gaps)
    pieces = [*gaps, *_pieces(params.get("distractors") or "")]
    reason = next(filter(None, map(_trouble, pieces)), "")
    if reason:
        return unverifiable(reason, maximum)
    placed = response.split(SEPARATOR) if maximum else []
    if len(placed) != maximum:
        return mismatch("not-the-gaps", maximum)
    if Counter(filter(None, placed)) - Counter(pieces):
        return mismatch("not-the-pieces", maximum)
    return marked(sum(piece == gap for piece, gap in zip(placed, gaps, strict=True)), maximum)


def _trouble(piece: str) -> str:
    if not piece:
        return "empty-gap"
    if SEPARATOR in piece:
        return "separator-in-solution"
    if BROKEN in piece:
        return "gap-over-lines"
    return "double-feedback" if any(sign.search(piece) for sign in FEEDBACK.values()) else ""


def _pieces(text: str) -> list[str]:
    return [_text(gap) for gap in GAP.findall(BREAK.sub(BROKEN, text))]


def _text(gap: str) -> str:
    bare = TIP.sub("", gap, count=1)
    for feedback in FEEDBACK.values():
        # The player leaves both where there are two of a kind.
        if len(feedback.findall(bare)) == 1:
            bare = feedback.sub("", bare)
    return bare.rstrip(WHITE)
