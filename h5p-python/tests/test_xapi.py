"""Statements are read strictly, and only for what a browser may be asked."""

import copy
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p import LibraryName
from h5p.refusals import Reason, Refused
from h5p.remarking import Answer
from h5p.score import Score
from h5p.xapi import Statement, Tree, parse_statement, parse_tree

ACTIVITY = "https://academy.example/h5p/41"
SUB = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
# As the core player of h5p-standalone 3.8.2 sends it.
ANSWERED: dict[str, Any] = {
    "actor": {"name": "n", "mbox": "mailto:somebody@else.example", "objectType": "Agent"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en-US": "answered"}},
    "object": {
        "id": ACTIVITY,
        "objectType": "Activity",
        "definition": {
            "extensions": {"http://h5p.org/x-api/h5p-local-content-id": 41},
            "name": {"en-US": "T"},
        },
    },
    "context": {
        "contextActivities": {
            "category": [{"id": "http://h5p.org/libraries/H5P.Blanks-1.14", "objectType": "Activity"}]
        }
    },
    "result": {
        "score": {"min": 0, "max": 2, "raw": 1, "scaled": 0.5},
        "completion": True,
        "success": False,
        "duration": "PT1M2.5S",
        "response": "a[,]b",
    },
}


def changed(path: str, value: Any) -> bytes:
    """The statement with one part changed; a value of `...` takes it away."""
    data = copy.deepcopy(ANSWERED)
    at = data
    *way, last = path.split("/")
    for key in way:
        at = at.setdefault(key, {})
    if value is ...:
        at.pop(last)
    else:
        at[last] = value
    return json.dumps(data).encode()


def test_a_statement_of_the_player_is_read():
    found = parse_statement(json.dumps(ANSWERED).encode())
    assert found == Statement(
        verb="answered",
        object_id=ACTIVITY,
        data=ANSWERED,
        content="41",
        library=LibraryName("H5P.Blanks", 1, 14),
        score=Score(Decimal(1), Decimal(2)),
        completion=True,
        response="a[,]b",
        duration=timedelta(seconds=62.5),
    )
    assert found.is_root


def test_a_learner_may_type_what_looks_like_an_escape():
    assert parse_statement(changed("result/response", "\\u0000")).response == "\\u0000"
    assert parse_statement(changed("result/response", "\\\0")).reason is Reason.MALFORMED


def test_a_child_has_a_parent_whatever_its_own_address():
    data = changed("context/contextActivities/parent", [{"id": ACTIVITY}])
    assert parse_statement(data).parent == ACTIVITY
    assert not parse_statement(data).is_root
    assert not parse_statement(changed("context/contextActivities/parent", {"id": ACTIVITY})).is_root
    assert not parse_statement(changed("context/contextActivities/parent", [{"id": ""}])).is_root
    assert parse_statement(changed("context/contextActivities/parent", [])).is_root


def test_a_sub_content_is_told_by_its_extension():
    data = changed("object/definition/extensions", {"http://h5p.org/x-api/h5p-subContentId": SUB})
    assert parse_statement(data).sub_content_id == SUB


def test_other_verbs_keep_their_whole_address():
    consumed = "http://activitystrea.ms/schema/1.0/consume"
    assert parse_statement(changed("verb/id", consumed)).verb == consumed


@pytest.mark.parametrize(
    "score", [None, {}, {"raw": 1}, {"max": 1}, {"raw": None, "max": None}, {"raw": 1, "max": None}]
)
def test_a_score_without_two_numbers_is_none(score):
    assert parse_statement(changed("result/score", score)).score is None


def test_a_statement_without_a_result_is_read():
    assert parse_statement(changed("result", ...)).score is None
    assert parse_statement(changed("result", None)).completion is None


@pytest.mark.parametrize(
    "library", ["http://h5p.org/libraries/H5P.Blanks", "http://other.example/H5P.Blanks-1.14", "x"]
)
def test_a_category_that_names_no_library_is_passed_over(library):
    assert parse_statement(changed("context/contextActivities/category", [{"id": library}])).library is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("PT0S", 0), ("PT0.01S", 0.01), ("PT2H", 7200), ("P1DT1S", 86401), ("P1D", 86400)],
)
def test_durations_are_read(said, seconds):
    assert parse_statement(changed("result/duration", said)).duration == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "said", [None, "", "PTNaNS", "PT-3S", "-PT3S", "3", 3, "PT٣S", "PT1S\n", "PT" + "9" * 40 + "S", {}]
)
def test_a_duration_that_makes_no_sense_is_none_and_loses_no_result(said):
    found = parse_statement(changed("result/duration", said))
    assert found.duration is None
    assert found.score == Score(Decimal(1), Decimal(2))


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("verb", ..., "verb"),
        ("verb", "answered", "verb"),
        ("verb/id", ..., "verb/id"),
        ("verb/id", 1, "verb/id"),
        ("verb/id", "a b", "verb/id"),
        ("verb/id", "x" * 3000, "verb/id"),
        ("object", [], "object"),
        ("object/id", None, "object/id"),
        ("object/id", "https://a\n", "object/id"),
        ("object/definition", [], "object/definition"),
        ("object/definition/extensions", "x", "object/definition/extensions"),
        ("object/definition/extensions", {"http://h5p.org/x-api/h5p-local-content-id": True}, "content id"),
        ("object/definition/extensions", {"http://h5p.org/x-api/h5p-local-content-id": [41]}, "content id"),
        ("object/definition/extensions", {"http://h5p.org/x-api/h5p-subContentId": "x" * 256}, "subContentId"),
        ("context", [], "context"),
        ("context/contextActivities", 3, "context/contextActivities"),
        ("context/contextActivities/parent", "x", "parent"),
        ("context/contextActivities/parent", [7], "parent"),
        ("context/contextActivities/parent", [{}], "parent/id"),
        ("result", [], "result"),
        ("result/score", 1, "result/score"),
        ("result/score/raw", "1", "result/score"),
        ("result/completion", 1, "result/completion"),
        ("result/completion", "true", "result/completion"),
        ("result/response", 7, "result/response"),
        ("result/response", ["a"], "result/response"),
    ],
)
def test_a_part_of_the_wrong_shape_is_refused_and_named(path, value, where):
    assert parse_statement(changed(path, value)) == Refused(Reason.MALFORMED, where)


@pytest.mark.parametrize("number", [True, 1e10, -1e10, 10**400, [1], {}])
@pytest.mark.parametrize("part", ["raw", "max"])
def test_numbers_that_are_none_are_refused(part, number):
    found = parse_statement(changed(f"result/score/{part}", number))
    assert found == Refused(Reason.INVALID_NUMBER, f"result/score/{part}")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "0x1", "01", "+1", ".5"])
def test_numbers_that_json_does_not_know_are_refused(number):
    data = json.dumps(ANSWERED).replace('"raw": 1', f'"raw": {number}').encode()
    assert parse_statement(data).reason is Reason.MALFORMED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.MALFORMED),
        (b"[]", Reason.MALFORMED),
        (b"null", Reason.MALFORMED),
        (b"\xff\xfe{}", Reason.MALFORMED),
        (b"\xef\xbb\xbf{}", Reason.MALFORMED),
        (changed("result/response", "\ud800"), Reason.MALFORMED),
        (changed("result/response", "\0"), Reason.MALFORMED),
        (b'{"a":' * 40 + b"1" + b"}" * 40, Reason.MALFORMED),
        (b"[" * 200_000, Reason.MALFORMED),
        (changed("result/response", "x" * 300_000), Reason.TOO_LARGE),
    ],
)
def test_what_is_no_bounded_json_is_refused(data, reason):
    assert parse_statement(data).reason is reason
    assert parse_tree(data).reason is reason


def test_the_actor_is_whom_the_server_knows():
    found = parse_statement(json.dumps(ANSWERED).encode()).attributed("learner-7", "https://academy.example")
    assert found["actor"] == {
        "objectType": "Agent",
        "account": {"homePage": "https://academy.example", "name": "learner-7"},
    }
    assert "somebody@else" not in json.dumps(found)
    assert {**found, "actor": ANSWERED["actor"]} == ANSWERED


def test_a_tree_gives_the_answers_that_can_be_marked_again():
    child = json.loads(changed("object/definition/extensions", {"http://h5p.org/x-api/h5p-subContentId": SUB}))
    tree = {"statement": ANSWERED, "children": [{"statement": child}, {"statement": child, "children": []}]}
    found = parse_tree(json.dumps(tree).encode())
    assert found.statement.object_id == ACTIVITY
    one, two = Decimal(1), Decimal(2)
    part = Answer(one, two, "a[,]b", SUB)
    assert found.answers() == Answer(one, two, "a[,]b", "", (part, part))
    without = parse_tree(json.dumps({"statement": json.loads(changed("result", ...))}).encode())
    assert without.answers() == Answer(None, None)


def nested(levels: int) -> bytes:
    tree: dict[str, Any] = {"statement": ANSWERED}
    for _ in range(levels):
        tree = {"statement": ANSWERED, "children": [tree]}
    return json.dumps(tree).encode()


def test_a_tree_has_eight_levels_at_most():
    assert isinstance(parse_tree(nested(8)), Tree)
    assert parse_tree(nested(9)) == Refused(Reason.MALFORMED, "children")


@pytest.mark.parametrize("tree", [{}, {"statement": []}, {"statement": ANSWERED, "children": {"a": 1}}, ANSWERED])
def test_what_is_no_tree_is_refused(tree):
    assert parse_tree(json.dumps(tree).encode()).reason is Reason.MALFORMED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(["verb", "object", "object/id", "context", "context/contextActivities", "result", "result/score"]),
    JSON,
)
def test_no_shape_raises(path, value):
    assert isinstance(parse_statement(changed(path, value)), Statement | Refused)


@given(st.binary(max_size=40))
def test_no_bytes_raise(data):
    assert isinstance(parse_statement(data), Refused)
