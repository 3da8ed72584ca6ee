"""Libraries kept in a folder of the file system (POSIX).

    ROOT/lock                               held by whoever changes anything
    ROOT/libraries/NAME-M.m/record.json     which tree is the library now, its hash, whether restricted or enabled
    ROOT/libraries/NAME-M.m/PATCH-RANDOM/   a tree: the library's files as they are
    ROOT/libraries/NAME-M.m/new-RANDOM/     a tree that is being written
    ROOT/uses/HASH.json                     which libraries one content needs

A tree never changes. Installing writes a new one beside the old, checks it, and then renames a new record over the old:
a reader finds the one or the other. A replaced tree stays for an hour for whoever is still reading it. The next
installer of the library takes away what is older, and at once what a killed one left half written.
"""

import contextlib
import fcntl
import hashlib
import json
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from h5p.errors import H5PError, Problem
from h5p.library import Files, Library
from h5p.names import LibraryName
from h5p.store.documents import described, is_named, language_of, refuse_unless_described, semantics_of
from h5p.store.port import Change, Installation, Standing, Usage
from h5p.store.trees import TreeFiles, copy_tree, write_whole
from h5p.store.using import refuse_if_used, usage_of

KEPT_FOR_READERS = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class _Record:
    tree: str
    patch: int
    hash: str
    restricted: bool = False
    enabled: bool = True


class FolderStore:
    """A `LibraryStore` under one folder, for any number of processes and threads on one machine.

    It holds against killed processes at any point; what a power cut leaves is up to the file system.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._libraries = root / "libraries"
        self._uses = root / "uses"
        for folder in (self._libraries, self._uses):
            folder.mkdir(parents=True, exist_ok=True)

    def get(self, name: LibraryName) -> Library | None:
        files = self.files(name)
        try:
            return described(files) if files else None
        except FileNotFoundError:  # deleted this moment
            return None

    def semantics(self, name: LibraryName) -> list[Any] | None:
        files = self.files(name)
        return semantics_of(files) if files else None

    def language(self, name: LibraryName, code: str) -> Mapping[str, Any] | None:
        files = self.files(name)
        return language_of(files, code) if files else None

    def files(self, name: LibraryName) -> TreeFiles | None:
        """Its files: those of one patch all the time, whatever is installed meanwhile (for an hour)."""
        record = self._record(name)
        return TreeFiles(self._home(name) / record.tree) if record else None

    def all(self) -> Iterable[Library]:
        return [library for name in self._names() if (library := self.get(name))]

    def install(self, library: Library, files: Files) -> Installation:
        refuse_unless_described(library, files)
        with self._locked():
            self._clean(self._home(library.name))
            old = self._record(library.name)
            if old and old.patch >= library.patch:
                return Installation(library.name, Change.KEPT, old.patch, old.patch, old.hash)
            new = self._publish(library, files, old)
        change, patch_before = (Change.UPGRADED, old.patch) if old else (Change.INSTALLED, None)
        return Installation(library.name, change, patch_before, new.patch, new.hash)

    def standing(self, name: LibraryName) -> Standing | None:
        record = self._record(name)
        return Standing(record.restricted, record.enabled) if record else None

    def restrict(self, name: LibraryName, restricted: bool) -> None:
        self._change(name, lambda record: replace(record, restricted=restricted))

    def enable(self, name: LibraryName, enabled: bool) -> None:
        self._change(name, lambda record: replace(record, enabled=enabled))

    def use(self, content: str, libraries: Collection[LibraryName]) -> None:
        # The key is anybody's text: its hash is a file name that leads nowhere else.
        path = self._uses / f"{hashlib.sha256(content.encode()).hexdigest()}.json"
        with self._locked():
            if not libraries:
                path.unlink(missing_ok=True)
                return
            write_whole(path, {"content": content, "libraries": sorted(map(str, libraries))})

    def usage(self, name: LibraryName) -> Usage:
        with self._locked():
            return self._usage(name)

    def delete(self, name: LibraryName) -> None:
        with self._locked():
            if self._record(name) is None:
                return
            refuse_if_used(name, self._usage(name))
            # The record first: without it the library is not there, whenever the rest goes.
            (self._home(name) / "record.json").unlink()
            shutil.rmtree(self._home(name), ignore_errors=True)

    def sweep(self, older_than: float = KEPT_FOR_READERS) -> None:
        """Take away every tree that no record has named for `older_than` seconds; installing does so for its own."""
        with self._locked():
            for home in self._libraries.iterdir():
                self._clean(home, older_than)
            _drop_parts(self._uses)

    def _usage(self, name: LibraryName) -> Usage:
        found = [json.loads(path.read_bytes()) for path in self._uses.glob("*.json")]
        uses = {one["content"]: {LibraryName.parse(text) for text in one["libraries"]} for one in found}
        return usage_of(name, uses, self.all())

    def _home(self, name: LibraryName) -> Path:
        return self._libraries / name.folder

    def _record(self, name: LibraryName) -> _Record | None:
        if not is_named(name):
            return None
        try:
            return _Record(**json.loads((self._home(name) / "record.json").read_bytes()))
        except FileNotFoundError:
            return None

    def _names(self) -> list[LibraryName]:
        return sorted(LibraryName.parse(home.parent.name) for home in self._libraries.glob("*/record.json"))

    def _publish(self, library: Library, files: Files, old: _Record | None) -> _Record:
        home = self._home(library.name)
        half = home / f"new-{secrets.token_hex(8)}"
        whole = home / f"{library.patch}-{secrets.token_hex(8)}"
        try:
            new = _Record(whole.name, library.patch, copy_tree(files, half, library.name.folder))
            half.rename(whole)
            if old:
                # From now on it counts as replaced: its hour begins.
                (home / old.tree).touch()
                new = replace(new, restricted=old.restricted, enabled=old.enabled)
            self._keep(library.name, new)
        except OSError as error:
            shutil.rmtree(whole, ignore_errors=True)
            what = f"{library.name} could not be written: {error.strerror or type(error).__name__}"
            raise H5PError(Problem("save-content-failed", library.name.folder, what)) from error
        finally:
            shutil.rmtree(half, ignore_errors=True)
        return new

    def _keep(self, name: LibraryName, record: _Record) -> None:
        kept = {field: getattr(record, field) for field in record.__slots__}
        write_whole(self._home(name) / "record.json", kept)

    def _change(self, name: LibraryName, changed: Callable[[_Record], _Record]) -> None:
        with self._locked():
            if record := self._record(name):
                self._keep(name, changed(record))

    def _clean(self, home: Path, older_than: float = KEPT_FOR_READERS) -> None:
        record = home / "record.json"
        named = json.loads(record.read_bytes())["tree"] if record.exists() else ""
        for tree in home.glob("*/"):
            half = tree.name.startswith("new-")
            if half or (tree.name != named and tree.stat().st_mtime < time.time() - older_than):
                shutil.rmtree(tree, ignore_errors=True)
        _drop_parts(home)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        # The system lets go of the lock of a killed process; each opening of the file is a lock of its own, so
        # that threads wait for one another too.
        with (self._root / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _drop_parts(folder: Path) -> None:
    for part in folder.glob("*.part"):
        part.unlink(missing_ok=True)
