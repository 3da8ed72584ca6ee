"""The rules of packages: each is broken once, and nothing but that is found."""

import io
import zipfile
from typing import BinaryIO

import pytest

from h5p.errors import IDS, H5PError
from h5p.limits import Limits
from h5p.validating import validate
from tests.breaking import EVERY, NOT_OF_A_PACKAGE, Broken
from tests.building import MANIFEST, PNG, build, choice, entries, library, opened, words, zipped
from tests.tampering import as_zip64, many_entries, overlapping, with_both


@pytest.mark.parametrize("broken", EVERY, ids=str)
def test_a_package_with_one_fault_has_that_problem_alone(broken: Broken) -> None:
    report = validate(io.BytesIO(broken.data), **broken.given)
    assert tuple(problem.id for problem in report.problems) == broken.ids
    assert report.problems[0].path == broken.path
    assert report.problems[0].detail
    assert not report.valid


# The main library is a required one too; and a folder that is no name is not the name of the library in it.
NEVER_ALONE = {"missing-main-library", "invalid-library-name"}


def test_every_problem_there_is_has_a_package() -> None:
    every = {problem for broken in EVERY for problem in broken.ids}
    alone = {problem for broken in EVERY for problem in broken.ids if set(broken.ids) == {problem}}
    assert every == IDS - NOT_OF_A_PACKAGE
    assert every - alone == NEVER_ALONE


def plain(name: str, data: bytes = b"", **changes: int) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    for key, value in changes.items():
        setattr(info, key, value)
    return info, data


def streamed() -> bytes:
    """As programs write it that do not know the sizes beforehand: they follow the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in entries().items():
            archive.writestr(path, data)
    return pipe.written


def long_form() -> bytes:
    """With the sizes of every entry in the fields of ZIP64."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in entries().items():
            with archive.open(path, "w", force_zip64=True) as file:
                file.write(data)
    return out.getvalue()


def commented() -> bytes:
    """With a comment that holds what looks like the end of an archive."""
    end = build()[-22:]
    data = build()[:-22] + end[:20] + (len(end) + 5).to_bytes(2, "little")
    return data + end + b"hello"


def with_more(*more: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    return zipped([*entries().items(), *more])


OLD_FOLDERS = [library("Test.Words 1.0", folder="Test.Words"), choice(folder="Test.Choice")]
AS_TEXT = [{**one, "majorVersion": str(one["majorVersion"])} for one in MANIFEST["preloadedDependencies"]]
GOOD: dict[str, bytes] = {
    "the package as it is": build(),
    "without compression": zipped(entries().items(), compression=zipfile.ZIP_STORED),
    "with the records of ZIP64": as_zip64(build()),
    "with the fields of ZIP64": long_form(),
    "with sizes behind the data": streamed(),
    "with a comment that looks like an end": commented(),
    "with folders as entries": with_more(plain("content/"), plain("Test.Words-1.0/", external_attr=0o040755 << 16)),
    "with hidden files": build(
        files={
            "__MACOSX/content/._a.exe": b"x",
            ".git/config": b"x",
            "content/_a.php": b"x",
            "Test.Words-1.0/.h5pignore": b"x",
            "Test.Words-1.0/language/.en.json": b"{",
            "_x/library.json": b"{",
            "content/./a.html": b"x",
        }
    ),
    "with hidden files that would be refused": with_more(
        plain("__MACOSX/" + "x" * 256, b"x"),
        plain("_/" * 20 + "x", b"x"),
        plain("_link", b"/etc/passwd", external_attr=0o120777 << 16),
        plain("_squeezed", b"x", compress_type=zipfile.ZIP_BZIP2),
    ),
    "with a name of the first PCs": zipped([*entries().items(), plain("content/a_.png")]).replace(
        b"a_.png", b"a\x82.png"
    ),
    "with hidden files twice": with_more(plain("_x.html", b"1"), plain("_x.html", b"2")),
    "with other files beside h5p.json": build(files={"h5p.jpg": b"\xff\xd8\xff", "notes.txt": b"x"}),
    "with suffixes in capitals": build(files={"content/A.PNG": PNG, "content/a.php.png": PNG}),
    "with a Thai name": build(files={"content/ภาพ.png": PNG}),
    "with a segment of 255 bytes": build(files={"content/" + "x" * 251 + ".png": PNG}),
    "with 16 levels": build(files={"content/" + "d/" * 14 + "x.png": PNG}),
    "with 1,024 bytes": build(files={"content/" + ("d" * 250 + "/") * 4 + "d" * 8 + ".png": PNG}),
    "with empty files": build(files={"content/a.png": b"", "Test.Words-1.0/a.js": b""}),
    "with a small bomb": build(files={"content/a.txt": b"\0" * 1024 * 1024}),
    "with a title in two bytes each": build(title="é" * 255),
    "with versions as text": build(preloadedDependencies=AS_TEXT),
    "with empty lists": build(authors=[], changes=[], dynamicDependencies=[], embedTypes=[]),
    "with properties unknown to H5P": build(extra={"a": 1}, yearFrom="2020"),
    "with folders in the old form": build(libraries=OLD_FOLDERS),
    "with runnable as text": build(libraries=[words(), choice(runnable="1")]),
    "with the newest player": build(coreApi={"majorVersion": "1", "minorVersion": 28}),
    "with metadata settings": build(libraries=[words(metadataSettings={"disable": 1}), choice()]),
    "with an addon": build(
        libraries=[words(addTo={"content": {"types": [{"text": {"regex": "/x/"}}]}}), choice()],
    ),
    "with another way to write a path": build(
        libraries=[words(preloadedJs=[{"path": "\\scripts\\main.js"}, {"path": "./scripts/main.js"}]), choice()]
    ),
    "with languages": build(
        libraries=[words(files={f"language/{code}.json": {} for code in ("en", "zh-hans", "EN-gb", "-x")}), choice()]
    ),
    "without semantics": build(libraries=[words(without=["semantics.json"]), choice()]),
    "with 512 levels": build(content=b'{"a":' + b"[" * 511 + b"]" * 511 + b"}"),
    "with a library with a hyphen": build(libraries=[words(), choice(), library("Test-Extra 1.0")]),
    "with a long picture": build(files={"content/a.bmp": b"BM" + b"\0" * 500_000}),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_a_package_that_breaks_no_rule_is_valid(data: bytes) -> None:
    report = validate(io.BytesIO(data), filename="a.h5p")
    assert report.problems == ()
    assert report.valid
    package = report.package
    assert package is not None
    assert str(package.main) == "Test.Choice 1.2"
    assert package.params
    assert len(package.libraries) >= 2


def test_every_problem_is_found_and_not_only_the_first() -> None:
    report = validate(
        opened(
            title="",
            embedTypes=["x"],
            content=b"{",
            files={"content/a.exe": b"", "../x": b""},
            libraries=[words(title="", semantics=b"["), choice(runnable=2, preloadedJs=[{"path": "gone.js"}])],
        ),
        filename="package.zip",
    )
    assert sorted(problem.id for problem in report.problems) == [
        "illegal-option-in-library",
        "illegal-path",
        "invalid-content-json",
        "invalid-property",
        "invalid-property",
        "invalid-property",
        "invalid-semantics-json-file",
        "missing-h5p-extension",
        "not-in-whitelist",
    ]


def test_no_more_problems_are_kept_than_asked_for() -> None:
    files = {f"content/{index}.exe": b"" for index in range(30)}
    assert len(validate(opened(files=files), limits=Limits(problems=20)).problems) == 20


@pytest.mark.parametrize("name", ["a.zip", "h5p", "a.h5p.zip"])
def test_a_file_with_another_suffix_is_refused(name: str) -> None:
    assert [problem.id for problem in validate(opened(), filename=name).problems] == ["missing-h5p-extension"]


@pytest.mark.parametrize("name", ["", "a.h5p", "A.H5P", "ภาษาไทย.h5p"])
def test_a_file_with_the_suffix_or_without_a_name_is_not(name: str) -> None:
    assert validate(opened(), filename=name).valid


def test_who_may_not_install_needs_every_library_installed() -> None:
    report = validate(opened(), may_install=False)
    assert [problem.id for problem in report.problems] == [
        "missing-required-library",
        "missing-required-library",
        "missing-main-library",
    ]
    installed = validate(opened()).package
    assert validate(opened(), may_install=False, store=installed).valid


def test_who_may_not_install_has_the_packaged_libraries_ignored() -> None:
    installed = validate(opened()).package
    hostile = build(libraries=[words(files={"a.php": b"", "library.json": b"{"}), choice(title="")])
    report = validate(io.BytesIO(hostile), may_install=False, store=installed)
    assert report.valid
    assert report.package is not None
    assert report.package.libraries == {}
    assert not validate(io.BytesIO(hostile), store=installed).valid


def test_without_content_the_libraries_alone_are_judged() -> None:
    data = build(manifest=b"{", content=b"[", files={"content/a.exe": b""}, libraries=[library("Test.Words 1.0")])
    report = validate(io.BytesIO(data), with_content=False)
    assert report.valid
    assert report.package is not None
    assert [str(name) for name in report.package.libraries] == ["Test.Words 1.0"]
    assert report.package.title == ""
    with pytest.raises(H5PError, match="missing-main-library"):
        _ = report.package.main
    broken = build(without=["h5p.json"], libraries=[library("Test.Words 1.0", title="")])
    assert not validate(io.BytesIO(broken), with_content=False).valid


def test_what_is_installed_need_not_be_in_the_package() -> None:
    installed = validate(opened()).package
    assert validate(opened(libraries=[]), store=installed).valid
    assert validate(opened(libraries=[choice()]), store=installed).valid
    assert not validate(opened(libraries=[choice()])).valid


def test_an_installed_main_library_must_be_runnable() -> None:
    installed = validate(opened(libraries=[words(), choice(runnable=0)])).package
    report = validate(opened(libraries=[words()]), store=installed)
    assert [problem.id for problem in report.problems] == ["main-library-not-runnable"]


def test_a_broken_library_is_not_called_missing_as_well() -> None:
    report = validate(opened(libraries=[words(title=""), choice()]))
    assert [problem.id for problem in report.problems] == ["invalid-property"]


def test_the_limits_are_those_that_are_given() -> None:
    small = Limits(file_bytes=100, total_bytes=10_000)
    assert {problem.id for problem in validate(opened(), limits=small).problems} == {"file-size-too-large"}
    (total,) = validate(opened(), limits=Limits(total_bytes=500)).problems
    assert total.id == "total-size-too-large"
    assert total.detail.startswith("all files together")
    assert [problem.id for problem in validate(opened(), limits=Limits(entries=13)).problems] == ["too-many-entries"]
    assert [problem.id for problem in validate(opened(), limits=Limits(libraries=1)).problems] == ["too-many-entries"]
    tiny = Limits(descriptions_bytes=900)
    assert {problem.id for problem in validate(opened(), limits=tiny).problems} == {"total-size-too-large"}


def test_the_bytes_that_come_out_are_counted_and_not_those_that_are_said() -> None:
    lying = zipped(entries(files={f"content/{index}.txt": b"x" * 1000 for index in range(20)}).items())
    for index in range(20):
        lying = with_both(lying, f"content/{index}.txt", size=1)
    ids = [problem.id for problem in validate(io.BytesIO(lying), limits=Limits(total_bytes=8000)).problems]
    assert ids[-1] == "total-size-too-large"
    assert len(ids) < 10
    large = with_both(build(files={"content/a.txt": b"x" * 5000}), "content/a.txt", size=1)
    ids = [problem.id for problem in validate(io.BytesIO(large), limits=Limits(file_bytes=3000)).problems]
    assert ids == ["file-size-too-large"]


class Watched(io.BytesIO):
    """Counts what is read of it."""

    count = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


@pytest.mark.parametrize("zip64", [True, False])
def test_the_number_of_entries_is_judged_before_the_directory_is_read(zip64: bool) -> None:
    file = Watched(many_entries(60_000, zip64=zip64))
    assert [problem.values["entries"] for problem in validate(file).problems] == [60_000]
    assert file.count < 66_000


def test_the_size_of_the_directory_is_judged_before_it_is_read() -> None:
    file = Watched(many_entries(10_000))
    report = validate(file, limits=Limits(directory_bytes=100_000))
    assert [problem.id for problem in report.problems] == ["too-many-entries"]
    assert file.count < 66_000


def test_a_count_that_wrapped_around_is_no_way_in() -> None:
    wrapped = io.BytesIO(many_entries(65_537, zip64=False))
    report = validate(wrapped, limits=Limits(directory_bytes=2**30))
    assert [problem.id for problem in report.problems] == ["unable-to-unzip"]


def test_a_bomb_of_entries_that_share_their_data_is_not_inflated() -> None:
    data = zipped(entries(files={f"content/{index}.txt": b"x" * 1000 for index in range(50)}).items())
    for index in range(1, 50):
        data = overlapping(data, f"content/{index}.txt", "content/0.txt")
    ids = [problem.id for problem in validate(io.BytesIO(data)).problems]
    assert ids == ["unable-to-unzip"] * 50


def test_scanners_see_every_file_and_one_word_refuses_the_package() -> None:
    seen: dict[str, bytes] = {}

    def look(path: str, file: BinaryIO) -> str | None:
        seen[path] = file.read()
        return "Eicar" if path.endswith("dot.png") else None

    def fail(path: str, file: BinaryIO) -> str | None:
        raise RuntimeError("out of order")

    report = validate(opened(), scanners=[look])
    assert seen == entries()
    assert [(problem.id, problem.path) for problem in report.problems] == [
        ("upload-malware-found", "content/images/dot.png")
    ]
    assert {problem.id for problem in validate(opened(), scanners=[fail]).problems} == {"upload-malware-found"}


def test_a_file_that_cannot_be_read_is_a_problem_and_no_exception() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    assert [problem.id for problem in validate(Broken(build())).problems] == ["unable-to-unzip"]


def test_a_file_that_gives_few_bytes_at_a_time_is_read_all_the_same() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size, 7) if size and size > 0 else size)

    assert validate(Slow(build())).valid
