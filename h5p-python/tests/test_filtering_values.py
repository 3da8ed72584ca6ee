import html
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.filtered import GONE, run, value, whats

TEXT = {"type": "text"}


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("plain", "plain"),
        ('<b>"it\'s"</b>', "&lt;b&gt;&quot;it&#039;s&quot;&lt;/b&gt;"),
        ("a & b", "a &amp; b"),
        ("&amp; &lt; &eacute; &#233; &#xE9; &hellip;", "&amp; &lt; &eacute; &#233; &#xE9; &hellip;"),
        ("&foo; &; &# &#; &#x; &#xzz; &amp", "&amp;foo; &amp;; &amp;# &amp;#; &amp;#x; &amp;#xzz; &amp;amp"),
        ("&#1114112;", "&amp;#1114112;"),
        ("a\0b", "ab"),
        ("\ud800", "\ufffd"),
        ("ไทย 😀\n\t", "ไทย 😀\n\t"),
    ],
)
def test_text_without_tags_is_escaped_and_keeps_known_entities(given_text: str, expected: str) -> None:
    assert value(TEXT, given_text) == expected


@pytest.mark.parametrize("other", [1, 1.5, True, ["a"], {"a": "b"}])
def test_what_is_no_text_becomes_empty(other: Any) -> None:
    assert value(TEXT, other) == ""
    assert whats(TEXT, other) == ["wrong-type"]


@settings(deadline=None)
@given(st.text())
def test_escaping_says_the_same_to_a_reader(text: str) -> None:
    text = text.encode("utf-8", "replace").decode().replace("&", "").replace("\0", "")
    assert html.unescape(value(TEXT, text)) == text


@pytest.mark.parametrize(
    ("most", "given_text", "expected"),
    [
        (3, "abc", "abc"),
        (3, "abcd", "abc"),
        (3, "a&bc", "a&amp;b"),
        (3, "&lt;&lt;&lt;", "&lt;&lt;&lt;"),
        (1, "😀😀", "😀"),
        (0, "a", ""),
        ("2", "abc", "ab"),
        (None, "abc", "abc"),
    ],
)
def test_the_greatest_length_counts_characters_and_cuts_no_entity(most: Any, given_text: str, expected: str) -> None:
    assert value({**TEXT, "maxLength": most}, given_text) == expected


def test_a_text_that_is_not_of_the_form_asked_for_becomes_empty() -> None:
    year = {**TEXT, "regexp": {"pattern": "^[0-9]{4}$"}}
    assert value(year, "2024") == "2024"
    assert value(year, "24") == ""
    assert whats(year, "24") == ["pattern-not-matched"]
    assert whats({**year, "optional": True}, "") == []
    assert value({**TEXT, "regexp": {"pattern": "^A$", "modifiers": "ig"}}, "a") == "a"
    assert value({**TEXT, "regexp": {"pattern": "^a&b$"}}, "a&b") == "a&amp;b"


@pytest.mark.parametrize("pattern", ["(", "a**", "^(x+x+)+y$", "(((a{999}){999}){999}){999}"])
def test_a_pattern_that_does_not_compile_or_end_leaves_the_value(pattern: str) -> None:
    field = {**TEXT, "regexp": {"pattern": pattern}}
    assert value(field, "x" * 5000) == "x" * 5000
    assert whats(field, "x" * 5000) == ["pattern-not-tested"]


@pytest.mark.parametrize(
    ("rules", "given_number", "expected"),
    [
        ({}, 5, 5),
        ({}, 1.25, 1.25),
        ({}, 3.0, 3),
        ({}, -7, -7),
        ({}, "12.50", "12.50"),
        ({}, "<b>", 0),
        ({}, "1e5", 0),
        ({}, "٣", 0),
        ({}, True, 0),
        ({}, [], 0),
        ({}, {}, 0),
        ({}, math.nan, 0),
        ({}, math.inf, 0),
        ({}, 10**400, 0),
        ({"min": 2}, "x", 2),
        ({"min": 2}, 1, 2),
        ({"max": 9}, 10, 9),
        ({"max": 9}, "10", 9),
        ({"min": 1, "max": 3}, 2.5, 2.5),
        ({"step": 5}, 12, 10),
        ({"step": 5}, 13, 15),
        ({"min": 1, "step": 2}, 4.1, 5),
        ({"min": 0, "max": 10, "step": 3}, 11, 9),
        ({"step": 0.1}, 0.3, 0.3),
        ({"step": 0.1}, 0.34, 0.3),
        ({"step": 0}, 0.34, 0.34),
        ({"decimals": 0}, 2.5, 3),
        ({"decimals": 2}, 1.005, 1.01),
        ({"decimals": 2}, 1.5, 1.5),
        ({"min": "1", "max": "x", "step": [], "decimals": -1}, 0.5, 1),
        ({}, 1e300, 1e300),
        ({}, 10**20, 10**20),
        ({"max": 1e300}, 1e301, 1e300),
    ],
)
def test_a_number_is_finite_and_within_its_bounds(rules: dict[str, Any], given_number: Any, expected: Any) -> None:
    kept = value({"type": "number", **rules}, given_number)
    assert kept == pytest.approx(expected, rel=1e-9) if isinstance(expected, float) else kept == expected
    assert type(kept) is type(expected)


NUMBERS = st.integers() | st.floats() | st.sampled_from(["3", "0.5", "x", None, True])
BOUND = st.none() | st.integers(-20, 20) | st.decimals(-20, 20, places=2).map(float)


@settings(deadline=None)
@given(
    NUMBERS,
    BOUND,
    BOUND,
    st.none() | st.sampled_from([1, 2, 0.5, 0.1, 0.25, 3, 7, 1e-9]),
    st.none() | st.integers(0, 4),
)
def test_any_number_ends_within_bounds_and_stays_there(
    given_number: Any, least: Any, most: Any, step: Any, places: Any
) -> None:
    if least is not None and most is not None and least > most:
        least, most = most, least
    kept = value({"type": "number", "min": least, "max": most, "step": step, "decimals": places}, given_number)
    if given_number is None:
        assert kept is GONE
    else:
        assert math.isfinite(float(kept))
        assert least is None or Decimal(str(kept)) >= Decimal(str(least))
        assert most is None or Decimal(str(kept)) <= Decimal(str(most))


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [(True, True), (False, False), (1, True), (0, False), ("true", True), ("False", False), ("", False), ("1", True)],
)
def test_a_boolean_is_one(given_value: Any, expected: bool) -> None:
    assert value({"type": "boolean"}, given_value) is expected


@pytest.mark.parametrize("other", ["<img src=x onerror=alert(1)>", 2, [], {}, 0.5])
def test_what_is_no_boolean_becomes_the_default(other: Any) -> None:
    assert value({"type": "boolean"}, other) is False
    assert value({"type": "boolean", "default": True}, other) is True
    assert whats({"type": "boolean"}, other) == ["not-a-boolean"]


def select(*options: Any, **more: Any) -> dict[str, Any]:
    return {"type": "select", "options": [{"value": one, "label": "x"} for one in options], **more}


@pytest.mark.parametrize(
    ("field", "given_value", "expected"),
    [
        (select("a", "b"), "b", "b"),
        (select("a", "b"), "c", "a"),
        (select("a", "b"), "<b>", "a"),
        (select("a", "b"), ["b", "a"], "b"),
        (select("a", "b"), [], "a"),
        (select("a", "b"), {"a": 1}, "a"),
        (select("a", "b", optional=True), "c", "c"),
        (select("a", "b", optional=True), "<b>", "&lt;b&gt;"),
        (select("a", "b", optional=True), {}, "a"),
        (select(), "x<y", "x&lt;y"),
        (select(), 4, 4),
        (select(), {}, ""),
        (select("<1"), "<1", "&lt;1"),
        (select("1", "2"), 2, 2),
        (select(1, 2), "2", "2"),
        (select("true", "false"), "false", "false"),
        (select("true", "false"), False, "false"),
        (select("a", "b", multiple=True), ["b", "c", "a"], ["b", "a"]),
        (select("a", "b", multiple=True), "b", ["b"]),
        (select("a", "b", multiple=True), [], []),
        (select(multiple=True), ["x", "<", {}, 3], ["x", "&lt;", 3]),
        ({"type": "select", "options": [{"type": "optgroup", "options": [{"value": "x"}]}, {"value": "y"}]}, "y", "y"),
        ({"type": "select", "options": [{"type": "optgroup", "options": [{"value": "x"}]}, {"value": "y"}]}, "z", "x"),
    ],
)
def test_a_select_holds_options(field: dict[str, Any], given_value: Any, expected: Any) -> None:
    kept = value(field, given_value)
    assert kept == expected
    assert type(kept) is type(expected)


@pytest.mark.parametrize("kind", ["text", "number", "boolean", "select", "list", "group", "library", "image", "video"])
def test_numbers_and_nesting_beyond_measure_are_put_right_everywhere(kind: str) -> None:
    nested: Any = {}
    for _ in range(50_000):
        nested = {"a": [nested]}
    fields = [{"name": "a", "type": "text"}, {"name": "b", "type": "text"}]
    field = {"type": kind, "fields": fields, "field": {"type": "text"}, "multiple": True}
    for beyond in (10**5000, nested, [nested], math.inf, "9" * 5000, {"path": 10**5000, "library": nested}):
        assert value(field, beyond) in (GONE, "", 0, False, [], [""], {}, {"a": ""}, ["9" * 5000], "9" * 5000)


def test_a_clean_value_is_no_change() -> None:
    for field, given_value in [
        (TEXT, "a"),
        ({"type": "number"}, 1.5),
        ({"type": "boolean"}, False),
        (select("a"), "a"),
        (select("a", multiple=True), ["a"]),
    ]:
        assert whats(field, given_value) == []


def test_a_list_keeps_its_first_items_and_no_empty_ones() -> None:
    texts = {"type": "list", "max": 2, "field": {"type": "text"}}
    assert value(texts, ["a", "b", "c"]) == ["a", "b"]
    assert value(texts, ["a", None, "b"]) == ["a"]
    assert value({**texts, "max": None}, [None, "a"]) == ["a"]
    assert value(texts, "a") is GONE
    assert value(texts, []) is GONE
    assert whats(texts, []) == ["empty"]


def test_a_group_keeps_the_keys_it_knows_in_the_order_given() -> None:
    group = {"type": "group", "fields": [{"name": "a", "type": "text"}, {"name": "b", "type": "text"}]}
    kept = value(group, {"b": "1", "x": "<script>", "a": "2"})
    assert list(kept.items()) == [("b", "1"), ("a", "2")]
    assert value(group, "text") is GONE
    assert value(group, []) == {}
    assert value(group, {}) == {}


def test_a_group_of_one_field_is_that_fields_value() -> None:
    group = {"type": "group", "fields": [{"name": "a", "type": "text"}]}
    assert value(group, "<") == "&lt;"
    identifier = "01234567-89ab-cdef-0123-456789abcdef"
    content = {**group, "isSubContent": True}
    assert value(content, {"a": "<", "subContentId": identifier}) == {"a": "&lt;", "subContentId": identifier}
    assert value(content, {"a": "<", "subContentId": "x"}) == {"a": "&lt;"}
    assert run([{"name": "only", "type": "text"}], {"only": "x"}).params == {"only": "x"}


def test_what_an_optional_group_holds_is_optional() -> None:
    fields = [{"name": "s", **select("a")}, {"name": "t", **TEXT, "regexp": {"pattern": "^x$"}}]
    assert value({"type": "group", "optional": True, "fields": fields}, {"s": "z", "t": ""}) == {"s": "z", "t": ""}
    assert value({"type": "group", "fields": fields}, {"s": "z", "t": ""}) == {"s": "a", "t": ""}


def test_a_type_that_h5p_does_not_have_is_left_out() -> None:
    assert value({"type": "hologram"}, "x") is GONE
    assert whats({"type": "hologram"}, "x") == ["unknown-type"]
    assert value({}, "x") is GONE


def test_changes_say_where_they_are_as_json_pointers() -> None:
    fields = [{"name": "a/b~c", "type": "list", "field": {"type": "text"}}]
    (change,) = run(fields, {"a/b~c": ["x", "<"]}).changes
    assert change.path == "/a~1b~0c/1"
    assert str(change).startswith("/a~1b~0c/1: ")


def test_a_thousand_changes_are_listed_and_the_rest_is_counted() -> None:
    found = run([], {f"k{i}" * 100: 1 for i in range(1500)})
    assert len(found.changes) == 1000
    assert found.unlisted == 500
    assert max(len(one.path) for one in found.changes) < 210
