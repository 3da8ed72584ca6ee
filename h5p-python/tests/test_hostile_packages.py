"""Whatever bytes come: a report, or an H5P error, and nothing on the disk beside the folder that is asked for."""

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from h5p.errors import H5PError
from h5p.limits import Limits
from h5p.package import Package
from h5p.reading import read
from h5p.validating import validate
from tests.breaking import EVERY, Broken
from tests.building import CONTENT, MANIFEST, MISSING, build, choice, entries, library, words, zipped
from tests.tampering import as_zip64, end_at

SMALL = Limits(file_bytes=100_000, total_bytes=300_000, entries=60, ratio_from_bytes=10_000)
VALID = build()
SEEDS = (VALID, as_zip64(VALID), zipped(entries().items(), compression=zipfile.ZIP_STORED))
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["1", "0", ""])
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
KEYS = sorted({*MANIFEST, "dynamicDependencies", "authors", "changes", "coreApi", "w", "source"})
LIBRARY_KEYS = [
    *(
        "title",
        "machineName",
        "majorVersion",
        "minorVersion",
        "patchVersion",
        "runnable",
        "preloadedJs",
        "preloadedCss",
    ),
    *("preloadedDependencies", "dropLibraryCss", "embedTypes", "metadataSettings", "coreApi", "addTo", "fullscreen"),
]
NAMES = st.text(min_size=1, max_size=30) | st.text(alphabet="./\\:_aA\x00é ", min_size=1, max_size=20)
PLACES = st.sampled_from(["", "content/", "Test.Words-1.0/", "Test.Words-1.0/language/", "New-1.0/"])
USUAL = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(USUAL, max_examples=400)


def judge(data: bytes) -> None:
    """Validate and read it, and ask everything of what could be read; only errors of H5P may come."""
    report = validate(io.BytesIO(data), limits=SMALL)
    if report.package:
        ask(report.package)
    try:
        with read(io.BytesIO(data), limits=SMALL) as package:
            assert report.valid
            ask(package)
            assert package.params is not None
    except H5PError as error:
        refused = error.problems
        assert refused == report.problems


def ask(package: Package) -> None:
    assert isinstance(package.title, str)
    for path in package.content_files:
        with suppress(H5PError), package.open_content(path) as file:
            file.read()
    for asked in ("main", "params"):
        with suppress(H5PError):
            getattr(package, asked)
    for name in package.libraries:
        assert package.get(name) is not None
        assert package.files(name) is not None
        with suppress(H5PError):
            package.semantics(name)
        with suppress(H5PError):
            package.language(name, "th")


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """An archive with some bytes changed, taken away, put in, or copied from elsewhere in it."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        # The records that say where everything is are at the end.
        end = end_at(bytes(data)) if b"PK\5\6" in data else 0
        at = draw(st.integers(0, len(data)) | st.integers(end, len(data)) | st.integers(max(0, end - 1200), end))
        match draw(st.sampled_from(["change", "cut", "insert", "copy", "truncate"])):
            case "change":
                changed = draw(st.binary(min_size=1, max_size=4) | st.sampled_from([b"\xff" * 4, b"\0" * 4]))
                data[at : at + len(changed)] = changed
            case "cut":
                del data[at : at + draw(st.integers(1, 50))]
            case "insert":
                data[at:at] = draw(st.binary(max_size=20))
            case "copy":
                source = draw(st.integers(0, len(data)))
                data[at : at + 46] = data[source : source + 46]
            case "truncate" if draw(st.integers(0, 9)) == 0:
                del data[at:]
    return bytes(data)


@st.composite
def described(draw: st.DrawFn) -> bytes:
    """A package in which anything may be said anywhere."""
    changes = draw(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=3))
    inside = draw(st.dictionaries(st.sampled_from(LIBRARY_KEYS), JSON, max_size=3))
    semantics = draw(JSON | st.just([]))
    content = draw(JSON | st.just(CONTENT))
    return build(
        content=CONTENT if content is None else content,
        libraries=[words(semantics=semantics, **inside), choice()],
        **{key: MISSING if value == "" else value for key, value in changes.items()},
    )


@st.composite
def named(draw: st.DrawFn) -> bytes:
    """A package with files of any names and modes."""
    more = []
    for name in draw(st.lists(st.tuples(PLACES, NAMES), min_size=1, max_size=5)):
        info = zipfile.ZipInfo("x")
        info.filename = "".join(name).encode(errors="replace").decode()
        info.external_attr = draw(st.sampled_from([0, 0o100644, 0o120777, 0o040755, 0o777])) << 16
        more.append((info, draw(st.binary(max_size=30))))
    return zipped([*entries().items(), *more])


@USUAL
@given(st.binary(max_size=300) | mutated())
def test_any_bytes_are_judged(data: bytes) -> None:
    judge(data)


@USUAL
@given(described())
def test_any_description_is_judged(data: bytes) -> None:
    judge(data)


@USUAL
@given(named())
def test_any_names_are_judged(data: bytes) -> None:
    judge(data)


@pytest.mark.fuzz
@LONG
@given(mutated() | described() | named())
def test_any_package_is_judged(data: bytes) -> None:
    judge(data)


@pytest.mark.fuzz
@pytest.mark.parametrize("broken", [one for one in EVERY if "10" not in one.name], ids=str)
def test_broken_packages_that_are_broken_further_are_judged(broken: Broken) -> None:
    chance = random.Random(broken.name)
    for _ in range(3):
        data = bytearray(broken.data)
        for _ in range(chance.randint(1, 5)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        judge(bytes(data))


@USUAL
@given(named())
def test_nothing_is_ever_written_outside_of_the_folder(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    around = tmp_path_factory.mktemp("around")
    inside = around / "inside"
    inside.mkdir()
    (around / "x.png").write_bytes(b"as it was")
    try:
        with read(io.BytesIO(data), into=inside):
            (folder,) = inside.iterdir()
            assert all(path.resolve().is_relative_to(folder) for path in folder.rglob("*"))
            assert not any(path.is_symlink() for path in folder.rglob("*"))
    except H5PError:
        pass
    assert {path.name for path in around.rglob("*")} == {"inside", "x.png"}
    assert (around / "x.png").read_bytes() == b"as it was"


@USUAL
@given(st.dictionaries(st.text(alphabet="abcกé", min_size=1, max_size=8), st.binary(max_size=200), max_size=6))
def test_what_is_packed_is_unpacked(tmp_path_factory: pytest.TempPathFactory, media: dict[str, bytes]) -> None:
    files = {f"content/{index}{name}.bin.txt": b"+" + data for index, (name, data) in enumerate(media.items())}
    with read(io.BytesIO(build(files=files)), into=tmp_path_factory.mktemp("into")) as package:
        for path, data in files.items():
            with package.open_content(path.removeprefix("content/")) as file:
                assert file.read() == data


def test_an_addon_that_says_anything_of_its_texts_is_judged(tmp_path: Path) -> None:
    for said in (7, [], {"content": 7}, {"content": {"types": 7}}, {"content": {"types": [7, {"text": []}]}}):
        judge(build(libraries=[words(), choice(), library("Test.Addon 1.0", addTo=said)]))
