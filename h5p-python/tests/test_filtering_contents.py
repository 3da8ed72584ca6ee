import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h5p import H5PError
from h5p.filtering import Site, filter_metadata, filter_params
from tests.filtered import GONE, MAIN, run, value, whats
from tests.libraries import InMemory, library, name

IDENTIFIER = "01234567-89ab-cdef-0123-456789abcdef"
NESTED = {"type": "library", "options": ["Test.Box 1.2", {"name": "Test.Words 1.0"}], "extraAttributes": ["x", "flag"]}


@pytest.fixture
def libraries() -> InMemory:
    box = [{"name": "inner", **NESTED}, {"name": "text", "type": "text"}]
    return (
        InMemory().add(library("Test.Box 1.2"), *box).add(library("Test.Words 1.0"), {"name": "word", "type": "text"})
    )


def words(text: str = "a", **more: Any) -> dict[str, Any]:
    return {"library": "Test.Words 1.0", "params": {"word": text}, **more}


def test_nested_content_is_filtered_by_its_own_semantics(libraries: InMemory) -> None:
    given_value = words(
        "<", subContentId=IDENTIFIER, metadata={"title": "<", "x": 1}, x="<", flag=True, evil="<script>"
    )
    expected = words("&lt;", subContentId=IDENTIFIER, metadata={"title": "&lt;"}, x="&lt;", flag=True)
    assert value(NESTED, given_value, libraries=libraries) == expected


def test_identifiers_and_extras_of_the_wrong_form_are_left_out(libraries: InMemory) -> None:
    given_value = words(subContentId='"><script>', metadata="x", x={"a": "b"}, flag=None)
    assert value(NESTED, given_value, libraries=libraries) == words()
    assert value(NESTED, {"library": "Test.Words 1.0", "params": "x"}, libraries=libraries) == words() | {"params": {}}
    assert value(NESTED, {"library": "Test.Words 1.0"}, libraries=libraries) == {"library": "Test.Words 1.0"}


@pytest.mark.parametrize("other", ["x", 1, [], {}, {"library": 1}, {"library": "Test.Words"}, {"params": {}}])
def test_what_names_no_library_is_left_out(libraries: InMemory, other: Any) -> None:
    assert value(NESTED, other, libraries=libraries) is GONE


def test_a_library_that_is_no_option_is_left_out_and_the_right_version_named(libraries: InMemory) -> None:
    found = run([{"name": "f", **NESTED}], {"f": {"library": "Test.Words 1.1", "params": {}}}, libraries)
    assert found.params == {}
    assert found.changes[0].what == "library-not-allowed"
    assert "Test.Words 1.0 may" in found.changes[0].detail


def test_a_library_that_is_not_there_is_left_out() -> None:
    assert value(NESTED, words(), libraries=InMemory()) is GONE
    assert whats(NESTED, words(), libraries=InMemory()) == ["library-missing"]


def test_the_libraries_used_are_named_after_those_inside_them(libraries: InMemory) -> None:
    fields = [{"name": "a", **NESTED}, {"name": "b", **NESTED}]
    box = {"library": "Test.Box 1.2", "params": {"inner": words()}}
    assert run(fields, {"b": box, "a": words()}, libraries).used == (
        name("Test.Words 1.0"),
        name("Test.Box 1.2"),
        name(MAIN),
    )


def test_libraries_nested_without_end_are_cut_off(libraries: InMemory) -> None:
    value_so_far: dict[str, Any] = words()
    for _ in range(20_000):
        value_so_far = {"library": "Test.Box 1.2", "params": {"inner": value_so_far}}
    found = run([{"name": "f", **NESTED}], {"f": value_so_far}, libraries)
    assert [str(one.what) for one in found.changes] == ["too-deep"]


def test_semantics_nested_without_end_are_cut_off() -> None:
    fields: list[Any] = [{"name": "a", "type": "text"}]
    given_value: Any = {"a": "x"}
    for _ in range(5000):
        fields = [{"name": "a", "type": "group", "fields": fields}, {"name": "b", "type": "text"}]
        given_value = {"a": given_value}
    found = run(fields, given_value)
    assert {str(one.what) for one in found.changes} == {"unknown-type"}


def test_a_stack_that_is_nearly_full_is_an_error_of_h5p(libraries: InMemory) -> None:
    inner: Any = words()
    for _ in range(40):
        inner = {"library": "Test.Box 1.2", "params": {"inner": inner}}
    libraries.add(library(MAIN), {"name": "f", **NESTED})

    def deeper(left: int) -> Any:
        return (
            deeper(left - 1) if left else filter_params({"f": inner}, name(MAIN), libraries, files=lambda path: False)
        )

    frame, used = sys._getframe(), 0
    while frame := frame.f_back:  # type: ignore[assignment]
        used += 1
    with pytest.raises(H5PError):
        deeper(sys.getrecursionlimit() - used - 60)


def test_the_main_library_must_be_there_and_the_params_an_object() -> None:
    with pytest.raises(H5PError, match="missing-main-library"):
        filter_params({}, name("Test.Nowhere 1.0"), InMemory(), files=lambda path: True)
    with pytest.raises(H5PError, match="invalid-content-json"):
        filter_params([], name(MAIN), InMemory().add(library(MAIN)), files=lambda path: True)


def test_the_params_given_are_left_as_they_are() -> None:
    given_params = {"f": ["<"], "x": {"y": "z"}}
    run([{"name": "f", "type": "list", "field": {"type": "text"}}], given_params)
    assert given_params == {"f": ["<"], "x": {"y": "z"}}


IMAGE = {"type": "image", "extraAttributes": ["alt"]}


def test_a_clean_file_stays_as_it_is() -> None:
    original = {"path": "images/a.png", "mime": "image/png", "copyright": {"license": "U"}}
    clean = {**original, "width": 3, "height": 4, "copyright": {"title": "a", "license": "CC BY", "version": "4.0"}}
    assert value(IMAGE, {**clean, "originalImage": original, "alt": "x"}) == {
        **clean,
        "originalImage": original,
        "alt": "x",
    }
    film = {
        "path": "videos/a.mp4",
        "mime": "video/mp4",
        "codecs": "a",
        "quality": {"level": 1, "label": "HD"},
        "bitrate": 9,
    }
    assert value({"type": "video"}, [film]) == [film]
    youtube = {
        "path": "https://www.youtube.com/watch?v=x&amp;t=5",
        "mime": "video/YouTube",
        "copyright": {"license": "U"},
    }
    assert value({"type": "video"}, [youtube]) == [youtube]
    assert whats({"type": "video"}, [youtube, film]) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("images/a.png", "images/a.png"),
        ("images/a.png#tmp", "images/a.png"),
        ("images/\0a.png", "images/a.png"),
        ("../12/images/a.png", "images/a.png"),
        ("../../content/12/images/a.png", "images/a.png"),
        ("../../x/content/editor/images/a.png", "images/a.png"),
        ("images/it's & more.png", "images/it&#039;s &amp; more.png"),
        ("https://example.org/a.png?x=1&y=2", "https://example.org/a.png?x=1&amp;y=2"),
        ("https://example.org/a.png?x=1&copy=2", "https://example.org/a.png?x=1&amp;copy=2"),
        ("http://example.org/it's", "http://example.org/it&#039;s"),
    ],
)
def test_the_path_of_a_file_that_is_there_stays(path: str, expected: str) -> None:
    assert value(IMAGE, {"path": path}) == {"path": expected}


@pytest.mark.parametrize(
    "path",
    [
        "images/b.png",
        "../images/a.png",
        "images/../images/a.png",
        "images/../../../etc/passwd",
        "../../content/12/../../etc/passwd",
        "./images/a.png",
        "/images/a.png",
        "images//a.png",
        "images\\a.png",
        "",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "ftp://example.org/a.png",
        "//example.org/a.png",
        "https:",
        "https://",
        "https:///a.png",
        "https://[::1",
        'https://example.org/"onerror="alert(1)',
        "https://example.org/ onerror=alert(1)",
        "https://example.org/<script>",
        "https:\\\\example.org",
        "https://example.org/&quot;&gt;&lt;script&gt;",
        None,
        1,
        ["images/a.png"],
        {"path": "images/a.png"},
    ],
)
def test_any_other_path_takes_the_file_with_it(path: Any) -> None:
    assert value(IMAGE, {"path": path, "mime": "image/png"}) is GONE
    kept = value(IMAGE, {"path": "images/a.png", "originalImage": {"path": path}})
    assert kept == {"path": "images/a.png"}


@pytest.mark.parametrize(
    "path", ["../a.png", "a/../a.png", "a/..", "./a.png", "/a.png", "a//b", "", "c:/a.png", "a?b", "a\\b", "a\nb"]
)
def test_a_path_that_leaves_its_folder_is_refused_whatever_is_there(path: str) -> None:
    libraries = InMemory().add(library(MAIN), {"name": "f", **IMAGE})
    assert filter_params({"f": {"path": path}}, name(MAIN), libraries, files=lambda path: True).params == {}


def test_the_site_decides_which_media_come_from_elsewhere() -> None:
    elsewhere = {"path": "https://example.org/a", "mime": "x/y"}
    only_film = Site(external=frozenset({"video"}))
    assert value(IMAGE, elsewhere, site=only_film) is GONE
    assert value({"type": "video"}, [elsewhere], site=only_film) == [elsewhere]
    assert value({"type": "audio"}, [elsewhere], site=only_film) is GONE
    assert value({"type": "file"}, elsewhere) is GONE


def test_what_is_said_of_a_file_is_filtered() -> None:
    given_value = {
        "path": "images/a.png",
        "mime": "<script>",
        "width": "12",
        "height": 3.7,
        "copyright": {"license": "<b>", "source": "javascript:x", "author": "<b>", "evil": 1},
        "alt": "<b>",
        "bitrate": 3,
        "originalImage": "javascript:x",
    }
    assert value(IMAGE, given_value) == {
        "path": "images/a.png",
        "width": "12",
        "height": 4,
        "copyright": {"license": "U", "source": "", "author": "&lt;b&gt;"},
        "alt": "&lt;b&gt;",
    }


def test_files_that_are_refused_leave_the_others() -> None:
    film = {"path": "videos/a.mp4"}
    assert value({"type": "video"}, [{"path": "x"}, film, None, "x"]) == [film]
    assert value({"type": "audio"}, [{"path": "x"}]) is GONE
    assert value({"type": "audio"}, film) is GONE
    assert value(IMAGE, [film]) is GONE


def test_metadata_keeps_what_h5p_knows() -> None:
    clean = {
        "title": "A",
        "a11yTitle": "B",
        "license": "CC BY-SA",
        "licenseVersion": "4.0",
        "yearFrom": 1999,
        "yearTo": "2001",
        "source": "https://example.org",
        "authors": [{"name": "C", "role": "Editor"}],
        "licenseExtras": "D\nE",
        "changes": [{"date": "01-02-03 04:05:06", "author": "F", "log": "G"}],
        "authorComments": "H",
        "contentType": "I",
        "defaultLanguage": "th",
    }
    assert filter_metadata(clean) == (clean, ())


def test_metadata_is_put_right() -> None:
    given_value = {
        "title": "x" * 300,
        "license": "WTFPL",
        "yearFrom": 20_000,
        "source": "ftp://x",
        "authors": [{"name": "<", "role": "Boss"}],
        "changes": [],
        "mainLibrary": "x",
    }
    kept, changes = filter_metadata(given_value)
    assert kept == {
        "title": "x" * 255,
        "license": "U",
        "yearFrom": 9999,
        "source": "",
        "authors": [{"name": "&lt;", "role": "Author"}],
    }
    assert [str(one.what) for one in changes] == [
        "too-long",
        "unknown-option",
        "number-adjusted",
        "pattern-not-matched",
        "escaped",
        "unknown-option",
        "empty",
        "unknown-key",
    ]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["<b>", "Test.Box 1.2"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["f", "name", "library", "params", "path", "mime", "copyright", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
TYPES = ["text", "number", "boolean", "select", "list", "group", "library", "file", "image", "video", "audio", "x"]
FIELDS = st.recursive(
    st.fixed_dictionaries(
        {"name": st.just("f"), "type": st.sampled_from(TYPES)}, optional={"tags": JSON, "options": JSON}
    ),
    lambda inner: st.fixed_dictionaries(
        {"name": st.just("f"), "type": st.sampled_from(TYPES)},
        optional={
            "field": inner,
            "fields": st.lists(inner, max_size=2),
            "min": JSON,
            "max": JSON,
            "regexp": JSON,
            "font": JSON,
            "maxLength": JSON,
            "extraAttributes": JSON,
            "options": st.just([{"name": "Test.Box 1.2"}]),
        },
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FIELDS, max_size=2) | JSON, st.dictionaries(st.sampled_from(["f", "x"]), JSON, max_size=2))
def test_any_params_with_any_semantics_are_filtered_once_and_for_all(fields: Any, params: dict[str, Any]) -> None:
    libraries = InMemory().add(library("Test.Box 1.2"), {"name": "f", "type": "text"})
    libraries.add(library(MAIN))
    libraries.fields[name(MAIN)] = fields
    once = filter_params(params, name(MAIN), libraries, files=lambda path: True)
    twice = filter_params(once.params, name(MAIN), libraries, files=lambda path: True)
    assert twice.params == once.params
    assert [one for one in twice.changes if one.what != "pattern-not-tested"] == []
    if not once.changes:
        assert once.params == params
