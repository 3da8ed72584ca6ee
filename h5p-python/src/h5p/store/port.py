"""What every store of libraries promises."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from h5p.library import Files, Libraries, Library
from h5p.names import LibraryName


class Change(StrEnum):
    """What installing did: a new name and version, a higher patch of one that was there, or nothing."""

    INSTALLED = "installed"
    UPGRADED = "upgraded"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Installation:
    """What an administrator is shown and what the log keeps: the name, old and new patch, and the files' hash."""

    name: LibraryName
    change: Change
    old_patch: int | None
    new_patch: int
    tree_hash: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Who needs a library: contents by their keys, and other installed libraries."""

    contents: tuple[str, ...]
    libraries: tuple[LibraryName, ...]

    def __bool__(self) -> bool:
        return bool(self.contents or self.libraries)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a library may be used: restricted, by those alone who may; not enabled, neither made nor played."""

    restricted: bool = False
    enabled: bool = True


class LibraryStore(Libraries, Protocol):
    """Keeps libraries by machine name, major and minor version; the patch is replaced, never lowered.

    Reading raises nothing for any name that is not there, but FileNotFoundError for a file of one that is.
    """

    def all(self) -> Iterable[Library]:
        """Every installed library, by machine name, then version, ascending."""

    def install(self, library: Library, files: Files) -> Installation:
        """Install it, or replace a strictly lower patch as a whole, or keep what is there (equal or higher patch).

        All or nothing: whoever reads meanwhile finds the old or the new library, never a mixture; a failure leaves the
        old one. Two installations of one library at once leave the higher patch.
        """

    def standing(self, name: LibraryName) -> Standing | None:
        """Whether it is restricted and enabled; both survive an upgrade."""

    def restrict(self, name: LibraryName, restricted: bool) -> None:
        """Let only those who may make restricted content use it, or everybody again."""

    def enable(self, name: LibraryName, enabled: bool) -> None:
        """Let it be made and played, or not."""

    def use(self, content: str, libraries: Collection[LibraryName]) -> None:
        """From now on the content of this key needs exactly these libraries; none at all when it is deleted."""

    def usage(self, name: LibraryName) -> Usage:
        """Who needs this library."""

    def delete(self, name: LibraryName) -> None:
        """Take it away with its files; H5PError `library-used` while anyone needs it; nothing when it is not there."""
