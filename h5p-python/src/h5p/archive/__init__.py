"""ZIP archives read as hostile ones: see `directory` for what is in one and `inflating` for taking a file out."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, cast

from h5p.archive.directory import Entry, read_directory
from h5p.archive.inflating import pieces
from h5p.limits import Limits

__all__ = ["Archive", "Entry", "pieces", "read_directory"]


class Archive:
    """Some entries of an archive as files to read, by their paths; not to be read by two threads at once."""

    def __init__(self, file: BinaryIO, entries: Mapping[str, Entry], limits: Limits) -> None:
        self._file = file
        self._entries = entries
        self._limits = limits

    def paths(self) -> Iterable[str]:
        """The paths in the order of the archive."""
        return self._entries.keys()

    def open(self, path: str) -> BinaryIO:
        """The file, to read once from its beginning; FileNotFoundError when there is none.

        Reading raises H5PError where `pieces` does; the last read does, when the checksum is wrong.
        """
        entry = self._entries.get(path)
        if entry is None:
            raise FileNotFoundError(path)
        return cast(BinaryIO, io.BufferedReader(_Unpacked(pieces(self._file, entry, self._limits))))


class _Unpacked(io.RawIOBase):
    def __init__(self, source: Iterator[bytes]) -> None:
        super().__init__()
        self._source = source
        self._waiting = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed: any buffer
        if not self._waiting:
            self._waiting = memoryview(next(self._source, b""))
        size = min(len(buffer), len(self._waiting))
        buffer[:size] = self._waiting[:size]
        self._waiting = self._waiting[size:]
        return size
