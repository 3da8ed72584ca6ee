"""JSON that everyone reads alike."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.limits import Limits
from h5p.strictjson import NotStrictJSON, parse
from tests.breaking import BROKEN_JSON

# No database keeps U+0000: it is refused.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(VALUES, st.booleans())
def test_what_is_written_is_read(value: Any, ascii_only: bool) -> None:
    assert parse(json.dumps(value, ensure_ascii=ascii_only).encode(), Limits()) == value


@pytest.mark.parametrize("data", BROKEN_JSON.values(), ids=BROKEN_JSON)
def test_what_some_would_not_read_is_refused(data: bytes) -> None:
    with pytest.raises(NotStrictJSON):
        parse(data, Limits())


@given(st.binary() | st.text(alphabet='{}[]:,"\\u0dD8e+-.1tnN ').map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        value = parse(data, Limits())
    except NotStrictJSON:
        return
    # Whatever was read can be written again, for everyone.
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize("text", ["[]", "{}", '"a"', "1"])
@pytest.mark.parametrize("levels", [0, 1, 510, 511])
def test_depth_is_counted_in_objects_and_lists(text: str, levels: int) -> None:
    parse(("[" * levels + text + "]" * levels).encode(), Limits())
    with pytest.raises(NotStrictJSON, match="512 levels"):
        parse(("[" * 513 + text + "]" * 513).encode(), Limits())


def test_depth_is_found_wherever_it_is() -> None:
    wide = {"a": [1] * 50, "b": [[], [{"c": [0]}]]}
    assert parse(json.dumps(wide).encode(), Limits(json_depth=5)) == wide
    with pytest.raises(NotStrictJSON):
        parse(json.dumps(wide).encode(), Limits(json_depth=4))


def test_the_limits_are_those_that_are_given() -> None:
    with pytest.raises(NotStrictJSON, match="bytes"):
        parse(b'"four"', Limits(json_bytes=5))
    with pytest.raises(NotStrictJSON, match="values"):
        parse(b"[1,2,3]", Limits(json_marks=2))
    assert parse(b"[1,2,3]", Limits(json_marks=3)) == [1, 2, 3]


def test_escapes_are_read_unless_they_are_half_a_character() -> None:
    assert parse(b'["\\ud83d\\ude00", "\\\\ud800"]', Limits()) == ["😀", "\\ud800"]
    for text in (b'["\\ud83d"]', b'{"\\ude00": 1}', b'[[{"a": ["\\uDBFF\\u0041"]}]]'):
        with pytest.raises(NotStrictJSON, match="surrogate"):
            parse(text, Limits())


def test_large_numbers_stay_finite() -> None:
    assert math.isfinite(parse(b"1.7e308", Limits()))
    for text in (b"1e309", b"-1e309", b"[1.0E400]", b"NaN", b"[Infinity]"):
        with pytest.raises(NotStrictJSON):
            parse(text, Limits())


def test_a_sign_that_no_database_keeps_is_refused() -> None:
    with pytest.raises(NotStrictJSON):
        parse(b'["a\\u0000b"]', Limits())
    assert parse(b'["a\\\\u0000b"]', Limits()) == ["a\\u0000b"]
