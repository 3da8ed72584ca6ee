"""What packages of interactive content cost: beside unzipping the same file, in CPU of this process."""

import io
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator

from h5p.assets import assets
from h5p.dependencies import resolve_used
from h5p.filtering import filter_params
from h5p.package import Package
from h5p.reading import read
from h5p.semantics import SemanticsCache
from h5p.validating import validate
from tests.factories.h5p import package

MEDIA, EACH = 24, 1 << 20
AGAIN = 5


def lines() -> Iterator[str]:
    """A line of text for each thing that is measured: megabytes or contents a second of CPU."""
    large = _large()
    size = _unpacked(large) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        unzip = _seconds(lambda: zipfile.ZipFile(io.BytesIO(large)).extractall(folder))
    judge = _seconds(lambda: validate(io.BytesIO(large), filename="x.h5p"))
    take = _seconds(lambda: _read(large))
    yield f"  unzip (the floor)   {size / unzip:7.0f} MB/s"
    yield f"  validate            {size / judge:7.0f} MB/s  {unzip / judge:.2f} of the floor"
    yield f"  read and unpack     {size / take:7.0f} MB/s  {unzip / take:.2f} of the floor"
    found = validate(package("counter-hours-th"), filename="x.h5p").package
    assert found is not None
    yield from _content(found)


def _content(found: Package) -> Iterator[str]:
    params, known = found.params, SemanticsCache(found)
    used = filter_params(params, found.main, found, files=lambda path: True, semantics=known).used
    filtering = _seconds(
        lambda: filter_params(params, found.main, found, files=lambda path: True, semantics=known), again=100
    )
    resolving = _seconds(lambda: assets(resolve_used(used, found)), again=100)
    yield f"  filter a content    {filtering * 1000:7.2f} ms"
    yield f"  its assets          {resolving * 1000:7.2f} ms"


def _read(data: bytes) -> None:
    with read(io.BytesIO(data), filename="x.h5p"):
        pass


def _seconds(deed: Callable[[], object], again: int = AGAIN) -> float:
    """The CPU seconds of one doing, the least of some rounds."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for _ in range(again):
            deed()
        best = min(best, (time.process_time() - begin) / again)
    return best


def _large() -> bytes:
    """A package with media that hardly shrink, as pictures and films do."""
    out = io.BytesIO(package("wrong-address-th").getvalue())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MEDIA):
            archive.writestr(f"content/images/film-{number}.mp4", b"\0\0\0\x18ftypmp42" + os.urandom(EACH))
    return out.getvalue()


def _unpacked(data: bytes) -> int:
    return sum(info.file_size for info in zipfile.ZipFile(io.BytesIO(data)).infolist())
