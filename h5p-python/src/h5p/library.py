"""A library as its `library.json` describes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from h5p.names import LibraryName


class Kind(StrEnum):
    """How a library needs another: loaded with it, only installed beside it, or only while editing."""

    PRELOADED = "preloaded"
    DYNAMIC = "dynamic"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Library:
    """One version of one library. Paths are relative to its folder, with `/`, in the order of the file."""

    name: LibraryName
    patch: int
    title: str
    runnable: bool = False
    fullscreen: bool = False
    embed_types: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    dependencies: Mapping[Kind, tuple[LibraryName, ...]] = field(default_factory=dict)
    drops_css_of: frozenset[str] = frozenset()
    core_api: tuple[int, int] = (1, 0)
    # The rule by which an addon is added to content: the patterns of its `addTo`, as written ("/x/i").
    added_by: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """With the patch: `1.14.6`."""
        return f"{self.name.major}.{self.name.minor}.{self.patch}"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Library":
        """The library that a validated `library.json` describes; `metadata` keeps the whole of it."""
        return cls(
            name=LibraryName(data["machineName"], int(data["majorVersion"]), int(data["minorVersion"])),
            patch=int(data["patchVersion"]),
            title=data["title"],
            runnable=bool(int(data["runnable"])),
            fullscreen=bool(int(data.get("fullscreen") or 0)),
            embed_types=tuple(data.get("embedTypes") or ()),
            scripts=_paths(data.get("preloadedJs")),
            styles=_paths(data.get("preloadedCss")),
            dependencies={kind: named(data.get(f"{kind}Dependencies")) for kind in Kind},
            drops_css_of=frozenset(one["machineName"] for one in data.get("dropLibraryCss") or ()),
            core_api=_core_api(data.get("coreApi")),
            added_by=_patterns(data.get("addTo")),
            metadata=dict(data),
        )


class Files(Protocol):
    """The files of one library, to read: an unpacked folder, an archive, a store."""

    def paths(self) -> Iterable[str]:
        """Every file, relative to the library's folder, with `/`."""

    def open(self, path: str) -> BinaryIO:
        """The file, to read; FileNotFoundError when there is none."""


class Libraries(Protocol):
    """Where libraries are looked up: a package, a store, or one before the other. None for what is not there."""

    def get(self, name: LibraryName) -> Library | None:
        """The library of exactly this name."""

    def semantics(self, name: LibraryName) -> list[Any] | None:
        """Its `semantics.json`, parsed; an empty list where it has none."""

    def language(self, name: LibraryName, code: str) -> Mapping[str, Any] | None:
        """Its translation of the semantics, by the exact code."""

    def files(self, name: LibraryName) -> Files | None:
        """Its files."""


def named(dependencies: list[Mapping[str, Any]] | None) -> tuple[LibraryName, ...]:
    """The libraries that a validated list of dependencies names, in its order."""
    listed = dependencies or ()
    return tuple(LibraryName(one["machineName"], int(one["majorVersion"]), int(one["minorVersion"])) for one in listed)


def _paths(listed: list[Mapping[str, str]] | None) -> tuple[str, ...]:
    return tuple(_path(one["path"]) for one in listed or ())


def _path(written: str) -> str:
    """As the file is called: some write `./main.js`, `/main.js` or a backslash."""
    return "/".join(part for part in written.replace("\\", "/").split("/") if part not in ("", "."))


def _core_api(said: Mapping[str, Any] | None) -> tuple[int, int]:
    return (int(said["majorVersion"]), int(said["minorVersion"])) if said else (1, 0)


def _patterns(add_to: Any) -> tuple[str, ...]:
    types = ((add_to or {}).get("content") or {}).get("types") or () if isinstance(add_to, dict) else ()
    found = (((one or {}).get("text") or {}).get("regex") for one in types if isinstance(one, dict))
    return tuple(pattern for pattern in found if isinstance(pattern, str))
