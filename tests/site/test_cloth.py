"""The woven ornament of courses."""

import re

import pytest

from academy.site.cloth import CUTS, MOTIF, TONES, threads, tone
from academy.site.templatetags.look import cloth

SEEDS = [str(number) for number in range(300)]
STROKE = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


def drawn(seed: str, cut: str = "cover") -> set[tuple[int, int]]:
    """The threads that are shown, as (column, row)."""
    strokes = [tuple(map(int, stroke)) for stroke in STROKE.findall(threads(seed, cut))]
    return {(column + step, row) for column, row, length in strokes for step in range(length)}


def test_a_seed_always_gives_the_same_cloth_and_other_seeds_seldom_do() -> None:
    assert threads("data", "cover") == threads("data", "cover")
    assert len({(tone(seed), threads(seed, "cover")) for seed in SEEDS}) > 290


@pytest.mark.parametrize("cut", CUTS)
def test_a_cloth_stays_in_its_box_and_repeats_without_a_seam(cut: str) -> None:
    width, height = CUTS[cut]
    for seed in SEEDS[:40]:
        shown = drawn(seed, cut)
        assert all(column < width and row < height for column, row in shown)
        assert {(column, row) for column, row in shown if column < width - MOTIF} == {
            (column - MOTIF, row) for column, row in shown if column >= MOTIF
        }


def test_no_cloth_is_empty_or_full() -> None:
    shares = [len(drawn(seed)) / (CUTS["cover"][0] * CUTS["cover"][1]) for seed in SEEDS]
    assert min(shares) > 0.1
    assert max(shares) < 0.9


def test_every_tone_is_worn() -> None:
    assert {tone(seed) for seed in SEEDS} == set(range(1, TONES + 1))


def test_a_screen_reader_passes_a_cloth_by() -> None:
    assert 'aria-hidden="true"' in cloth("data")
