"""What is exported reads back as the same content, and is the same bytes each time."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h5p import H5PError, Kind, Library, LibraryName
from h5p.dependencies import Dependency, Resolution, resolve
from h5p.exporting import Exported, export, manifest
from h5p.installing import install_libraries
from h5p.package import Package
from h5p.reading import read
from h5p.slug import export_name, slug
from h5p.store.contract import refused
from h5p.store.documents import described
from h5p.store.memory import MemoryFiles, MemoryStore
from h5p.validating import validate
from tests.building import CONTENT, ICON, PNG, WORDS_SEMANTICS, as_bytes, choice, library, needs, opened, words

WORDS, CHOICE, TOOL = LibraryName("Test.Words", 1, 0), LibraryName("Test.Choice", 1, 2), LibraryName("Test.Tool", 3, 1)
LIBRARIES = [choice(editorDependencies=needs("Test.Tool 3.1")), words(), library("Test.Tool 3.1")]


def needed(*kinds: Kind) -> Resolution:
    """The main library and the other, and the tool in each of these kinds."""
    names = [(Kind.PRELOADED, WORDS), (Kind.PRELOADED, CHOICE), *((kind, TOOL) for kind in kinds)]
    found = tuple(Dependency(kind, Library(name, 3, "")) for kind, name in names)
    return Resolution((), found, frozenset(), (), ())


NEEDS = needed(Kind.EDITOR)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    with read(opened(libraries=LIBRARIES)) as package:
        install_libraries(package, store)
    return store


def content(**changes) -> Exported:
    files = MemoryFiles({"images/dot.png": PNG})
    given = {"main": CHOICE, "params": CONTENT, "needs": NEEDS, "title": "A small package", "files": files}
    return Exported(**{**given, **changes})


def exported(store, **changes) -> bytes:
    out = io.BytesIO()
    made = content(**changes)
    export(replace(made, needs=resolve(made.main, made.params, store)), store, out)
    return out.getvalue()


def test_an_export_is_valid_and_reads_back_as_the_same_content(store):
    data = exported(store)
    report = validate(io.BytesIO(data), filename="a-small-package-41.h5p")
    assert report.problems == ()
    with read(io.BytesIO(data)) as package:
        assert package.params == CONTENT
        assert (package.title, package.main) == ("A small package", CHOICE)
        assert package.content_files == ("images/dot.png",)
        with package.open_content("images/dot.png") as picture:
            assert picture.read() == PNG
        assert set(package.libraries) == {WORDS, CHOICE, TOOL}


def test_an_export_of_what_was_read_is_the_same_export(store):
    first = exported(store)
    with read(io.BytesIO(first)) as package:
        again = io.BytesIO()
        needs_again = resolve(CHOICE, package.params, package)
        export(content(params=package.params, files=package.content, needs=needs_again), package, again)
    assert again.getvalue() == first


def test_an_export_is_the_same_bytes_whatever_the_order_of_the_files(store):
    held = {"b/x.png": PNG, "a.png": PNG}
    backwards = dict(reversed(held.items()))
    assert exported(store, files=MemoryFiles(held)) == exported(store, files=MemoryFiles(backwards))
    assert exported(store) == exported(store)


def test_every_kind_of_library_is_in_it_whole_and_nothing_else(store):
    with zipfile.ZipFile(io.BytesIO(exported(store))) as archive:
        names = archive.namelist()
        assert archive.read("Test.Choice-1.2/icon.svg") == ICON
    folders = {name.split("/")[0] for name in names}
    assert folders == {"h5p.json", "content", "Test.Choice-1.2", "Test.Words-1.0", "Test.Tool-3.1"}
    assert len(names) == len(set(names))
    assert not any(name.endswith("/") for name in names)


def test_entries_carry_no_time_and_are_deflated(store):
    with zipfile.ZipFile(io.BytesIO(exported(store))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_the_manifest_lists_what_content_loads_and_not_what_the_editor_does():
    said = manifest(content(needs=needed(Kind.EDITOR, Kind.DYNAMIC)))
    assert said == {
        "title": "A small package",
        "language": "und",
        "mainLibrary": "Test.Choice",
        "embedTypes": ["iframe"],
        "preloadedDependencies": needs("Test.Words 1.0", "Test.Choice 1.2"),
        "dynamicDependencies": needs("Test.Tool 3.1"),
    }


FULL = {
    "authors": [{"name": "สมหญิง", "role": "Author"}],
    "source": "https://academy.example/",
    "license": "CC BY",
    "licenseVersion": "4.0",
    "licenseExtras": "With thanks",
    "yearFrom": 2024,
    "yearTo": 2026,
    "changes": [{"date": "20-11-26 08:00:00", "author": "สมหญิง", "log": "Made"}],
    "authorComments": "None",
    "defaultLanguage": "th",
    "a11yTitle": "A package",
}


def test_all_metadata_is_said_and_valid(store):
    said = manifest(content(metadata=FULL, language="th", embed_types=("div", "iframe")))
    assert {key: said[key] for key in FULL} == FULL
    assert (said["language"], said["embedTypes"]) == ("th", ["div", "iframe"])
    assert validate(io.BytesIO(exported(store, metadata=FULL))).problems == ()


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_nothing_empty_is_written(nothing):
    empty = dict.fromkeys((*FULL, "title", "unknown"), nothing)
    said = manifest(content(metadata=empty, language="", embed_types=()))
    assert set(said) == {"title", "language", "mainLibrary", "embedTypes", "preloadedDependencies"}
    assert all(said.values())


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("&lt;b&gt; &quot;a&quot; &#039;b&#039;", "<b> \"a\" 'b'"),
        ("&amp;lt;", "&lt;"),
        ("R&D &copy;", "R&D &copy;"),
        ("หนึ่ง & สอง", "หนึ่ง & สอง"),
    ],
)
def test_titles_are_written_as_they_are_read(kept, written):
    assert manifest(content(title=kept))["title"] == written


def test_every_library_that_is_missing_is_named_and_nothing_written(store):
    one = library(
        "Test.One 1.0", preloadedDependencies=needs("Test.Lost 1.0"), editorDependencies=needs("Test.Gone 1.0")
    )
    for built in (one, choice(patchVersion=9, preloadedDependencies=needs("Test.Words 1.0", "Test.One 1.0"))):
        files = MemoryFiles({path: as_bytes(value) for path, value in built.files.items()})
        store.install(described(files), files)
    out = io.BytesIO()
    with pytest.raises(H5PError) as raised:
        export(content(needs=resolve(CHOICE, CONTENT, store)), store, out)
    named = sorted(problem.values["library"] for problem in raised.value.problems)
    assert named == ["Test.Gone 1.0", "Test.Lost 1.0"]
    assert out.getvalue() == b""


def test_a_main_library_that_is_missing_is_named():
    empty = MemoryStore()
    assert "missing-required-library" in refused(lambda: exported(empty))


def test_both_versions_of_a_library_are_in_the_package_though_a_page_holds_one():
    newer = library("Test.Words 1.1", semantics=WORDS_SEMANTICS)
    user = library("Test.User 1.0", preloadedDependencies=needs("Test.Words 1.1"))
    both = [choice(preloadedDependencies=needs("Test.Words 1.0", "Test.User 1.0")), words(), newer, user]
    store = MemoryStore()
    with read(opened(libraries=both)) as package:
        install_libraries(package, store)
    report = validate(io.BytesIO(exported(store)))
    assert report.problems == ()
    assert {WORDS, LibraryName("Test.Words", 1, 1)} <= set(report.package.libraries)


def nesting(*libraries):
    """A store with these and a main library that needs none, only nests; and params that nest both versions."""
    fields = [{"name": name, "type": "library", "options": ["Test.Words 1.0", "Test.Words 1.1"]} for name in ("a", "b")]
    store = MemoryStore()
    for built in (choice(semantics=fields, preloadedDependencies=[]), *libraries):
        files = MemoryFiles({path: as_bytes(value) for path, value in built.files.items()})
        store.install(described(files), files)
    return store, {"a": {"library": "Test.Words 1.0", "params": {}}, "b": {"library": "Test.Words 1.1", "params": {}}}


def test_both_versions_that_a_content_nests_are_in_the_package():
    store, params = nesting(words(), library("Test.Words 1.1"))
    with zipfile.ZipFile(io.BytesIO(exported(store, params=params))) as archive:
        assert {"Test.Words-1.0/library.json", "Test.Words-1.1/library.json"} <= set(archive.namelist())


def test_a_nested_library_that_is_missing_is_named():
    store, params = nesting(words())
    del params["a"]
    assert refused(lambda: exported(store, params=params)) == ("missing-required-library",)


def test_both_versions_are_in_the_package_where_only_the_editor_needs_the_other():
    one, other = library("Test.Tool 1.0"), library("Test.Tool 1.1")
    user = library("Test.User 1.0", editorDependencies=needs("Test.Tool 1.1"))
    main = choice(
        preloadedDependencies=needs("Test.Words 1.0"), editorDependencies=needs("Test.Tool 1.0", "Test.User 1.0")
    )
    store = MemoryStore()
    for built in (one, other, user, main, words()):
        files = MemoryFiles({path: as_bytes(value) for path, value in built.files.items()})
        store.install(described(files), files)
    assert validate(io.BytesIO(exported(store))).problems == ()


def test_a_file_that_cannot_be_read_is_an_error(store):
    class Lost(MemoryFiles):
        def open(self, path):
            raise FileNotFoundError(path)

    assert refused(lambda: exported(store, files=Lost({"a.png": PNG}))) == ("failed-creating-export-file",)


@pytest.mark.parametrize("path", ["../h5p.json", "/a.png", "a\\b.png", ""])
def test_a_file_that_would_lie_elsewhere_is_refused(store, path):
    assert refused(lambda: exported(store, files=MemoryFiles({path: PNG}))) == ("illegal-path",)


def test_params_among_the_files_are_not_written_twice(store):
    data = exported(store, files=MemoryFiles({"content.json": b"{}"}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert json.loads(archive.read("content/content.json")) == CONTENT
        assert archive.namelist().count("content/content.json") == 1


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_any_params_read_back_equal(params):
    store = MemoryStore()
    for built in (words(), choice()):
        files = MemoryFiles({path: as_bytes(value) for path, value in built.files.items()})
        store.install(described(files), files)
    package = validate(io.BytesIO(exported(store, params=params, files=MemoryFiles({})))).package
    assert isinstance(package, Package)
    assert package.params == params


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("A small package", "a-small-package"),
        ("  Crème brûlée — déjà vu!  ", "creme-brulee-deja-vu"),
        ("Straße Łódź Ærø Þór", "strasse-lodz-aero-thor"),
        ("การตัดสินใจ", "interactive"),
        ("ข้อมูล 2569 (Data)", "2569-data"),
        ("", "interactive"),
        ("../../etc/passwd", "etc-passwd"),
        ("…", "interactive"),
        ("x" * 300, "x" * 92),
        ("x" * 91 + " y", "x" * 91),
    ],
)
def test_titles_become_names_of_plain_letters(title, made):
    assert slug(title) == made


def test_a_name_that_is_taken_gets_a_number():
    assert slug("Test", {"test"}) == "test-2"
    assert slug("Test", {"test", "test-2"}) == "test-3"
    assert slug("x" * 200, {"x" * 92}) == "x" * 90 + "-2"


def test_an_export_is_named_by_title_and_key():
    assert export_name("A small package", "41") == "a-small-package-41.h5p"
    assert export_name("การตัดสินใจ", "41") == "interactive-41.h5p"


@given(st.text(), st.lists(st.text(max_size=3)))
def test_any_title_gives_a_plain_name(title, taken):
    made = slug(title, taken)
    assert made not in taken
    assert 1 <= len(made) <= 92
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")
