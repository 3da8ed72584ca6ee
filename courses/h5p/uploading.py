"""Taking in a package: checked, filtered, its media put in place, and a version of a content made of it."""

import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from academy.people.models import Person
from courses.h5p.preparing import prepare
from courses.h5p.store import DatabaseStore
from courses.models import H5PContent, H5PLibrary, H5PVersion
from h5p import H5PError, LibraryName, Problem
from h5p.package import Package
from h5p.reading import read
from h5p.store.trees import copy_tree

RESTRICTED = "courses.change_h5plibrary"


def upload(file: BinaryIO, *, filename: str, by: Person | None, content: H5PContent | None = None) -> H5PVersion:
    """A new content, or a new version of `content`, made of a package. Its libraries must be installed.

    H5PError with every problem when the package is refused; then nothing is left behind.
    """
    with read(file, filename=filename, store=DatabaseStore(), may_install=False) as package:
        library = _playable(package.main, by)
        folder = _put(package)
        with transaction.atomic():
            if content is None:
                content = H5PContent.objects.create(title=package.title[:255], created_by=by)
            else:
                content = H5PContent.objects.select_for_update().get(pk=content.pk)
            number = (content.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
            version = H5PVersion.objects.create(
                content=content,
                number=number,
                library=library,
                params=package.params,
                metadata=dict(package.manifest),
                folder=folder,
                files=list(package.content_files),
                size=sum(path.stat().st_size for path in media(folder).rglob("*") if path.is_file()),
                uploaded_by=by,
            )
            prepare(version)
            H5PContent.objects.filter(pk=content.pk).update(current=version)
    content.current = version
    return version


def media(folder: str) -> Path:
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


def _put(package: Package) -> str:
    """Copy the media to the folder that their hash names; the same media of two uploads lie there once."""
    half = media(f"new-{secrets.token_hex(8)}")
    try:
        folder = copy_tree(_Media(package), half, "content")
        if media(folder).is_dir():
            media(folder).touch()  # the sweep takes away what nobody names for a day
        else:
            half.rename(media(folder))
    except OSError as error:
        detail = f"the media could not be written: {error.strerror or type(error).__name__}"
        raise H5PError(Problem("save-content-failed", "content", detail)) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return folder
