"""How much memory judging a package takes: at most 64 MiB above fifteen times its largest JSON file."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building import BuiltLibrary, choice, entries, library, words, zipped

MIB = 1024 * 1024
# A new process, so that what was used before is not counted; the system's figure, which nothing escapes.
PROGRAM = """
import re, sys
from pathlib import Path
from h5p.cli import main
main(["validate", sys.argv[1]])
print(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])
"""


def stored(*libraries: BuiltLibrary, content: bytes = b"{}", files: dict[str, bytes] | None = None) -> bytes:
    """Without compression, or the ratio alone would give them away."""
    packed = entries(content=content, files=files, libraries=[words(), choice(), *libraries])
    return zipped(packed.items(), compression=zipfile.ZIP_STORED)


def filled(item: bytes, marks: int) -> bytes:
    """As many of these in a list as are read."""
    count = min(790_000 // marks, (8 * MIB - 100) // len(item))
    return b'{"a": [' + item * count + b"0]}"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty lists": lambda: stored(content=filled(b"[],", 2)),
    "lists in objects": lambda: stored(content=filled(b'{"a":[]},', 4)),
    "objects": lambda: stored(content=filled(b'{"a":1},', 3)),
    "short texts": lambda: stored(content=filled(b'"ab",', 1)),
    "wide text": lambda: stored(content=('{"a": "😀' + "a" * (8 * MIB - 100) + '"}').encode()),
    "wide texts": lambda: stored(content=b'{"\xf0\x9f\x98\x80": 1, ' + filled(b'"abcdefgh",', 1)[1:]),
    "different keys": lambda: stored(content=("{" + ",".join(f'"{i:x}":1' for i in range(390_000)) + "}").encode()),
    "many large documents": lambda: stored(
        *(library(f"Test.L{i} 1.0", semantics=b"[" + b'"abcdefgh",' * 700_000 + b"0]") for i in range(3)),
        content=filled(b'"abcdefgh",', 1),
    ),
    "many libraries": lambda: stored(*(library(f"Test.L{i} 1.0", more=[{}] * 350) for i in range(490))),
    "many entries": lambda: stored(files={f"content/{'x' * 120}{i:05}.txt": b"" for i in range(19_980)}),
    "many problems": lambda: stored(files={f"content/{'x' * 120}{i:05}.exe": b"" for i in range(19_980)}),
    "a large file": lambda: stored(files={"content/a.txt": b"x" * 60 * MIB}),
    "a large picture": lambda: stored(
        library("Test.L 1.0", files={"a.svg": b"<svg>" + b"<g/>" * 2_000_000 + b"</svg>"})
    ),
}

# The nearest to the bound of each kind; the others only with the long tests.
QUICK = {"lists in objects", "wide texts", "many entries"}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much was used")
@pytest.mark.parametrize(
    "make",
    [pytest.param(make, id=name, marks=() if name in QUICK else pytest.mark.fuzz) for name, make in HOSTILE.items()],
)
def test_memory_is_bounded(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.h5p"
    data = make()
    path.write_bytes(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        largest = max(info.file_size for info in archive.infolist() if info.filename.endswith(".json"))
    ran = subprocess.run([sys.executable, "-c", PROGRAM, path], capture_output=True, text=True, check=True)
    answer, peak = ran.stdout.splitlines()
    print(f"peak {int(peak) / 1024:.0f} MiB of {64 + 15 * largest / MIB:.0f}")  # noqa: T201  # shown by pytest -s
    assert int(peak) * 1024 <= 64 * MIB + 15 * largest, answer[:300]
