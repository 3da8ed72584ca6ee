"""Libraries in a dict, for tests of what looks libraries up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from h5p import Kind, Library, LibraryName


def name(text: str) -> LibraryName:
    return LibraryName.parse(text)


def library(
    text: str,
    *,
    patch: int = 0,
    preloaded: Iterable[str] = (),
    dynamic: Iterable[str] = (),
    editor: Iterable[str] = (),
    **given: Any,
) -> Library:
    """A library named as in `H5P.Blanks 1.14`, with the libraries that it needs."""
    named = name(text)
    needs = {Kind.PRELOADED: preloaded, Kind.DYNAMIC: dynamic, Kind.EDITOR: editor}
    return Library(
        named,
        patch,
        named.machine_name,
        dependencies={kind: tuple(map(name, them)) for kind, them in needs.items()},
        **given,
    )


@dataclass
class InMemory:
    """`Libraries` from a dict."""

    libraries: dict[LibraryName, Library] = field(default_factory=dict)
    fields: dict[LibraryName, list[Any]] = field(default_factory=dict)

    def add(self, added: Library, *fields: Any) -> "InMemory":
        self.libraries[added.name] = added
        self.fields[added.name] = list(fields)
        return self

    def get(self, name: LibraryName) -> Library | None:
        return self.libraries.get(name)

    def semantics(self, name: LibraryName) -> list[Any] | None:
        return self.fields.get(name)

    def language(self, name: LibraryName, code: str) -> Mapping[str, Any] | None:
        return None

    def files(self, name: LibraryName) -> None:
        return None


def holding(*libraries: Library) -> InMemory:
    """Libraries without semantics."""
    found = InMemory()
    for one in libraries:
        found.add(one)
    return found
