"""Installing libraries, which run in every reader's browser: administrators only, each step kept with its hash."""

from typing import BinaryIO

from django.db import transaction

from academy.people.models import Person
from courses.h5p.store import DatabaseStore
from courses.models import H5PInstallation
from h5p import LibraryName
from h5p.installing import install_libraries
from h5p.reading import read
from h5p.store.port import Installation


def install(file: BinaryIO, *, filename: str, by: Person | None) -> tuple[Installation, ...]:
    """Install what the package brings, or upgrade it; H5PError with every problem when the package is refused."""
    with read(file, filename=filename, store=DatabaseStore(), may_install=True, with_content=False) as package:
        return install_libraries(package, Recorded(by))


class Recorded(DatabaseStore):
    """The store, keeping of each library who installed it, in the transaction that does."""

    def __init__(self, by: Person | None) -> None:
        self.by = by

    def changed(self, done: Installation) -> None:
        H5PInstallation.objects.create(
            library=str(done.name),
            change=done.change,
            old_patch=done.old_patch,
            new_patch=done.new_patch,
            tree_hash=done.tree_hash,
            by=self.by,
        )


def delete(name: LibraryName, *, by: Person) -> None:
    """Take a library away; H5PError `library-used` while a content or another library needs it."""
    with transaction.atomic():
        DatabaseStore().delete(name)
        H5PInstallation.objects.create(library=str(name), change=H5PInstallation.Change.DELETED, by=by)
