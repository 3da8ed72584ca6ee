"""Taking in a package: checked, filtered, its media put in place, and a version of a content made of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from academy.people.models import Person
from courses.h5p.preparing import Preparation, keep, preparation
from courses.h5p.shelving import put
from courses.h5p.store import DatabaseStore
from courses.models import H5PContent, H5PLibrary, H5PVersion
from h5p import H5PError, LibraryName, Problem
from h5p.package import Package
from h5p.reading import read

RESTRICTED = "courses.change_h5plibrary"


def upload(file: BinaryIO, *, filename: str, by: Person | None, content: H5PContent | None = None) -> H5PVersion:
    """A new content, or a new version of `content`, made of a package. Its libraries must be installed.

    H5PError with every problem when the package is refused; then nothing is left behind.
    """
    with read(file, filename=filename, store=DatabaseStore(), may_install=False) as package:
        version = H5PVersion(
            library=_playable(package.main, by),
            params=package.params,
            metadata=dict(package.manifest),
            folder=put(_Media(package), media(), "content"),
            files=list(package.content_files),
            uploaded_by=by,
        )
        made = preparation(package.main, package.params, package.content_files)
        title = package.title[:255]
    version.size = sum(path.stat().st_size for path in media(version.folder).rglob("*") if path.is_file())
    # All that takes long is done: while this is open, SQLite lets nobody else write.
    with transaction.atomic():
        return _enter(version, made, content or H5PContent.objects.create(title=title, created_by=by))


def media(folder: str = "") -> Path:
    """Where the media of a version lie."""
    return Path(settings.H5P_DIR) / "contents" / folder


class _Media:
    """The media of a package as files to copy."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def paths(self) -> Iterable[str]:
        return self._package.content_files

    def open(self, path: str) -> BinaryIO:
        return self._package.open_content(path)


def _playable(name: LibraryName, by: Person | None) -> H5PLibrary:
    library = H5PLibrary.objects.get(machine_name=name.machine_name, major=name.major, minor=name.minor)
    if not library.enabled or (library.restricted and not (by and by.has_perm(RESTRICTED))):
        detail = f"{name} may not be used: ask an administrator"
        raise H5PError(Problem("illegal-option-in-library", "h5p.json#/mainLibrary", detail, {"library": str(name)}))
    return library


def _enter(version: H5PVersion, made: Preparation, content: H5PContent) -> H5PVersion:
    """Write the version as the content's next and current one."""
    version.content = H5PContent.objects.select_for_update().get(pk=content.pk)
    newest = version.content.versions.order_by("-number").values_list("number", flat=True).first()
    version.number = (newest or 0) + 1
    keep(version, made)
    H5PContent.objects.filter(pk=content.pk).update(current=version)
    content.current = version.content.current = version
    return version
