"""Which libraries content needs, and in which order they are loaded.

Dependencies come before those that need them, the main library comes last. A page has one library of a machine name:
where two versions are asked for, the one that was met first is it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from h5p.errors import Problem
from h5p.library import Kind, Libraries, Library
from h5p.names import LibraryName
from h5p.semantics import Field, Group, Many, Nested, SemanticsCache

# The order in which the kinds are followed; it decides the weights.
FOLLOWED = (Kind.DYNAMIC, Kind.PRELOADED, Kind.EDITOR)
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Dependency:
    """A library and how the content needs it."""

    kind: Kind
    library: Library


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions of one machine name, of which a page can hold one: `used` is loaded, `ignored` is not."""

    used: LibraryName
    ignored: LibraryName

    def __str__(self) -> str:
        return f"{self.ignored} is asked for as well, but a page holds one version: {self.used} is loaded."


@dataclass(frozen=True, slots=True)
class Resolution:
    """What content needs.

    `load_order`: the libraries to load, in order. `all_kinds`: these and the dynamic and editor ones, by weight, which
    counts every library when all that it needs has been counted. `dropped_css`: machine names whose style sheets stay
    away. `problems`: one for each library that is not there (`missing-required-library` where the content itself uses
    it, else `missing-library-dependency`). `warnings`: versions that clash.
    """

    load_order: tuple[Library, ...]
    all_kinds: tuple[Dependency, ...]
    dropped_css: frozenset[str]
    problems: tuple[Problem, ...]
    warnings: tuple[Clash, ...]


def resolve(
    main: LibraryName,
    params: Any,
    libraries: Libraries,
    *,
    addons: Iterable[LibraryName] = (),
    semantics: SemanticsCache | None = None,
) -> Resolution:
    """What content of the library `main` with these filtered params needs; addons are loaded after it. Never raises."""
    used = used_libraries(main, params, semantics or SemanticsCache(libraries))
    return resolve_used([*used, *addons], libraries)


def resolve_used(used: Iterable[LibraryName], libraries: Libraries) -> Resolution:
    """What content needs whose own libraries are `used`, each after those nested in its params, addons last."""
    state = _State(libraries)
    for name in used:
        state.visit(name)
    everything = tuple(state.weighed)
    return Resolution(
        load_order=tuple(one.library for one in everything if one.kind is Kind.PRELOADED),
        all_kinds=everything,
        dropped_css=frozenset().union(*(one.library.drops_css_of for one in everything)),
        problems=tuple(state.missing.values()),
        warnings=tuple(state.clashes),
    )


def used_libraries(main: LibraryName, params: Any, semantics: SemanticsCache) -> tuple[LibraryName, ...]:
    """The libraries of the content itself, each after those nested in its params, in their order; `main` is last."""
    found: dict[LibraryName, None] = {}
    fields = semantics.of(main)
    if fields is not None and isinstance(params, dict):
        for name in _nested(fields, params, semantics, 0):
            found.setdefault(name)
    found.setdefault(main)
    return tuple(found)


@dataclass(slots=True)
class _State:
    libraries: Libraries
    met: dict[tuple[Kind, str], LibraryName] = field(default_factory=dict)
    weighed: list[Dependency] = field(default_factory=list)
    missing: dict[LibraryName, Problem] = field(default_factory=dict)
    clashes: dict[Clash, None] = field(default_factory=dict)

    def visit(self, name: LibraryName) -> None:
        library = self._met(Kind.PRELOADED, name, None)
        # Without recursion: how long a chain of dependencies is, others decide.
        open_ones = [(Dependency(Kind.PRELOADED, library), self._needed(library, False))] if library else []
        while open_ones:
            dependency, rest = open_ones[-1]
            following = next(rest, None)
            if following is None:
                self.weighed.append(dependency)
                open_ones.pop()
            else:
                open_ones.append((following, self._needed(following.library, following.kind is Kind.EDITOR)))

    def _needed(self, library: Library, for_editor: bool) -> Iterator[Dependency]:
        for followed in FOLLOWED:
            # What an editor's library preloads is loaded in the editor only.
            kind = Kind.EDITOR if for_editor and followed is Kind.PRELOADED else followed
            for name in library.dependencies.get(followed, ()):
                needed = self._met(kind, name, library.name)
                if needed:
                    yield Dependency(kind, needed)

    def _met(self, kind: Kind, name: LibraryName, by: LibraryName | None) -> Library | None:
        """The library, when it is met for the first time in this kind and is there."""
        known = self.met.get((kind, name.machine_name))
        if known is not None:
            if known != name and kind is Kind.PRELOADED:
                self.clashes.setdefault(Clash(known, name))
            return None
        library = self.libraries.get(name)
        if library is None:
            self.missing.setdefault(name, _missing(name, by))
            return None
        self.met[kind, name.machine_name] = name
        return library


def _missing(name: LibraryName, by: LibraryName | None) -> Problem:
    if by is None:
        said = f"The library {name}, which the content uses, is not there."
        return Problem("missing-required-library", "content/content.json", said, {"library": str(name)})
    said = f"The library {name}, which {by} needs, is not there."
    return Problem(
        "missing-library-dependency", f"{by.folder}/library.json", said, {"library": str(name), "needed_by": str(by)}
    )


def _nested(field: Field, value: Any, semantics: SemanticsCache, depth: int) -> Iterator[LibraryName]:
    if depth > DEEPEST:
        return
    match field:
        case Group():
            if field.bare and depth:
                yield from _nested(next(iter(field.fields.values())), value, semantics, depth + 1)
            elif isinstance(value, dict):
                yield from _inside(field, value, semantics, depth)
        case Many() if isinstance(value, list):
            for one in value:
                yield from _nested(field.item, one, semantics, depth + 1)
        case Nested() if isinstance(value, dict) and value.get("library") in field.options:
            yield from _library(value, semantics, depth)


def _inside(group: Group, value: dict[str, Any], semantics: SemanticsCache, depth: int) -> Iterator[LibraryName]:
    for key, one in value.items():
        if inner := group.fields.get(key):
            yield from _nested(inner, one, semantics, depth + 1)


def _library(value: dict[str, Any], semantics: SemanticsCache, depth: int) -> Iterator[LibraryName]:
    try:
        name = LibraryName.parse(value["library"])
    except ValueError:
        return
    fields = semantics.of(name)
    if fields is not None and isinstance(params := value.get("params"), dict):
        yield from _inside(fields, params, semantics, depth + 1)
    yield name
