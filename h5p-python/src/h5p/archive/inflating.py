"""Taking one file out of an archive, piece by piece, believing nothing that is said of it."""

import zlib
from collections.abc import Iterator
from struct import Struct
from typing import BinaryIO

from h5p.archive.directory import UNKNOWN_32, Entry, broken, long_numbers, read_exactly
from h5p.errors import H5PError, Problem
from h5p.limits import Limits
from h5p.paths import suffix

LOCAL = Struct("<4s5H3L2H")
STORED = 0
DEFLATED = 8
SIZES_FOLLOW = 1 << 3
ENCRYPTED = 1
READ = 64 * 1024
PIECE = 256 * 1024


def pieces(file: BinaryIO, entry: Entry, limits: Limits) -> Iterator[bytes]:
    """The bytes of the file, at most 256 KiB at a time.

    H5PError `file-size-too-large` or `suspicious-compression-ratio` as soon as more comes out than may, and
    `unable-to-read-package-file` when the length or the checksum is not what the directory says. What was given out
    before is therefore not to be used until the end was reached.
    """
    start = _check_header(file, entry)
    most = limits.bytes_of(suffix(entry.path))
    ratio_most = max(limits.ratio_from_bytes, limits.ratio * entry.packed)
    size = crc = 0
    for piece in _stored(file, entry, start) if entry.method == STORED else _inflated(file, entry, start):
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        if size > ratio_most:
            raise _suspicious(entry, limits)
        if size > most:
            detail = f"at least {size:,} bytes come out of the entry; at most {most:,} are read"
            raise H5PError(Problem("file-size-too-large", entry.path, detail, {"bytes": size, "most": most}))
        yield piece
    if size != entry.size:
        raise _unreadable(entry, f"holds {size:,} bytes where {entry.size:,} are said")
    if crc != entry.crc:
        raise _unreadable(entry, f"has the checksum {crc:08x} where {entry.crc:08x} is said")


def _check_header(file: BinaryIO, entry: Entry) -> int:
    record = LOCAL.unpack(read_exactly(file, entry.start, LOCAL.size))
    signature, _, flags, method, _, _, crc, packed, size, name_size, extra_size = record
    start: int = entry.start + LOCAL.size + name_size + extra_size
    if signature != b"PK\3\4" or start + entry.packed > entry.start + entry.room:
        raise broken("the entry is not where the directory says, or runs into the next one", entry.path)
    after_signature = read_exactly(file, entry.start + LOCAL.size, name_size + extra_size)
    if UNKNOWN_32 in (packed, size):
        size, packed = long_numbers(after_signature[name_size:], size, packed)
    same = (after_signature[:name_size], method, flags & ENCRYPTED) == (
        entry.name,
        entry.method,
        entry.flags & ENCRYPTED,
    )
    if flags & SIZES_FOLLOW:
        same &= crc in (0, entry.crc) and packed in (0, entry.packed) and size in (0, entry.size)
    else:
        same &= (crc, packed, size) == (entry.crc, entry.packed, entry.size)
    if not same:
        raise broken("the entry's own header contradicts the directory", entry.path)
    return start


def _stored(file: BinaryIO, entry: Entry, start: int) -> Iterator[bytes]:
    for at in range(start, start + entry.packed, PIECE):
        yield read_exactly(file, at, min(PIECE, start + entry.packed - at))


def _inflated(file: BinaryIO, entry: Entry, start: int) -> Iterator[bytes]:
    end = start + entry.packed
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = b""
    while not inflater.eof:
        if not waiting and start < end:
            waiting = read_exactly(file, start, min(READ, end - start))
            start += len(waiting)
        try:
            piece = inflater.decompress(waiting, PIECE)
        except zlib.error:
            raise _unreadable(entry, "is no deflated data") from None
        if not piece and not inflater.eof and start == end and not inflater.unconsumed_tail:
            raise _unreadable(entry, "ends too early")
        waiting = inflater.unconsumed_tail
        if piece:
            yield piece
    if start < end or inflater.unused_data:
        raise _unreadable(entry, "goes on after its end")


def _suspicious(entry: Entry, limits: Limits) -> H5PError:
    detail = f"more than {limits.ratio} times the {entry.packed:,} bytes come out of the entry"
    return H5PError(Problem("suspicious-compression-ratio", entry.path, detail, {"ratio": limits.ratio}))


def _unreadable(entry: Entry, detail: str) -> H5PError:
    return H5PError(Problem("unable-to-read-package-file", entry.path, f"the entry {detail}"))
