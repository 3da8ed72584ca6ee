"""Watching a run: how far it is, what it costs and holds by process, and how long learners wait meanwhile."""

import threading
import time
from dataclasses import dataclass, field
from itertools import cycle
from statistics import quantiles
from typing import Any

from tests.bench.driver import Browser
from tests.bench.processes import Household

VIEWS_A_SECOND = 10


@dataclass
class Watch:
    """Readings at each thousand certificates (or as `every` says)."""

    household: Household
    every: int
    begun: float = field(default_factory=time.monotonic)
    marks: list[dict[str, Any]] = field(default_factory=list)
    peaks: dict[str, float] = field(default_factory=dict)

    def look(self, ready: int) -> None:
        """One reading; kept where another thousand is full, the first and the last always."""
        memory = self.household.memory()
        for name, megabytes in memory.items():
            self.peaks[name] = max(self.peaks.get(name, 0.0), megabytes)
        if not self.marks or ready // self.every > self.marks[-1]["ready"] // self.every:
            self.mark(ready, memory)

    def mark(self, ready: int, memory: dict[str, float] | None = None) -> None:
        """Keep a reading."""
        self.marks.append(
            {
                "ready": ready,
                "seconds": round(time.monotonic() - self.begun, 1),
                "cpu_seconds": {name: round(used, 2) for name, used in self.household.cpu().items()},
                "megabytes": {name: round(held, 1) for name, held in (memory or self.household.memory()).items()},
            }
        )


class Readers:
    """Learners who open a lesson, so many a second whatever happens; what each waited, in seconds."""

    def __init__(self, port: int, sessions: list[dict[str, str]], path: str) -> None:
        self._browsers = cycle([Browser(port, cookies) for cookies in sessions])
        self._path = path
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self.waited: list[float] = []
        self.failures = 0

    def __enter__(self) -> "Readers":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def take(self) -> dict[str, float]:
        """What was waited since the last time this was asked, in milliseconds."""
        waited, self.waited = self.waited, []
        if len(waited) < 2:
            return {"views": len(waited)}
        cuts = quantiles(waited, n=100, method="inclusive")
        found = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "most": max(waited)}
        return {"views": len(waited), **{name: round(value * 1000, 1) for name, value in found.items()}}

    def _read(self) -> None:
        due = time.monotonic()
        while not self._over.wait(max(0.0, due - time.monotonic())):
            # Counted from when the page was due: a queue before the server is waiting, too.
            try:
                next(self._browsers).get(self._path)
            except Exception:
                self.failures += 1
            self.waited.append(time.monotonic() - due)
            due = max(due + 1 / VIEWS_A_SECOND, time.monotonic() - 1)
