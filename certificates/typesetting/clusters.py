"""Thai read aloud and copied as it was written: each cluster once. Pure: a PDF of Typst's in, the same page out.

Where the font moves a mark up or down (ฝั้ ปั๊), Typst paints it as a run of its own, and each run of the cluster says
that it is the whole (by ActualText, or by the font's ToUnicode), so a name is read twice. Here the cluster's glyphs
are brought together into one span that says it once. Nothing painted moves by more than a fifteenth of its size, and
hardly anything at all. ISO 32000-1, 14.9.4 (replacement text);
ISO 14289-1, 7.2 (natural reading order).
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf

from certificates.typesetting.runs import Font, Item, Run, runs_of

AM = "\u0e33"
"""ำ is one character and two glyphs: a ring above the letter before it, and one that follows."""
MOST = 0.5
"""How far a mark may be moved, in sizes of its font: a run further off is another line."""

MARKS = 3
"""No letter carries more."""


def read_once(pdf: bytes) -> bytes:
    """The PDF with each Thai cluster of its first page said once. Raises pikepdf.PdfError for what is no PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        fonts = {name.removeprefix("/"): _font(font) for name, font in page.Resources.Font.items()}
        page.Contents.write(repaired(page.Contents.read_bytes(), fonts))
        written = BytesIO()
        # The same page gives the same bytes.
        document.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return written.getvalue()


def repaired(content: bytes, fonts: Mapping[str, Font]) -> bytes:
    """The content stream with each split cluster in one span. `fonts` are the page's, by name."""
    runs, changed, at = list(runs_of(content)), dict[Item, None](), 0
    while at < len(runs):
        head, at = runs[at], at + 1
        first = at
        while at < len(runs) and _over(runs[at], head, fonts):
            at += 1
        if at > first:
            changed |= dict.fromkeys(_bring_together(head, runs[first:at], runs[at : at + 1], fonts))
    parts, done = [], 0
    for item in sorted(changed, key=lambda item: item.start):
        parts += [content[done : item.start], item.written()]
        done = item.end
    return b"".join([*parts, content[done:]])


def _over(run: Run, head: Run, fonts: Mapping[str, Font]) -> bool:
    """Whether the run is nothing but marks that stand over the end of `head`, moved or between two that are."""
    off = abs(run.y - head.y)
    return (
        off <= MOST * head.items[-1].size
        and run.colour == head.colour
        and len(run.items) <= MARKS
        and all(fonts[item.font].width(glyph) == 0 for item in run.items for glyph in item.glyphs)
    )


def _bring_together(head: Run, marks: list[Run], behind: list[Run], fonts: Mapping[str, Font]) -> list[Item]:
    """Move the marks, and what follows of ำ, into the span of the last cluster of `head`; the items changed by it."""
    last = head.items[-1]
    cluster = last.said or fonts[last.font].text(last.glyphs[-1])
    if len(cluster) < 2:  # no letter with its mark: something else stands close by
        return []
    last.speak(cluster)
    changed = [last]
    for run in marks:
        for item in run.items:
            last.take_in(item, run.x - head.x, head.y - run.y)
            changed.append(item)
    if cluster.endswith(AM) and behind:
        item = behind[0].items[0]
        last.take_in_first(item, behind[0].x - head.x, head.y - behind[0].y, fonts[item.font])
        changed.append(item)
    return changed


def _font(font: Any) -> Font:
    """From its widths as Typst writes them: ranges of glyphs, each with one width; all others have none."""
    ranges = iter(font.DescendantFonts[0].W)
    widths = {
        glyph: float(width)
        for first, last, width in zip(ranges, ranges, ranges, strict=True)
        for glyph in range(int(first), int(last) + 1)
    }
    return Font(widths, map_of=font.ToUnicode.read_bytes)
