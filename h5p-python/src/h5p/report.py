"""What validating found."""

from dataclasses import dataclass

from h5p.errors import Problem
from h5p.package import Package


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on a package: every problem that was found, and as much of the package as could be read.

    `package` reads from the file that was validated and is of use as long as that is open; it is None when the file is
    no archive, or its `h5p.json` says nothing. A package of a report that is not valid must not be stored or played.
    """

    problems: tuple[Problem, ...]
    package: Package | None = None

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems
