from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from h5p import Kind, Library
from h5p.dependencies import Resolution, resolve, resolve_used
from tests.libraries import InMemory, holding, library, name

MAIN = "Test.Main 1.0"


def names(libraries: Any) -> list[str]:
    return [str(one.name) for one in libraries]


def needed(*libraries: Library) -> Resolution:
    return resolve(name(MAIN), {}, holding(*libraries))


def test_what_is_needed_is_loaded_before_what_needs_it() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.0", "Test.B 1.0"]),
        library("Test.A 1.0", preloaded=["Test.C 1.0"]),
        library("Test.B 1.0", preloaded=["Test.C 1.0", "Test.A 1.0"]),
        library("Test.C 1.0"),
    )
    assert names(found.load_order) == ["Test.C 1.0", "Test.A 1.0", "Test.B 1.0", MAIN]
    assert (found.problems, found.warnings, found.dropped_css) == ((), (), frozenset())


def test_dynamic_and_editor_dependencies_are_not_loaded() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.0"], dynamic=["Test.D 1.0"], editor=["Test.E 1.0"]),
        library("Test.A 1.0"),
        library("Test.D 1.0"),
        library("Test.E 1.0", preloaded=["Test.F 1.0"]),
        library("Test.F 1.0", preloaded=["Test.G 1.0"]),
        library("Test.G 1.0"),
    )
    assert names(found.load_order) == ["Test.A 1.0", MAIN]
    assert [(str(one.kind), one.library.name.machine_name) for one in found.all_kinds] == [
        ("dynamic", "Test.D"),
        ("preloaded", "Test.A"),
        ("editor", "Test.G"),
        ("editor", "Test.F"),
        ("editor", "Test.E"),
        ("preloaded", "Test.Main"),
    ]


def test_a_library_can_be_needed_in_several_ways() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.0"], dynamic=["Test.A 1.0"], editor=["Test.A 1.0"]), library("Test.A 1.0")
    )
    assert [one.kind for one in found.all_kinds] == [Kind.DYNAMIC, Kind.PRELOADED, Kind.EDITOR, Kind.PRELOADED]


def test_libraries_that_need_each_other_are_loaded_once() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.0"]),
        library("Test.A 1.0", preloaded=["Test.B 1.0"]),
        library("Test.B 1.0", preloaded=["Test.A 1.0", "Test.B 1.0", MAIN]),
    )
    assert names(found.load_order) == ["Test.B 1.0", "Test.A 1.0", MAIN]


def test_a_chain_of_any_length_is_followed() -> None:
    chain = [library(f"Test.L{i} 1.0", preloaded=[f"Test.L{i + 1} 1.0"]) for i in range(5000)]
    found = needed(library(MAIN, preloaded=["Test.L0 1.0"]), *chain, library("Test.L5000 1.0"))
    assert len(found.load_order) == 5002
    assert str(found.load_order[0].name) == "Test.L5000 1.0"


def test_libraries_that_are_missing_are_named_once_with_who_needs_them() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.0", "Test.X 2.3"], editor=["Test.X 2.3"]),
        library("Test.A 1.0", dynamic=["Test.X 2.3", "Test.Y 1.0"]),
    )
    assert [(one.id, one.values["library"], one.values["needed_by"]) for one in found.problems] == [
        ("missing-library-dependency", "Test.X 2.3", "Test.A 1.0"),
        ("missing-library-dependency", "Test.Y 1.0", "Test.A 1.0"),
    ]
    assert names(found.load_order) == ["Test.A 1.0", MAIN]


def test_a_missing_main_library_is_a_problem() -> None:
    assert [one.id for one in resolve(name(MAIN), {}, InMemory()).problems] == ["missing-required-library"]


def test_of_two_versions_the_first_met_is_loaded_with_a_warning() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.1", "Test.B 1.0", "Test.C 1.0"]),
        library("Test.A 1.1"),
        library("Test.A 1.2", preloaded=["Test.Never 1.0"]),
        library("Test.B 1.0", preloaded=["Test.A 1.2"]),
        library("Test.C 1.0", preloaded=["Test.A 1.2"]),
    )
    assert names(found.load_order) == ["Test.A 1.1", "Test.B 1.0", "Test.C 1.0", MAIN]
    assert [(str(one.used), str(one.ignored)) for one in found.warnings] == [("Test.A 1.1", "Test.A 1.2")]
    assert "Test.A 1.2" in str(found.warnings[0])


def test_style_sheets_dropped_by_any_library_are_known() -> None:
    found = needed(
        library(MAIN, preloaded=["Test.A 1.0"], drops_css_of=frozenset({"Test.A"})),
        library("Test.A 1.0", drops_css_of=frozenset({"Test.B"})),
    )
    assert found.dropped_css == {"Test.A", "Test.B"}


ANY = {"type": "library", "options": ["Test.Box 1.0", "Test.X 1.0", "Test.Y 1.0"]}


def contents() -> InMemory:
    libraries = InMemory().add(library(MAIN, preloaded=["Test.Z 1.0"]), {"name": "a", **ANY}, {"name": "b", **ANY})
    libraries.add(
        library("Test.Box 1.0", preloaded=["Test.Q 1.0"]),
        {"name": "list", "type": "list", "field": {"type": "group", "fields": [{"name": "one", **ANY}]}},
        {"name": "group", "type": "group", "fields": [{"name": "u", **ANY}, {"name": "v", **ANY}]},
    )
    for text in ("Test.X 1.0", "Test.Y 1.0", "Test.Z 1.0", "Test.Q 1.0"):
        libraries.add(library(text))
    return libraries


def test_nested_libraries_come_in_the_order_of_the_params() -> None:
    x, y = ({"library": f"Test.{one} 1.0", "params": {}} for one in "XY")
    box = {"library": "Test.Box 1.0", "params": {"group": {"v": y}, "list": [x]}}
    found = resolve(name(MAIN), {"b": box, "a": x}, contents())
    assert names(found.load_order) == ["Test.Y 1.0", "Test.X 1.0", "Test.Q 1.0", "Test.Box 1.0", "Test.Z 1.0", MAIN]
    found = resolve(name(MAIN), {"a": x, "b": box}, contents())
    assert names(found.load_order) == ["Test.X 1.0", "Test.Y 1.0", "Test.Q 1.0", "Test.Box 1.0", "Test.Z 1.0", MAIN]


def test_the_filter_and_the_resolver_find_the_same_libraries() -> None:
    from h5p.filtering import filter_params

    x, y = ({"library": f"Test.{one} 1.0", "params": {}} for one in "XY")
    params = {
        "b": {"library": "Test.Box 1.0", "params": {"list": [x, y]}},
        "a": {"library": "Test.Q 1.0", "params": {}},
    }
    filtered = filter_params(params, name(MAIN), contents(), files=lambda path: False)
    assert resolve_used(filtered.used, contents()) == resolve(name(MAIN), params, contents())


def test_addons_are_loaded_after_the_main_library() -> None:
    libraries = contents().add(library("Test.Addon 1.0", preloaded=["Test.X 1.0"]))
    found = resolve(name(MAIN), {}, libraries, addons=[name("Test.Addon 1.0"), name("Test.Addon 1.0")])
    assert names(found.load_order) == ["Test.Z 1.0", MAIN, "Test.X 1.0", "Test.Addon 1.0"]


POOL = [f"Test.L{i} 1.{version}" for i in range(5) for version in range(2)]
NEEDS = st.lists(st.sampled_from([*POOL, "Test.Missing 1.0"]), max_size=4)


@settings(deadline=None)
@given(st.fixed_dictionaries({one: st.tuples(NEEDS, NEEDS, NEEDS) for one in POOL}))
def test_any_dependencies_give_an_order_in_which_needs_come_first(graph: dict[str, Any]) -> None:
    libraries = holding(
        *(library(one, preloaded=a, dynamic=b, editor=c) for one, (a, b, c) in graph.items()),
        library(MAIN, preloaded=["Test.L0 1.0"]),
    )
    found = resolve(name(MAIN), {}, libraries)
    assert found == resolve(name(MAIN), {}, libraries)
    order = [one.name.machine_name for one in found.load_order]
    assert len(set(order)) == len(order)
    assert order[-1] == "Test.Main"
    assert found.all_kinds == recursively(libraries)


def recursively(libraries: InMemory) -> tuple[Any, ...]:
    """The same closure as a recursive text would say it."""
    from h5p.dependencies import Dependency

    met: set[tuple[Kind, str]] = {(Kind.PRELOADED, "Test.Main")}
    weighed: list[Dependency] = []

    def closure(one: Library, editor: bool) -> None:
        for followed in (Kind.DYNAMIC, Kind.PRELOADED, Kind.EDITOR):
            kind = Kind.EDITOR if editor and followed is Kind.PRELOADED else followed
            for wanted in one.dependencies[followed]:
                other = libraries.get(wanted)
                if other and (kind, wanted.machine_name) not in met:
                    met.add((kind, wanted.machine_name))
                    closure(other, kind is Kind.EDITOR)
                    weighed.append(Dependency(kind, other))

    main = libraries.libraries[name(MAIN)]
    closure(main, False)
    return (*weighed, Dependency(Kind.PRELOADED, main))
