"""Libraries kept in memory: for tests, for one package on its own, for a site's first steps."""

import io
import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from h5p.library import Files, Library
from h5p.names import LibraryName
from h5p.store.documents import language_of, refuse_unless_described, semantics_of
from h5p.store.hashing import tree_hash
from h5p.store.port import Change, Installation, Standing, Usage
from h5p.store.using import refuse_if_used, usage_of


@dataclass(frozen=True, slots=True)
class MemoryFiles:
    """Files by their path."""

    held: Mapping[str, bytes]

    def paths(self) -> Iterable[str]:
        return sorted(self.held)

    def open(self, path: str) -> BinaryIO:
        if path not in self.held:
            raise FileNotFoundError(path)
        return io.BytesIO(self.held[path])


@dataclass(frozen=True, slots=True)
class _Kept:
    library: Library
    files: MemoryFiles
    hash: str
    standing: Standing


class MemoryStore:
    """A `LibraryStore` that is gone with the process. Threads may share it."""

    def __init__(self) -> None:
        self._kept: dict[LibraryName, _Kept] = {}
        self._uses: dict[str, frozenset[LibraryName]] = {}
        self._lock = threading.Lock()

    def get(self, name: LibraryName) -> Library | None:
        kept = self._kept.get(name)
        return kept.library if kept else None

    def semantics(self, name: LibraryName) -> list[Any] | None:
        files = self.files(name)
        return semantics_of(files) if files else None

    def language(self, name: LibraryName, code: str) -> Mapping[str, Any] | None:
        files = self.files(name)
        return language_of(files, code) if files else None

    def files(self, name: LibraryName) -> Files | None:
        kept = self._kept.get(name)
        return kept.files if kept else None

    def all(self) -> Iterable[Library]:
        with self._lock:
            return [self._kept[name].library for name in sorted(self._kept)]

    def install(self, library: Library, files: Files) -> Installation:
        refuse_unless_described(library, files)
        copied = MemoryFiles({path: _read(files, path) for path in files.paths()})
        new = _Kept(library, copied, tree_hash(copied), Standing())
        with self._lock:
            old = self._kept.get(library.name)
            if old and old.library.patch >= library.patch:
                patch = old.library.patch
                return Installation(library.name, Change.KEPT, patch, patch, old.hash)
            self._kept[library.name] = replace(new, standing=old.standing) if old else new
        change, patch_before = (Change.UPGRADED, old.library.patch) if old else (Change.INSTALLED, None)
        return Installation(library.name, change, patch_before, library.patch, new.hash)

    def standing(self, name: LibraryName) -> Standing | None:
        kept = self._kept.get(name)
        return kept.standing if kept else None

    def restrict(self, name: LibraryName, restricted: bool) -> None:
        self._stand(name, restricted=restricted)

    def enable(self, name: LibraryName, enabled: bool) -> None:
        self._stand(name, enabled=enabled)

    def use(self, content: str, libraries: Collection[LibraryName]) -> None:
        with self._lock:
            self._uses.pop(content, None)
            if libraries:
                self._uses[content] = frozenset(libraries)

    def usage(self, name: LibraryName) -> Usage:
        with self._lock:
            return self._usage(name)

    def delete(self, name: LibraryName) -> None:
        with self._lock:
            if name in self._kept:
                refuse_if_used(name, self._usage(name))
                del self._kept[name]

    def _usage(self, name: LibraryName) -> Usage:
        return usage_of(name, self._uses, [kept.library for kept in self._kept.values()])

    def _stand(self, name: LibraryName, **changes: bool) -> None:
        with self._lock:
            if kept := self._kept.get(name):
                self._kept[name] = replace(kept, standing=replace(kept.standing, **changes))


def _read(files: Files, path: str) -> bytes:
    with files.open(path) as file:
        return file.read()
