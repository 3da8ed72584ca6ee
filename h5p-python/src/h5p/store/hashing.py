"""One hash for all files of a library, by which two copies of it are compared."""

import hashlib
from collections.abc import Mapping
from typing import BinaryIO

from h5p.library import Files

CHUNK = 1 << 16


def tree_hash(files: Files) -> str:
    """The SHA-256, in 64 hexadecimal digits, of what the files are called and hold; times and rights do not matter.

    Hashed are lines, one for each file in the order of the paths' code points: the path in UTF-8, a NUL byte, the
    SHA-256 of the file's bytes in hexadecimal digits, a line feed. Any other tool can make it again from that.
    """
    return hash_of({path: file_hash(files, path) for path in files.paths()})


def hash_of(hashes: Mapping[str, str]) -> str:
    """The tree's hash from the hash of each of its files, by path."""
    whole = hashlib.sha256()
    for path in sorted(hashes):
        whole.update(f"{path}\0{hashes[path]}\n".encode())
    return whole.hexdigest()


def file_hash(files: Files, path: str) -> str:
    """The SHA-256 of one file in hexadecimal digits."""
    with files.open(path) as file:
        return copy_hashed(file, None)


def copy_hashed(source: BinaryIO, target: BinaryIO | None) -> str:
    """Copy until the source ends and return the SHA-256 of what was read; with no target only that."""
    found = hashlib.sha256()
    while chunk := source.read(CHUNK):
        found.update(chunk)
        if target is not None:
            target.write(chunk)
    return found.hexdigest()
