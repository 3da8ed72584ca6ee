"""The libraries of a package go into a store by name, and only what is higher replaces what is there."""

import pytest

from h5p import H5PError, LibraryName
from h5p.installing import changed, install_libraries
from h5p.reading import read
from h5p.store.contract import put, refused
from h5p.store.folder import FolderStore
from h5p.store.hashing import tree_hash
from h5p.store.memory import MemoryStore
from h5p.store.port import Change, Installation, LibraryStore
from tests.building import choice, library, needs, opened, words

WORDS, CHOICE = LibraryName("Test.Words", 1, 0), LibraryName("Test.Choice", 1, 2)


@pytest.fixture(params=["memory", "folder"])
def store(request, tmp_path) -> LibraryStore:
    return MemoryStore() if request.param == "memory" else FolderStore(tmp_path / "store")


def installed(store, only_upgrades=False, **changes) -> tuple[Installation, ...]:
    with read(opened(**changes)) as package:
        return install_libraries(package, store, only_upgrades=only_upgrades)


def test_every_library_of_a_package_is_installed_in_order_of_the_names(store):
    done = installed(store)
    assert [(one.name, one.change, one.old_patch, one.new_patch) for one in done] == [
        (CHOICE, Change.INSTALLED, None, 3),
        (WORDS, Change.INSTALLED, None, 3),
    ]
    assert [tree_hash(store.files(one.name)) for one in done] == [one.tree_hash for one in done]
    assert store.get(CHOICE).dependencies["preloaded"] == (WORDS,)
    assert changed(done) == (CHOICE, WORDS)


def test_installing_again_changes_nothing(store):
    before = installed(store)
    again = installed(store)
    assert [one.change for one in again] == [Change.KEPT, Change.KEPT]
    assert [one.tree_hash for one in again] == [one.tree_hash for one in before]
    assert changed(again) == ()


def test_of_two_libraries_the_one_with_the_higher_patch_is_replaced(store):
    installed(store)
    done = installed(store, libraries=[choice(patchVersion=2), words(patchVersion=4)])
    assert [(one.name, one.change, one.old_patch, one.new_patch) for one in done] == [
        (CHOICE, Change.KEPT, 3, 3),
        (WORDS, Change.UPGRADED, 3, 4),
    ]
    assert changed(done) == (WORDS,)


def test_a_package_with_folders_of_the_old_form_is_installed_under_the_new(store):
    old = library("Test.Words 1.0", folder="Test.Words")
    installed(store, libraries=[old, choice()])
    assert store.get(WORDS).patch == 3


MORE = [
    choice(patchVersion=4, preloadedDependencies=needs("Test.Words 1.0", "Test.New 1.0")),
    words(),
    library("Test.New 1.0", editorDependencies=needs("Test.Newer 2.0")),
    library("Test.Newer 2.0"),
    library("Test.Unneeded 1.0"),
]


def test_only_upgrades_takes_what_is_there_and_what_it_newly_needs(store):
    put(store, CHOICE, 1)
    done = installed(store, only_upgrades=True, libraries=MORE)
    assert [(one.name.machine_name, one.change) for one in done] == [
        ("Test.Choice", Change.UPGRADED),
        ("Test.New", Change.INSTALLED),
        ("Test.Newer", Change.INSTALLED),
        ("Test.Words", Change.INSTALLED),
    ]


def test_only_upgrades_takes_a_new_minor_version_of_what_is_there(store):
    put(store, LibraryName("Test.Words", 1, 9), 0)
    done = installed(store, only_upgrades=True, libraries=MORE)
    assert [one.name for one in done] == [WORDS]


def test_only_upgrades_of_an_empty_store_takes_nothing(store):
    assert installed(store, only_upgrades=True) == ()


def test_a_library_that_cannot_be_installed_is_an_error_and_those_before_it_stay(store, monkeypatch):
    install = type(store).install

    def broken(self, library, files):
        if library.name == WORDS:
            raise OSError(28, "No space left on device")
        return install(self, library, files)

    monkeypatch.setattr(type(store), "install", broken)
    with pytest.raises(H5PError) as raised:
        installed(store)
    assert [(one.id, one.path) for one in raised.value.problems] == [("save-content-failed", "Test.Words-1.0")]
    monkeypatch.undo()
    assert (store.get(CHOICE).patch, store.get(WORDS)) == (3, None)
    assert [one.change for one in installed(store)] == [Change.KEPT, Change.INSTALLED]


def test_a_library_whose_files_are_gone_is_an_error(store):
    class Empty:
        def __init__(self, package):
            self.libraries = package.libraries

        def files(self, name):
            return None

    with read(opened()) as package:
        assert refused(lambda: install_libraries(Empty(package), store)) == ("library-missing-file",)
