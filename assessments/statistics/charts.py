"""Where the parts of a drawing lie. Pure. Across in per cent, so that letters keep their size; down in pixels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEIGHT = 180.0
LEFT, RIGHT = 8.0, 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram: from x, so wide, in per cent; from y down to the ground, in pixels; what it stands for."""

    x: float
    width: float
    y: float
    height: float
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a plane; `weight` is how many flags it has."""

    x: float
    y: float
    name: str
    weight: int


def histogram(counts: Sequence[int], labels: Sequence[str]) -> list[Bar]:
    """Bars side by side, the highest as high as the drawing."""
    most, width = max([*counts, 1]), (RIGHT - LEFT) / max(1, len(counts))
    return [
        Bar(
            x=round(LEFT + i * width + width * 0.08, 3),
            width=round(width * 0.84, 3),
            y=round(HEIGHT * (1 - count / most), 1),
            height=round(HEIGHT * count / most, 1),
            label=label,
            count=count,
        )
        for i, (count, label) in enumerate(zip(counts, labels, strict=True))
    ]


def plane(points: Iterable[tuple[float, float, str, int]]) -> list[Point]:
    """Points with a facility of 0 to 1 across, and a discrimination of -0.5 to 1 upwards; lower ones on the edge."""
    return [
        Point(round(across(x), 3), round(up(y), 1), name, weight)
        for x, y, name, weight in points
    ]  # fmt: skip


def across(share: float) -> float:
    """Where a share of 0 to 1 lies."""
    return LEFT + 1 + share * (RIGHT - LEFT - 3)


def up(value: float) -> float:
    """Where a discrimination lies."""
    return HEIGHT * (1 - (max(-0.5, min(1.0, value)) + 0.5) / 1.5)
