"""The directory of a ZIP archive, read with suspicion (APPNOTE 4.3 and 4.4).

How many entries there are is taken from the record at the end of the archive and judged before the directory is read.
Nothing but the directory says what is in the archive: what stands before the first entry, or between the directory and
its end, is refused, because another program might find a different archive there.
"""

from dataclasses import dataclass
from struct import Struct
from typing import BinaryIO

from h5p.errors import H5PError, Problem
from h5p.limits import Limits

END = Struct("<4s4H2LH")
LOCATOR = Struct("<4sLQL")
END64 = Struct("<4sQ2H2L4Q")
CENTRAL = Struct("<4s6H3L5H2L")
LONGEST_COMMENT = 0xFFFF
UNKNOWN_16 = 0xFFFF
UNKNOWN_32 = 0xFFFFFFFF
UTF8 = 1 << 11
ZIP64 = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive as the directory describes it; none of it is true before the file was read.

    `packed` and `size` are bytes in the archive and out of it, `start` is where its local header begins and `room` how
    far it is from there to the next entry.
    """

    path: str
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    start: int
    room: int


# The same but for the room, which is known when all are sorted.
Described = tuple[str, bytes, int, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    count: int
    start: int
    size: int


def broken(detail: str, path: str = "") -> H5PError:
    """What is raised when a file is no archive, or one that contradicts itself."""
    return H5PError(Problem("unable-to-unzip", path, detail))


def read_exactly(file: BinaryIO, start: int, size: int) -> bytes:
    """These bytes of the file; H5PError when it ends before."""
    file.seek(start)
    found = file.read(size)
    while len(found) < size:
        more = file.read(size - len(found))
        if not more:
            raise broken(f"the archive ends at byte {start + len(found):,}, inside of a record")
        found += more
    return found


def read_directory(file: BinaryIO, limits: Limits) -> tuple[Entry, ...]:
    """Every entry, in the order of the archive; H5PError when there are too many, or the directory contradicts itself.

    Source: PKWARE's APPNOTE.TXT 6.3.10. Archives in several parts are refused.
    """
    place = _find(file)
    if place.count > limits.entries:
        numbers = {"entries": place.count, "most": limits.entries}
        detail = f"the archive has {place.count:,} entries; at most {limits.entries:,} are read"
        raise H5PError(Problem("too-many-entries", "", detail, numbers))
    if place.size > limits.directory_bytes:
        numbers = {"bytes": place.size, "most": limits.directory_bytes}
        detail = f"the directory of the archive has {place.size:,} bytes; at most {limits.directory_bytes:,} are read"
        raise H5PError(Problem("too-many-entries", "", detail, numbers))
    described = _parse(read_exactly(file, place.start, place.size), place.count)
    described.sort(key=lambda one: one[-1])
    if described and described[0][-1] != 0:
        raise broken(f"the first entry begins at byte {described[0][-1]:,}; something else stands before it")
    ends = [one[-1] for one in described[1:]] + [place.start]
    return tuple(Entry(*one, room=end - one[-1]) for one, end in zip(described, ends, strict=True))


def _find(file: BinaryIO) -> _Place:
    length = file.seek(0, 2)
    tail_start = max(0, length - END.size - LONGEST_COMMENT)
    tail = read_exactly(file, tail_start, length - tail_start)
    at = tail.rfind(b"PK\5\6")
    while at >= 0:
        if at + END.size <= len(tail):
            record = END.unpack_from(tail, at)
            if at + END.size + record[-1] == len(tail):
                return _place(file, tail_start + at, record)
        at = tail.rfind(b"PK\5\6", 0, at + 3)
    raise broken("the file does not end as a ZIP archive does")


def _place(file: BinaryIO, at: int, record: tuple[int, ...]) -> _Place:
    _, disk, directory_disk, here, count, size, start, _ = record
    if at >= LOCATOR.size:
        located = LOCATOR.unpack(read_exactly(file, at - LOCATOR.size, LOCATOR.size))
        if located[0] == b"PK\6\7":
            return _place64(file, at - LOCATOR.size, located[2], (here, count, size, start))
    if disk or directory_disk or here != count:
        raise broken("the archive is one of several parts")
    if start + size != at:
        raise broken(f"the directory should begin at byte {at - size:,}, but is said to begin at {start:,}")
    return _Place(count, start, size)


def _place64(file: BinaryIO, locator_at: int, at: int, short: tuple[int, ...]) -> _Place:
    if at + END64.size > locator_at:
        raise broken("the ZIP64 record at the end of the archive is not where it is said to be")
    record = END64.unpack(read_exactly(file, at, END64.size))
    signature, length, _, _, disk, directory_disk, *long = record
    here, count, size, start = long
    if signature != b"PK\6\6" or at + 12 + length != locator_at or start + size != at:
        raise broken("the ZIP64 record at the end of the archive is not where it is said to be")
    if disk or directory_disk or here != count:
        raise broken("the archive is one of several parts")
    unknown = (UNKNOWN_16, UNKNOWN_16, UNKNOWN_32, UNKNOWN_32)
    if any(said not in (none, true) for said, none, true in zip(short, unknown, long, strict=True)):
        raise broken("the two records at the end of the archive contradict each other")
    return _Place(count, start, size)


def _parse(data: bytes, count: int) -> list[Described]:
    found: list[Described] = []
    at = 0
    for _ in range(count):
        if at + CENTRAL.size > len(data):
            raise broken(f"the directory holds {len(found):,} entries where {count:,} are said")
        record = CENTRAL.unpack_from(data, at)
        signature, _, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size = record[:13]
        disk, _, attributes, start = record[13:]
        name_at = at + CENTRAL.size
        extra_at = name_at + name_size
        at = extra_at + extra_size + comment_size
        if signature != b"PK\1\2" or at > len(data) or disk not in (0, UNKNOWN_16):
            raise broken(f"entry {len(found) + 1:,} of the directory is no entry")
        if UNKNOWN_32 in (packed, size, start):
            extra = data[extra_at : extra_at + extra_size]
            size, packed, start = long_numbers(extra, size, packed, start)
        name = data[name_at:extra_at]
        found.append((_text(name, flags), name, flags, method, crc, packed, size, attributes >> 16, start))
    if at != len(data):
        raise broken(f"the directory holds more than the {count:,} entries that are said")
    return found


def long_numbers(extra: bytes, *numbers: int) -> tuple[int, ...]:
    """The numbers, with those that did not fit into 32 bits taken from the ZIP64 field of `extra`."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == ZIP64:
            longs = [int.from_bytes(field[i : i + 8], "little") for i in range(0, len(field) - 7, 8)]
            longs.reverse()
            if len(longs) < numbers.count(UNKNOWN_32):
                break
            return tuple(longs.pop() if number == UNKNOWN_32 else number for number in numbers)
    raise broken("an entry lacks the sizes that ZIP64 demands")


def _text(name: bytes, flags: int) -> str:
    """Many programs write UTF-8 without saying so; what is none is in the character set of the first PCs."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode(errors="replace") if flags & UTF8 else name.decode("cp437")
