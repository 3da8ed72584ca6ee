"""Unpacking: into a folder of its own, and away again."""

import io
import random
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from h5p.errors import H5PError
from h5p.names import LibraryName
from h5p.reading import read
from h5p.validating import validate
from tests.breaking import EVERY, Broken
from tests.building import CONTENT, ICON, PNG, SUB_CONTENT, build, choice, entries, library, opened, words

CHOICE = LibraryName("Test.Choice", 1, 2)
WORDS = LibraryName("Test.Words", 1, 0)


def whole(file: BinaryIO) -> bytes:
    with file:
        return file.read()


@pytest.mark.parametrize("broken", EVERY, ids=str)
def test_a_package_with_a_fault_is_refused_and_leaves_nothing_behind(broken: Broken, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(H5PError) as refused, read(io.BytesIO(broken.data), into=inside, **broken.given):
        pytest.fail("it was read")
    assert tuple(problem.id for problem in refused.value.problems) == broken.ids
    assert [path.name for path in tmp_path.rglob("*")] == ["inside"]


def test_a_package_is_unpacked_for_as_long_as_it_is_read(tmp_path: Path) -> None:
    with read(opened(), into=tmp_path) as package:
        (folder,) = tmp_path.iterdir()
        written = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        expected = entries()
        del expected["h5p.json"]
        assert written == expected
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert package.params == CONTENT
    assert list(tmp_path.iterdir()) == []


def test_the_folder_goes_when_its_reader_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), read(opened(), into=tmp_path):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_nothing_hidden_and_nothing_beside_the_manifest_is_written(tmp_path: Path) -> None:
    more = {"content/._dot.png": b"", "__MACOSX/x": b"", "notes.txt": b"", "Test.Words-1.0/.git/config": b""}
    with read(opened(files=more), into=tmp_path):
        written = {path.name for path in tmp_path.rglob("*")}
    assert written.isdisjoint({"._dot.png", "__MACOSX", "notes.txt", ".git", "config", "h5p.json"})


def test_a_folder_in_the_old_form_gets_the_name_with_the_version(tmp_path: Path) -> None:
    old = [library("Test.Words 1.0", folder="Test.Words"), choice()]
    with read(opened(libraries=old), into=tmp_path) as package:
        (folder,) = tmp_path.iterdir()
        assert {path.name for path in folder.iterdir()} == {"content", "Test.Words-1.0", "Test.Choice-1.2"}
        files = package.files(WORDS)
        assert files is not None
        assert whole(files.open("scripts/main.js")) == b"/* Test.Words 1.0 */\n"


@pytest.mark.parametrize("unpacked", [True, False])
def test_a_package_says_the_same_from_the_archive_and_from_the_folder(unpacked: bool, tmp_path: Path) -> None:
    file = opened()
    with read(opened(), into=tmp_path) as read_package:
        package = read_package if unpacked else validate(file).package
        assert package is not None
        assert package.title == "A small package"
        assert package.main == CHOICE
        assert package.params["more"]["subContentId"] == SUB_CONTENT
        assert package.content_files == ("images/dot.png",)
        assert whole(package.open_content("images/dot.png")) == PNG
        assert list(package.libraries) == [WORDS, CHOICE]
        main = package.get(CHOICE)
        assert main is not None
        assert main.version == "1.2.3"
        semantics = package.semantics(CHOICE)
        assert semantics is not None
        assert semantics[0]["name"] == "question"
        assert package.language(CHOICE, "th") == {"semantics": []}
        assert package.language(CHOICE, "de") is None
        files = package.files(CHOICE)
        assert files is not None
        assert whole(files.open("icon.svg")) == ICON
        assert set(files.paths()) == set(choice().files)


def test_what_is_not_in_a_package_is_not_found_and_no_other_error() -> None:
    package = validate(opened(libraries=[words(without=["semantics.json"]), choice()])).package
    assert package is not None
    other = LibraryName("Test.Other", 1, 0)
    assert (
        package.get(other) is package.files(other) is package.semantics(other) is package.language(other, "th") is None
    )
    assert package.semantics(WORDS) == []
    files = package.files(CHOICE)
    assert files is not None
    for path in ("", "../Test.Words-1.0/library.json", "/etc/passwd", "gone.js", "language"):
        with pytest.raises(FileNotFoundError):
            files.open(path)
        with pytest.raises(FileNotFoundError):
            package.open_content(path)
    assert package.language(CHOICE, "../../content/content") is None


def test_a_store_may_hold_what_the_package_lacks(tmp_path: Path) -> None:
    installed = validate(opened()).package
    with read(opened(libraries=[]), store=installed, into=tmp_path) as package:
        assert package.libraries == {}
    with read(opened(), store=installed, may_install=False, into=tmp_path) as package:
        assert package.libraries == {}
        (folder,) = tmp_path.iterdir()
        assert [path.name for path in folder.iterdir()] == ["content"]


def test_a_large_file_is_unpacked_as_it_is(tmp_path: Path) -> None:
    large = b"\xff\xd8\xff" + random.Random(1).randbytes(3_000_000)
    with read(io.BytesIO(build(files={"content/a.jpg": large})), into=tmp_path) as package:
        assert whole(package.open_content("a.jpg")) == large


def test_a_disk_that_takes_nothing_is_a_problem(tmp_path: Path) -> None:
    class Unwritable(io.BytesIO):
        """Says the second time that it is read that it cannot be."""

        times = 0

        def seek(self, at: int, whence: int = 0) -> int:
            self.times += whence == 2
            if self.times and list(tmp_path.iterdir()):
                raise OSError(28, "No space left on device")
            return super().seek(at, whence)

    with pytest.raises(H5PError, match="save-content-failed"), read(Unwritable(build()), into=tmp_path):
        pytest.fail("it was read")
    assert list(tmp_path.iterdir()) == []
