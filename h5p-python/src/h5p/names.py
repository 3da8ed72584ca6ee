"""Names and versions of libraries.

Two libraries are compatible when machine name, major and minor version agree; the patch is replaceable. Such a name is
written with a space in content ("H5P.Blanks 1.14") and with a hyphen in folders and addresses ("H5P.Blanks-1.14").
"""

import re
from dataclasses import dataclass

# PHP's \w knows ASCII alone, and fullmatch is meant throughout: `$` would let a trailing newline pass.
MACHINE_NAME = re.compile(r"[\w\-.]{1,255}", re.ASCII)
UBER_NAME = re.compile(r"([\w\-.]{1,255})[- ]([0-9]{1,5})\.([0-9]{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class LibraryName:
    """A machine name with major and minor version: what content and other libraries ask for."""

    machine_name: str
    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> "LibraryName":
        """The name written as `H5P.Blanks 1.14` or `H5P.Blanks-1.14`; ValueError for anything else."""
        found = UBER_NAME.fullmatch(text)
        if not found:
            raise ValueError(f"{text[:80]!r} is no name of a library with its version")
        return cls(found[1], int(found[2]), int(found[3]))

    @property
    def folder(self) -> str:
        """The name of its folder, in packages and on disk."""
        return f"{self.machine_name}-{self.major}.{self.minor}"

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}"
