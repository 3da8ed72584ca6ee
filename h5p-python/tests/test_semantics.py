from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h5p.semantics import (
    Boolean,
    Group,
    Many,
    Media,
    Nested,
    Number,
    Select,
    SemanticsCache,
    Text,
    Unknown,
    parse,
)
from tests.libraries import InMemory, library, name


def field(**said: Any) -> Any:
    return parse([{"name": "f", **said}]).fields["f"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"type": "text"}, Text()),
        ({"type": "text", "label": "x", "widget": "html", "importance": "low"}, Text()),
        ({"type": "text", "optional": True, "maxLength": 9}, Text(optional=True, longest=9)),
        ({"type": "text", "tags": []}, Text(tags=frozenset())),
        ({"type": "text", "tags": ["p", 1]}, Text(tags=frozenset({"p"}))),
        ({"type": "text", "tags": "p"}, Text()),
        (
            {"type": "text", "font": {"size": True, "color": [{"css": "#fff"}], "family": False}},
            Text(fonts=frozenset({"size", "color"})),
        ),
        ({"type": "text", "regexp": {"pattern": "x", "modifiers": "i"}}, Text(pattern=("x", "i"))),
        ({"type": "text", "regexp": "x"}, Text()),
        (
            {"type": "number", "min": 0, "max": 1.5, "step": 0.5, "decimals": 1},
            Number(Decimal(0), Decimal("1.5"), Decimal("0.5"), 1),
        ),
        ({"type": "number", "min": "x", "step": 0, "decimals": 99}, Number()),
        ({"type": "boolean", "default": True}, Boolean(True)),
        (
            {"type": "select", "options": [{"value": "a"}, {"type": "optgroup", "options": [{"value": "b"}]}]},
            Select(options=("a", "b")),
        ),
        ({"type": "select", "options": "x", "multiple": True}, Select(multiple=True)),
        ({"type": "list", "max": 3, "field": {"type": "text"}}, Many(Text(), 3)),
        ({"type": "list"}, Many(Unknown())),
        ({"type": "group", "fields": []}, Group({})),
        (
            {"type": "library", "options": ["A 1.0", {"name": "B 1.0"}, 3], "extraAttributes": ["x"]},
            Nested(("A 1.0", "B 1.0"), frozenset({"x"})),
        ),
        ({"type": "image"}, Media("image")),
        ({"type": "video", "extraAttributes": "x"}, Media("video")),
        ({"type": "x"}, Unknown("x")),
        ({}, Unknown()),
        ({"type": [["x"]]}, Unknown()),
        ({"type": "text", "regexp": {"pattern": "x", "modifiers": 10**5000}}, Text(pattern=("x", ""))),
        ({"type": "select", "options": [{"value": 10**5000}, {"value": 1}]}, Select(options=(1,))),
    ],
)
def test_a_field_is_read_as_far_as_it_decides_about_values(said: dict[str, Any], expected: Any) -> None:
    assert field(**said) == expected


def test_a_group_of_one_field_is_bare_unless_it_is_content() -> None:
    one = [{"name": "a", "type": "text"}]
    assert field(type="group", fields=one).bare
    assert not field(type="group", fields=one, isSubContent=True).bare
    assert not field(type="group", fields=[]).bare


def test_what_an_optional_group_holds_is_optional() -> None:
    inner = {"type": "group", "name": "g", "fields": [{"name": "a", "type": "text"}]}
    assert field(type="group", optional=True, fields=[inner]).fields["g"].fields["a"].optional


def test_semantics_are_parsed_once_for_each_patch() -> None:
    libraries = InMemory().add(library("Test.A 1.0", patch=1), {"name": "a", "type": "text"})
    cache = SemanticsCache(libraries)
    first = cache.of(name("Test.A 1.0"))
    assert first is not None
    assert cache.of(name("Test.A 1.0")) is first
    libraries.add(library("Test.A 1.0", patch=2), {"name": "b", "type": "text"})
    assert list(cache.of(name("Test.A 1.0")).fields) == ["b"]
    assert cache.of(name("Test.B 1.0")) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "type", "fields", "field", "options", "min", "regexp", "font", "tags"]), inner
        )
        | st.fixed_dictionaries(
            {"name": st.just("a"), "type": st.sampled_from(["text", "number", "list", "group", "select"])}
        )
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(JSON | st.lists(JSON))
def test_any_semantics_are_read(semantics: Any) -> None:
    assert isinstance(parse(semantics), Group)
