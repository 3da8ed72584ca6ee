"""What every store of libraries must do, as tests to inherit.

    class TestMemoryStore(LibraryStoreContract, StoreAtOnceContract):
        def store(self) -> LibraryStore:
            return MemoryStore()

A test framework that runs methods named `test_…` runs them; nothing else is needed. `store` gives an empty store, and
is called once in a test. `StoreAtOnceContract` uses several threads on one store.
"""

import contextlib
import io
import json
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from h5p.errors import H5PError
from h5p.library import Kind, Library
from h5p.names import LibraryName
from h5p.store.hashing import tree_hash
from h5p.store.port import Change, Installation, LibraryStore, Standing

WORDS = LibraryName("Test.Words", 1, 0)
CHOICE = LibraryName("Test.Choice", 1, 2)


class Given:
    """Files of a library as a store is given them: made from a dict, counted when they are read."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self.held = dict(held)

    def paths(self) -> Iterable[str]:
        return list(self.held)

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self.held[path])


class Broken(Given):
    """Files of which one cannot be read."""

    def open(self, path: str) -> BinaryIO:
        if path.endswith(".css"):
            raise OSError("the disk is gone")
        return super().open(path)


def library_files(name: LibraryName, patch: int, needs: Iterable[LibraryName] = (), **more: Any) -> Given:
    """The files of a small library; each holds the patch, so that a mixture of two can be seen."""
    dependencies = [{"machineName": n.machine_name, "majorVersion": n.major, "minorVersion": n.minor} for n in needs]
    described = {
        "title": f"{name.machine_name} at {patch}",
        "machineName": name.machine_name,
        "majorVersion": name.major,
        "minorVersion": name.minor,
        "patchVersion": patch,
        "runnable": 1,
        "preloadedJs": [{"path": "scripts/main.js"}],
        "preloadedDependencies": dependencies,
        **more,
    }
    return Given(
        {
            "library.json": json.dumps(described).encode(),
            "semantics.json": json.dumps([{"name": "text", "type": "text", "label": f"At {patch}"}]).encode(),
            "language/th.json": json.dumps({"semantics": [{"label": f"ที่ {patch}"}]}).encode(),
            "scripts/main.js": f"var patch = {patch};".encode(),
            "styles/main.css": b"",
        }
    )


def put(store: LibraryStore, name: LibraryName, patch: int, needs: Iterable[LibraryName] = ()) -> Installation:
    """Install the small library."""
    files = library_files(name, patch, needs)
    return store.install(Library.from_json(json.loads(files.held["library.json"])), files)


def refused(act: Callable[[], object]) -> tuple[str, ...]:
    """The ids for which an H5P error was raised; none when it went through."""
    try:
        act()
    except H5PError as error:
        return tuple(problem.id for problem in error.problems)
    return ()


class _Contract:
    @abstractmethod
    def store(self) -> LibraryStore:
        """An empty store."""


class LibraryStoreContract(_Contract):
    """Every rule of a store that one thread can see."""

    def test_an_empty_store_has_nothing(self) -> None:
        store = self.store()
        assert list(store.all()) == []
        assert store.get(WORDS) is None
        assert store.semantics(WORDS) is None
        assert store.language(WORDS, "th") is None
        assert store.files(WORDS) is None
        assert store.standing(WORDS) is None

    def test_an_installed_library_is_found_with_all_it_has(self) -> None:
        store = self.store()
        files = library_files(WORDS, 3)
        library = Library.from_json(json.loads(files.held["library.json"]))
        done = store.install(library, files)
        assert done == Installation(WORDS, Change.INSTALLED, None, 3, tree_hash(files))
        assert store.get(WORDS) == library
        assert store.semantics(WORDS) == [{"name": "text", "type": "text", "label": "At 3"}]
        assert store.language(WORDS, "th") == {"semantics": [{"label": "ที่ 3"}]}
        assert store.standing(WORDS) == Standing(restricted=False, enabled=True)
        assert _content(store, WORDS) == files.held

    def test_a_library_without_semantics_has_empty_ones(self) -> None:
        store = self.store()
        files = library_files(WORDS, 3)
        del files.held["semantics.json"]
        store.install(Library.from_json(json.loads(files.held["library.json"])), files)
        assert store.semantics(WORDS) == []

    def test_a_language_that_is_not_there_or_no_language_is_none(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        assert [store.language(WORDS, code) for code in ("fr", "TH", "", "../library", "th.json", "a" * 400)] == [
            None
        ] * 6

    def test_all_lists_by_name_then_version_as_a_number(self) -> None:
        store = self.store()
        names = [LibraryName("Test.B", 1, 10), LibraryName("Test.A", 2, 0), LibraryName("Test.B", 1, 9)]
        for name in names:
            put(store, name, 0)
        assert [library.name for library in store.all()] == sorted(names)

    def test_a_higher_patch_replaces_every_file(self) -> None:
        store = self.store()
        old = put(store, WORDS, 3)
        files = library_files(WORDS, 10)
        del files.held["styles/main.css"]
        done = store.install(Library.from_json(json.loads(files.held["library.json"])), files)
        assert (done.change, done.old_patch, done.new_patch) == (Change.UPGRADED, 3, 10)
        assert done.tree_hash == tree_hash(files) != old.tree_hash
        assert _content(store, WORDS) == files.held
        assert [library.patch for library in store.all()] == [10]

    def test_an_equal_or_lower_patch_is_kept_silently(self) -> None:
        store = self.store()
        first = put(store, WORDS, 10)
        other = library_files(WORDS, 10, title="Another")
        kept = store.install(Library.from_json(json.loads(other.held["library.json"])), other)
        assert kept == Installation(WORDS, Change.KEPT, 10, 10, first.tree_hash)
        assert put(store, WORDS, 9) == kept
        assert _content(store, WORDS) == library_files(WORDS, 10).held

    def test_another_minor_or_major_version_is_installed_beside(self) -> None:
        store = self.store()
        names = [LibraryName("Test.Words", 1, 0), LibraryName("Test.Words", 1, 1), LibraryName("Test.Words", 2, 0)]
        assert {put(store, name, 3).change for name in names} == {Change.INSTALLED}
        assert [library.name for library in store.all()] == names

    def test_a_failed_installation_leaves_the_old_library(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        broken = Broken(library_files(WORDS, 4).held)
        library = Library.from_json(json.loads(broken.held["library.json"]))
        failed = False
        try:
            store.install(library, broken)
        except (H5PError, OSError):
            failed = True
        assert failed
        assert _content(store, WORDS) == library_files(WORDS, 3).held
        assert put(store, WORDS, 4).change == Change.UPGRADED

    def test_a_failed_first_installation_leaves_nothing(self) -> None:
        store = self.store()
        broken = Broken(library_files(WORDS, 4).held)
        library = Library.from_json(json.loads(broken.held["library.json"]))
        with contextlib.suppress(H5PError, OSError):
            store.install(library, broken)
        assert (store.get(WORDS), list(store.all())) == (None, [])

    def test_files_of_another_library_are_refused(self) -> None:
        store = self.store()
        words = Library.from_json(json.loads(library_files(WORDS, 3).held["library.json"]))
        assert refused(lambda: store.install(words, library_files(CHOICE, 3))) == ("invalid-library-json-file",)
        assert refused(lambda: store.install(words, library_files(WORDS, 4))) == ("invalid-library-json-file",)
        assert refused(lambda: store.install(words, Given({}))) == ("invalid-library-json-file",)
        assert list(store.all()) == []

    def test_names_that_lead_elsewhere_are_refused_and_never_found(self) -> None:
        store = self.store()
        for machine in ("../Test", "/etc/Test", "a/b", "Test\n", "", "ทดสอบ", "a" * 256):
            name = LibraryName(machine, 1, 0)
            files = library_files(name, 1)
            library = Library.from_json(json.loads(files.held["library.json"]))
            assert refused(lambda one=library, held=files: store.install(one, held)) == ("invalid-library-name",)  # type: ignore[misc]
            assert (store.get(name), store.files(name), store.standing(name)) == (None, None, None)
            store.delete(name)

    def test_files_are_opened_by_their_own_paths_alone(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        put(store, CHOICE, 3)
        files = store.files(WORDS)
        assert files is not None
        strange = ("../Test.Choice-1.2/library.json", "scripts/../library.json", "/etc/passwd", "", ".", "scripts")
        for path in (
            *strange,
            "./library.json",
            "scripts//main.js",
            "scripts\\main.js",
            "LIBRARY.JSON",
            "a\0b",
            "x" * 5000,
        ):
            found = True
            try:
                files.open(path).close()
            except FileNotFoundError:
                found = False
            assert not found, path

    def test_restricted_and_enabled_survive_an_upgrade(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        store.restrict(WORDS, True)
        store.enable(WORDS, False)
        put(store, WORDS, 4)
        assert store.standing(WORDS) == Standing(restricted=True, enabled=False)
        store.restrict(WORDS, False)
        store.enable(WORDS, True)
        assert store.standing(WORDS) == Standing()

    def test_restricting_what_is_not_there_does_nothing(self) -> None:
        store = self.store()
        store.restrict(WORDS, True)
        store.enable(WORDS, False)
        assert store.standing(WORDS) is None

    def test_usage_names_contents_and_libraries_of_every_kind(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        for kind in Kind:
            name = LibraryName(f"Test.{kind.title()}", 1, 0)
            needed = [{"machineName": "Test.Words", "majorVersion": 1, "minorVersion": 0}]
            more: dict[str, Any] = {f"{kind}Dependencies": needed}
            files = library_files(name, 1, (), **more)
            store.install(Library.from_json(json.loads(files.held["library.json"])), files)
        store.use("9", {WORDS, CHOICE})
        store.use("10", {WORDS})
        store.use("other", {CHOICE})
        usage = store.usage(WORDS)
        assert sorted(usage.contents) == ["10", "9"]
        assert [name.machine_name for name in usage.libraries] == ["Test.Dynamic", "Test.Editor", "Test.Preloaded"]
        assert not store.usage(LibraryName("Test.Words", 1, 1))

    def test_a_content_needs_what_was_said_last(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        put(store, CHOICE, 3)
        store.use("9", {WORDS})
        store.use("9", {CHOICE})
        assert (store.usage(WORDS).contents, store.usage(CHOICE).contents) == ((), ("9",))
        store.use("9", ())
        assert not store.usage(CHOICE)

    def test_a_library_is_deleted_only_when_nobody_needs_it(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        put(store, CHOICE, 3, needs=[WORDS])
        assert refused(lambda: store.delete(WORDS)) == ("library-used",)
        store.use("9", {CHOICE})
        assert refused(lambda: store.delete(CHOICE)) == ("library-used",)
        store.use("9", ())
        store.delete(CHOICE)
        store.delete(WORDS)
        assert (list(store.all()), store.files(WORDS)) == ([], None)

    def test_a_library_that_says_it_needs_itself_can_be_deleted(self) -> None:
        store = self.store()
        put(store, WORDS, 3, needs=[WORDS])
        assert not store.usage(WORDS)
        store.delete(WORDS)
        assert store.get(WORDS) is None

    def test_a_deleted_library_comes_back_as_new_at_any_patch(self) -> None:
        store = self.store()
        put(store, WORDS, 3)
        store.restrict(WORDS, True)
        store.delete(WORDS)
        store.delete(WORDS)
        assert put(store, WORDS, 1).change == Change.INSTALLED
        assert store.standing(WORDS) == Standing()


class StoreAtOnceContract(_Contract):
    """What holds when several threads work on one store."""

    def test_two_installers_at_once_leave_the_higher_patch(self) -> None:
        store = self.store()
        together(*(lambda patch=patch: put(store, WORDS, patch) for patch in (2, 5, 3, 4, 1)))
        assert [library.patch for library in store.all()] == [5]
        assert _content(store, WORDS) == library_files(WORDS, 5).held

    def test_readers_never_see_a_mixture(self) -> None:
        store = self.store()
        put(store, WORDS, 0)
        mixtures: list[object] = []

        def read() -> None:
            for _ in range(40):
                held = _content(store, WORDS)
                patch = json.loads(held["library.json"])["patchVersion"]
                if held != library_files(WORDS, patch).held:
                    mixtures.append(held)

        def install() -> None:
            for patch in range(1, 15):
                put(store, WORDS, patch)

        together(read, install, read)
        assert mixtures == []

    def test_usage_can_be_asked_while_contents_come_and_go(self) -> None:
        store = self.store()
        put(store, WORDS, 0)
        store.use("stays", {WORDS})
        found: list[tuple[str, ...]] = []

        def change() -> None:
            for _ in range(40):
                store.use("goes", {WORDS})
                store.use("goes", ())

        def ask() -> None:
            found.extend(store.usage(WORDS).contents for _ in range(40))

        together(change, ask)
        assert all("stays" in contents for contents in found)


def together(*acts: Callable[[], object]) -> None:
    """Run all at once, each in its thread, and raise what any of them raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def _content(store: LibraryStore, name: LibraryName) -> dict[str, bytes]:
    files = store.files(name)
    assert files is not None
    found = {}
    for path in files.paths():
        with files.open(path) as file:
            found[path] = file.read()
    return found
