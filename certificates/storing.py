"""Issued files on disk, each under its own fingerprint: `CERTIFICATES_DIR/<sha256>.pdf`. None is ever changed.

Credentials and badges made of a certificate lie beside it, under the ending of their kind.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"([0-9a-f]{64})\.(?:pdf|jwt|json|png|svg)")


def fingerprint(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def path_of(sha256: str, ending: str = "pdf") -> Path:
    """Where the file with that fingerprint lies."""
    return Path(settings.CERTIFICATES_DIR) / f"{sha256}.{ending}"


def store(content: bytes, ending: str = "pdf") -> str:
    """Write the file, whole or not at all, and give its fingerprint; when this returns it survives a power cut.

    Raises OSError (disk full, no right to write).
    """
    sha256 = fingerprint(content)
    target = path_of(sha256, ending)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return sha256


def left_over(older_than: float) -> Iterator[tuple[Path, str]]:
    """Files last written before that moment (seconds since 1970), with their fingerprint; empty for unfinished ones."""
    folder = Path(settings.CERTIFICATES_DIR)
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            finished = NAME.fullmatch(entry.name)
            if (finished or entry.name.startswith(".part-")) and _written(Path(entry.path)) < older_than:
                yield Path(entry.path), finished[1] if finished else ""


def remove(path: Path, older_than: float) -> bool:
    """Delete the file unless it was written again meanwhile; say whether."""
    if _written(path) >= older_than:
        return False
    path.unlink(missing_ok=True)
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
