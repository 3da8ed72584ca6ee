"""The table that people read, and the JSON that later runs are compared with."""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.catalogue import Action
from tests.bench.measuring import Measured

COLUMNS = "{name:<12} {cpu:>9} {spread:>15} {floor:>8} {ratio:>7} {queries:>8} {aim:>9} {met:<4}  {split}"


@dataclass(frozen=True)
class Line:
    """One action measured. `queries` counts all its requests together; `split` are milliseconds by step."""

    action: Action
    measured: Measured
    queries: int
    split: dict[str, float] = field(default_factory=dict)

    @property
    def counted(self) -> float:
        """Milliseconds of CPU that the aim is held against."""
        return self.measured.action.total - self.measured.besides

    @property
    def ratio(self) -> float | None:
        """How many floors high; None when the floor was too short to be read."""
        floor = self.measured.floor.total
        return self.measured.action.total / floor if floor else None

    @property
    def met(self) -> bool | None:
        """Whether every aim is met; None without one."""
        if self.action.aim is None and self.action.queries is None:
            return None
        fast = self.action.aim is None or self.counted <= self.action.aim
        return fast and (self.action.queries is None or self.queries <= self.action.queries)


def heading() -> str:
    """The names of the columns."""
    return COLUMNS.format(
        name="action", cpu="CPU ms", spread="least–most", floor="floor ms", ratio="ratio", queries="queries",
        aim="aim", met="met", split="by process, ms",
    )  # fmt: skip


def row(line: Line) -> str:
    """One action as a line of text."""
    cost, floor, aim = line.measured.action, line.measured.floor.total, line.action
    wanted = [f"{aim.aim:g}" if aim.aim is not None else "–", f"{aim.queries}" if aim.queries is not None else "–"]
    split = "  ".join(f"{name} {value:.2f}" for name, value in cost.by_process.items())
    if line.measured.besides:
        split += f"  (hash {line.measured.besides:.1f}, the rest {line.counted:.2f})"
    if line.split:
        split += f"  ({', '.join(f'{name} {value:.1f}' for name, value in line.split.items())})"
    return COLUMNS.format(
        name=aim.name, cpu=f"{cost.total:.2f}", spread=f"{cost.least:.2f}–{cost.most:.2f}", floor=f"{floor:.2f}",
        ratio=f"{line.ratio:.1f}" if line.ratio else "–", queries=line.queries, aim=f"{wanted[0]} / {wanted[1]}",
        met={True: "yes", False: "NO", None: ""}[line.met],
        split=split,
    )  # fmt: skip


def keep(lines: Iterable[Line], facts: dict[str, Any], folder: Path, moment: str) -> Path:
    """Write <moment>.json and latest.json into `folder`; the path of the first."""
    data = {
        "at": moment,
        "machine": {"processors": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        **facts,
        "actions": {line.action.name: _as_json(line) for line in lines},
    }
    text = json.dumps(data, indent=1, ensure_ascii=False)
    path = folder / f"{moment}.json"
    for target in (path, folder / "latest.json"):
        target.write_text(text)
    return path


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "title": line.action.title,
        "cpu_ms": round(line.measured.action.total, 3),
        "counted_ms": round(line.counted, 3),
        "split_ms": {name: round(value, 3) for name, value in line.split.items()},
        "floor_ms": round(line.measured.floor.total, 3),
        "ratio": round(line.ratio, 2) if line.ratio else None,
        "queries": line.queries,
        "aim_ms": line.action.aim,
        "aim_queries": line.action.queries,
        "met": line.met,
        "measured": asdict(line.measured),
    }
