"""Both stores keep the contract; the folder keeps it when installers are killed."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p import H5PError, Library, LibraryName
from h5p.store.contract import (
    CHOICE,
    WORDS,
    Given,
    LibraryStoreContract,
    StoreAtOnceContract,
    library_files,
    put,
    refused,
)
from h5p.store.folder import FolderStore
from h5p.store.hashing import tree_hash
from h5p.store.memory import MemoryFiles, MemoryStore
from h5p.store.port import Change, LibraryStore
from h5p.store.trees import TreeFiles, is_inside


class TestMemoryStore(LibraryStoreContract, StoreAtOnceContract):
    def store(self) -> LibraryStore:
        return MemoryStore()


class TestFolderStore(LibraryStoreContract, StoreAtOnceContract):
    @pytest.fixture(autouse=True)
    def _root(self, tmp_path: Path) -> None:
        self.root = tmp_path / "store"

    def store(self) -> LibraryStore:
        return FolderStore(self.root)


def home(root: Path) -> Path:
    return root / "libraries" / "Test.Words-1.0"


def trees(root: Path) -> list[Path]:
    return sorted(path for path in home(root).iterdir() if path.is_dir())


def test_what_one_folder_store_installs_another_on_the_same_folder_finds(tmp_path):
    put(FolderStore(tmp_path), WORDS, 3)
    FolderStore(tmp_path).use("9", {WORDS})
    other = FolderStore(tmp_path)
    assert other.get(WORDS).patch == 3
    assert refused(lambda: other.delete(WORDS)) == ("library-used",)


KILLED = """
import os, sys, pathlib
from h5p.store import contract, folder
class Killing(contract.Given):
    def open(self, path):
        if path == "styles/main.css" and self.reads:
            os._exit(9)
        self.reads = True
        return super().open(path)
    reads = False
given = Killing(contract.library_files(contract.WORDS, int(sys.argv[2])).held)
import json
from h5p import Library
folder.FolderStore(pathlib.Path(sys.argv[1])).install(Library.from_json(json.loads(given.held["library.json"])), given)
"""


def test_what_a_killed_installer_leaves_is_never_seen_and_cleaned_by_the_next(tmp_path):
    store = FolderStore(tmp_path)
    put(store, WORDS, 3)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), "7"], check=False)
    assert killed.returncode == 9
    assert len(trees(tmp_path)) == 2
    assert store.get(WORDS).patch == 3
    assert put(store, WORDS, 3).change == Change.KEPT
    assert len(trees(tmp_path)) == 1


def test_a_first_installer_that_was_killed_leaves_no_library(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), "7"], check=False)
    store = FolderStore(tmp_path)
    assert (store.get(WORDS), list(store.all())) == (None, [])
    store.sweep()
    assert trees(tmp_path) == []
    assert put(store, WORDS, 1).change == Change.INSTALLED


def test_whoever_reads_a_replaced_library_reads_it_to_the_end_and_an_hour_later_it_is_gone(tmp_path):
    store = FolderStore(tmp_path)
    put(store, WORDS, 3)
    files = store.files(WORDS)
    put(store, WORDS, 4)
    assert tree_hash(files) == tree_hash(library_files(WORDS, 3))
    for tree in trees(tmp_path):
        os.utime(tree, (time.time() - 4000,) * 2)
    put(store, WORDS, 4)
    assert [tree.name.split("-")[0] for tree in trees(tmp_path)] == ["4"]
    assert tree_hash(store.files(WORDS)) == tree_hash(library_files(WORDS, 4))


def test_the_hour_of_a_replaced_tree_begins_when_it_is_replaced(tmp_path):
    store = FolderStore(tmp_path)
    put(store, WORDS, 3)
    files = store.files(WORDS)
    os.utime(trees(tmp_path)[0], (0, 0))
    put(store, WORDS, 4)
    put(store, WORDS, 4)
    assert tree_hash(files) == tree_hash(library_files(WORDS, 3))


def test_half_written_records_are_swept(tmp_path):
    store = FolderStore(tmp_path)
    put(store, WORDS, 3)
    parts = [home(tmp_path) / "record.json.ab.part", tmp_path / "uses" / "x.json.ab.part"]
    for part in parts:
        part.write_text("{")
    store.sweep()
    assert not any(part.exists() for part in parts)


def test_a_full_disk_is_an_h5p_error_and_leaves_nothing(tmp_path, monkeypatch):
    store = FolderStore(tmp_path)
    put(store, WORDS, 3)

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    assert refused(lambda: put(store, WORDS, 4)) == ("save-content-failed",)
    monkeypatch.undo()
    assert (len(trees(tmp_path)), store.get(WORDS).patch) == (1, 3)


@pytest.mark.parametrize("path", ["../x.js", "/x.js", "a/../../x.js", "a\\x.js", "C:/x.js", "a//b.js", "./x.js", ""])
def test_a_file_that_would_lie_elsewhere_is_refused_and_not_written(tmp_path, path):
    store = FolderStore(tmp_path / "store")
    files = library_files(WORDS, 3)
    files.held[path] = b"x"
    library = Library.from_json(json.loads(files.held["library.json"]))
    assert refused(lambda: store.install(library, files)) == ("illegal-path",)
    assert store.get(WORDS) is None
    assert list(tmp_path.rglob("x.js")) == []


def test_links_among_the_files_are_neither_listed_nor_opened(tmp_path):
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "tree"
    (root / "inside").mkdir(parents=True)
    (root / "inside" / "real.js").write_text("x")
    (root / "link.js").symlink_to(tmp_path / "secret")
    (root / "near.js").symlink_to(root / "inside" / "real.js")
    (root / "folder").symlink_to(tmp_path)
    files = TreeFiles(root)
    assert list(files.paths()) == ["inside/real.js"]
    for path in ("link.js", "near.js", "folder/secret"):
        with pytest.raises(FileNotFoundError):
            files.open(path)
    with files.open("inside/real.js") as file:
        assert file.read() == b"x"


def test_files_of_an_installed_library_have_a_place_for_a_web_server(tmp_path):
    store = FolderStore(tmp_path)
    put(store, WORDS, 3)
    assert store.files(WORDS).path("scripts/main.js").read_text() == "var patch = 3;"


def test_a_copy_that_differs_from_its_source_is_refused(tmp_path, monkeypatch):
    from h5p.store import trees as module

    monkeypatch.setattr(module, "tree_hash", lambda files: "0" * 64)
    store = FolderStore(tmp_path)
    assert refused(lambda: put(store, WORDS, 3)) == ("save-content-failed",)
    assert (store.get(WORDS), trees(tmp_path)) == (None, [])


def test_a_usage_refusal_holds_the_numbers():
    store = MemoryStore()
    put(store, WORDS, 3)
    put(store, CHOICE, 1, needs=[WORDS])
    store.use("9", {WORDS})
    with pytest.raises(H5PError) as raised:
        store.delete(WORDS)
    assert raised.value.problems[0].values == {"library": "Test.Words 1.0", "contents": 1, "libraries": 1}


def test_the_tree_hash_is_what_it_says():
    # Made with: printf 'a.js\0%s\nb/c.css\0%s\n' (sha256sum of x) (sha256sum of nothing) | sha256sum
    files = MemoryFiles({"b/c.css": b"", "a.js": b"x"})
    assert tree_hash(files) == "19f70d0bee0399e0128db302b1b80ac1c9886a38da76cf0714748bde14040019"


@given(st.dictionaries(st.text("ab/.", min_size=1, max_size=6), st.binary(max_size=9), max_size=5), st.randoms())
def test_the_tree_hash_depends_on_names_and_bytes_alone(held, random):
    mixed = list(held.items())
    random.shuffle(mixed)
    assert tree_hash(Given(dict(mixed))) == tree_hash(Given(held))
    for path in held:
        assert tree_hash(Given({**held, path: held[path] + b"x"})) != tree_hash(Given(held))
        assert tree_hash(Given({**held, path + "x": held[path]})) != tree_hash(Given(held))


@given(st.text("ab./\\:\0", max_size=12))
def test_a_path_that_is_inside_stays_inside(path):
    if is_inside(path):
        root = Path("/root/of")
        assert os.path.normpath(root / path).startswith("/root/of/")


@given(st.text("aA.-_/9", min_size=1, max_size=8), st.integers(-3, 10**6), st.integers(-3, 10**6))
def test_any_name_is_found_again_or_refused(machine, major, minor):
    store = MemoryStore()
    name = LibraryName(machine, major, minor)
    if not refused(lambda: put(store, name, 1)):
        assert LibraryName.parse(name.folder) == name
        assert store.get(name).name == name
