"""Collecting problems while a package is looked at."""

from h5p.errors import Problem, Value
from h5p.limits import Limits

# Characters of a path that are shown; longer ones are refused anyhow.
SHOWN = 1100


class Findings:
    """Problems in the order in which they are found; a bounded number is kept, but whether there is any is always true.

    Without a bound a package could be made that has little in it but problems.
    """

    def __init__(self, limits: Limits) -> None:
        self._kept: list[Problem] = []
        self.most = limits.problems

    def add(self, *problems: Problem) -> None:
        """Keep these, as far as there is room."""
        self._kept.extend(problems[: self.most - len(self._kept)])

    def say(self, id: str, path: str, detail: str, **values: Value) -> None:
        """Keep what is said here; a path of any length is cut to one that can be shown."""
        self.add(Problem(id, path if len(path) <= SHOWN else path[:SHOWN] + "…", detail, values))

    @property
    def all(self) -> tuple[Problem, ...]:
        """What was kept."""
        return tuple(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
