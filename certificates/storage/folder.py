"""Files in a folder of this machine, or of one that is mounted."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from certificates.storage.port import DamagedError

PART = ".part-"


class Folder:
    """`<folder>/<name>`. A file appears under its name when all of it is on the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, content: bytes) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self._root, prefix=PART)
        part = Path(temporary)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if part.read_bytes() != content:
                raise DamagedError(f"{name} came back from the disk otherwise than it was written.")
            part.replace(self._root / name)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(self._root)

    def get(self, name: str) -> bytes:
        return (self._root / name).read_bytes()

    def names(self, before: float) -> Iterator[str]:
        if not self._root.is_dir():
            return
        with os.scandir(self._root) as entries:
            for entry in entries:
                if entry.is_file() and _written(Path(entry.path)) < before:
                    yield entry.name

    def remove(self, name: str, before: float) -> bool:
        path = self._root / name
        if _written(path) >= before:
            return False
        path.unlink(missing_ok=True)
        return True

    def answers(self) -> bool:
        # The folder itself is made; a missing disk below it is not.
        try:
            self._root.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=self._root) as trial:
                trial.write(b"1")
                trial.flush()
        except OSError:
            return False
        return True


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _sync_folder(folder: Path) -> None:
    """A rename is safe only once the folder itself is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
