"""The libraries of h5p-python kept in our database, their files on disk.

`H5P_DIR/libraries/NAME-M.m/TREE_HASH/` holds the files of one patch and never changes, so browsers may keep them for
ever. A row says which tree is the library now: it changes in one transaction, and readers find the old or the new.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses.h5p.shelving import put
from courses.models import H5PLibrary, H5PUse
from h5p import Library, LibraryName
from h5p.library import Files
from h5p.store.documents import language_of, refuse_unless_described, semantics_of
from h5p.store.port import Change, Installation, Standing, Usage
from h5p.store.trees import TreeFiles
from h5p.store.using import refuse_if_used, usage_of


class DatabaseStore:
    """A `LibraryStore` for any number of processes, on machines that share `H5P_DIR`."""

    def get(self, name: LibraryName) -> Library | None:
        row = _rows(name).first()
        return Library.from_json(row.metadata) if row else None

    def all(self) -> Iterable[Library]:
        return [Library.from_json(metadata) for metadata in H5PLibrary.objects.values_list("metadata", flat=True)]

    def semantics(self, name: LibraryName) -> list[Any] | None:
        row = _rows(name).first()
        return row.semantics if row else None

    def language(self, name: LibraryName, code: str) -> Mapping[str, Any] | None:
        files = self.files(name)
        return language_of(files, code) if files else None

    def files(self, name: LibraryName) -> TreeFiles | None:
        """Its files: those of one patch all the time, whatever is installed meanwhile."""
        row = _rows(name).first()
        return TreeFiles(tree(name.folder, row.tree_hash)) if row else None

    def install(self, library: Library, files: Files) -> Installation:
        refuse_unless_described(library, files)
        hashed = put(files, shelf(library.name.folder), library.name.folder)
        while True:
            try:
                with transaction.atomic():
                    done = _settle(library, hashed)
                    if done.change is not Change.KEPT:
                        self.changed(done)
                    return done
            except IntegrityError:
                # Another installed the same library this moment: now there is a row to compare with.
                continue

    def changed(self, done: Installation) -> None:
        """For those who keep a record: called in the transaction that installs or upgrades."""

    def standing(self, name: LibraryName) -> Standing | None:
        row = _rows(name).first()
        return Standing(row.restricted, row.enabled) if row else None

    def restrict(self, name: LibraryName, restricted: bool) -> None:
        _rows(name).update(restricted=restricted)

    def enable(self, name: LibraryName, enabled: bool) -> None:
        _rows(name).update(enabled=enabled)

    def use(self, content: str, libraries: Collection[LibraryName]) -> None:
        with transaction.atomic():
            H5PUse.objects.filter(content=content).delete()
            rows = [
                H5PUse(content=content, machine_name=one.machine_name, major=one.major, minor=one.minor)
                for one in sorted(set(libraries))
            ]
            # Two who prepare the same content at once write the same rows.
            H5PUse.objects.bulk_create(rows, ignore_conflicts=True)

    def usage(self, name: LibraryName) -> Usage:
        used = H5PUse.objects.filter(**_named(name)).values_list("content", flat=True)
        return usage_of(name, {content: {name} for content in used}, self.all())

    def delete(self, name: LibraryName) -> None:
        with transaction.atomic():
            row = _rows(name).select_for_update().first()
            if row is None:
                return
            refuse_if_used(name, self.usage(name))
            row.delete()


def shelf(folder: str) -> Path:
    """Where the patches of a library lie, each in a folder named by its hash."""
    return Path(settings.H5P_DIR) / "libraries" / folder


def tree(folder: str, tree_hash: str) -> Path:
    """Where the files of one patch lie."""
    return shelf(folder) / tree_hash


def address_of(path: str, hashes: Mapping[str, str]) -> str:
    """Where browsers find a file such as `H5P.Blanks-1.14/js/blanks.js`, by the hash of its library's files."""
    folder, _, inside = path.partition("/")
    return reverse("h5p:library", args=[folder, hashes[folder], inside])


def _rows(name: LibraryName) -> Any:
    return H5PLibrary.objects.filter(**_named(name))


def _named(name: LibraryName) -> dict[str, Any]:
    return {"machine_name": name.machine_name, "major": name.major, "minor": name.minor}


def _settle(library: Library, hashed: str) -> Installation:
    row = _rows(library.name).select_for_update().first()
    if row and row.patch >= library.patch:
        return Installation(library.name, Change.KEPT, row.patch, row.patch, row.tree_hash)
    said = {
        "patch": library.patch,
        "title": library.title,
        "runnable": library.runnable,
        "metadata": dict(library.metadata),
        "semantics": semantics_of(TreeFiles(tree(library.name.folder, hashed))),
        "tree_hash": hashed,
    }
    if row is None:
        H5PLibrary.objects.create(**_named(library.name), **said)
        return Installation(library.name, Change.INSTALLED, None, library.patch, hashed)
    _rows(library.name).update(**said)
    return Installation(library.name, Change.UPGRADED, row.patch, library.patch, hashed)
