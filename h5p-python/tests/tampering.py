"""Archives that say what is not so: the fields of finished archives changed in place."""

import io
import struct
import zipfile

# Where a field stands in a header, and how it is written.
LOCAL = {"flags": (6, "<H"), "method": (8, "<H"), "crc": (14, "<L"), "packed": (18, "<L"), "size": (22, "<L")}
CENTRAL = {
    "flags": (8, "<H"),
    "method": (10, "<H"),
    "crc": (16, "<L"),
    "packed": (20, "<L"),
    "size": (24, "<L"),
    "disk": (34, "<H"),
    "mode": (40, "<H"),
    "start": (42, "<L"),
}
END = {"disk": (4, "<H"), "here": (8, "<H"), "count": (10, "<H"), "directory": (12, "<L"), "start": (16, "<L")}


def local_at(data: bytes, path: str) -> int:
    return zipfile.ZipFile(io.BytesIO(data)).getinfo(path).header_offset


def central_at(data: bytes, path: str) -> int:
    at = directory_at(data)
    while data[at : at + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        if data[at + 46 : at + 46 + name].decode() == path:
            return at
        at += 46 + name + extra + comment
    raise KeyError(path)


def packed_size(data: bytes, path: str) -> int:
    return zipfile.ZipFile(io.BytesIO(data)).getinfo(path).compress_size


def directory_at(data: bytes) -> int:
    return int(struct.unpack_from("<L", data, end_at(data) + 16)[0])


def end_at(data: bytes) -> int:
    return data.rindex(b"PK\5\6")


def with_central(data: bytes, path: str, **fields: int) -> bytes:
    """The archive whose directory says this of the entry."""
    return _poked(data, central_at(data, path), CENTRAL, fields)


def with_local(data: bytes, path: str, **fields: int) -> bytes:
    """The archive in which the entry's own header says this."""
    return _poked(data, local_at(data, path), LOCAL, fields)


def with_both(data: bytes, path: str, **fields: int) -> bytes:
    """The archive that says this of the entry in both places."""
    return with_local(with_central(data, path, **fields), path, **fields)


def with_end(data: bytes, **fields: int) -> bytes:
    """The archive whose last record says this."""
    return _poked(data, end_at(data), END, fields)


def with_name(data: bytes, old: str, new: bytes) -> bytes:
    """The archive in which an entry has another name of the same length, in both places."""
    assert len(old.encode()) == len(new)
    return data.replace(old.encode(), new)


def _poked(data: bytes, at: int, places: dict[str, tuple[int, str]], fields: dict[str, int]) -> bytes:
    changed = bytearray(data)
    for name, value in fields.items():
        offset, form = places[name]
        struct.pack_into(form, changed, at + offset, value)
    return bytes(changed)


def many_entries(count: int, *, zip64: bool = True) -> bytes:
    """An archive of so many empty files, with the records of ZIP64 at its end if asked for."""
    locals_, central = bytearray(), bytearray()
    for index in range(count):
        name = b"content/%06d.txt" % index
        start = len(locals_)
        locals_ += struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
        sizes = (0, 0, 0, len(name), 0, 0, 0, 0, 0, start)
        central += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, *sizes) + name
    start, size = len(locals_), len(central)
    end = b""
    if zip64:
        end += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
        end += struct.pack("<4sLQL", b"PK\6\7", 0, start + size, 1)
    short = min(count, 0xFFFF) if zip64 else count & 0xFFFF
    end += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, short, short, size, start, 0)
    return bytes(locals_ + central) + end


def as_zip64(data: bytes, **fields: int) -> bytes:
    """The same archive, with the records of ZIP64 at its end; `fields` are said in its old last record."""
    at = end_at(data)
    count, size, start = struct.unpack_from("<HLL", data, at + 10)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    unknown = {"here": 0xFFFF, "count": 0xFFFF, "directory": 0xFFFFFFFF, "start": 0xFFFFFFFF}
    return with_end(data[:at] + record + locator + data[at:], **{**unknown, **fields})


def overlapping(data: bytes, path: str, onto: str) -> bytes:
    """The archive whose directory says that one entry begins where another does."""
    return with_central(data, path, start=local_at(data, onto))
