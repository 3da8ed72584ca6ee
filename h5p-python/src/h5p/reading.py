"""Taking a package apart into a folder of its own, for as long as it is read."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from h5p.errors import H5PError, Problem
from h5p.examining import Scanner
from h5p.library import Files, Libraries
from h5p.limits import Limits
from h5p.package import CONTENT, Package
from h5p.validating import LIMITS, validate

PIECE = 256 * 1024


class Unpacked:
    """The files that were written below a folder, by their paths from there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._paths: dict[str, None] = {}

    def paths(self) -> tuple[str, ...]:
        """Every file, in the order in which they were written."""
        return tuple(self._paths)

    def open(self, path: str) -> BinaryIO:
        """The file, to read; FileNotFoundError when there is none."""
        if path not in self._paths:
            raise FileNotFoundError(path)
        return (self.root / path).open("rb")

    def write(self, folder: str, files: Files) -> None:
        """Write all of these below this folder; nothing that is there is ever replaced."""
        made: set[Path] = set()
        for path in files.paths():
            target = self.root / folder / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            with files.open(path) as source, target.open("xb") as out:
                shutil.copyfileobj(source, out, PIECE)
            self._paths[f"{folder}/{path}"] = None


@contextmanager
def read(
    file: BinaryIO,
    *,
    filename: str = "",
    store: Libraries | None = None,
    may_install: bool = True,
    with_content: bool = True,
    limits: Limits = LIMITS,
    scanners: Sequence[Scanner] = (),
    into: Path | None = None,
) -> Iterator[Package]:
    """The package in `file`, unpacked into a fresh folder that only this user may enter, and that is gone afterwards.

    Takes what `validate` takes. H5PError with every problem when the package is not valid: then nothing was written.
    `into` is where the fresh folder is made; without it that is where the system keeps temporary files. Each library's
    folder is named by its name and version, however it was called in the package.
    """
    report = validate(
        file,
        filename=filename,
        store=store,
        may_install=may_install,
        with_content=with_content,
        limits=limits,
        scanners=scanners,
    )
    if not report.valid or report.package is None:
        raise H5PError(report.problems)
    with tempfile.TemporaryDirectory(prefix="h5p-", dir=into) as folder:
        yield _unpack(report.package, Unpacked(Path(folder)), limits)


def _unpack(package: Package, files: Unpacked, limits: Limits) -> Package:
    try:
        files.write(CONTENT, package.content)
        for name, folder in package.folders.items():
            files.write(name.folder, folder)
    except OSError as error:
        detail = f"the package could not be unpacked: {error.strerror or type(error).__name__}"
        raise H5PError(Problem("save-content-failed", "", detail)) from error
    folders = {name.folder: library for name, library in package.libraries.items()}
    return Package(files, package.manifest, folders, limits)
