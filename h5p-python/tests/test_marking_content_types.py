"""The points of answers to the project's own content types. The documentation lists the same vectors."""

import copy
from decimal import Decimal
from typing import Any

import pytest

from h5p.names import LibraryName
from h5p.remarking import Answer, Verdict, check, data_reading, decision_scenario
from h5p.remarking.port import Mark, Status
from tests import content_types

OK, MISMATCH, UNVERIFIABLE = Status.OK, Status.MISMATCH, Status.UNVERIFIABLE
REQUESTS = content_types.params("requests-en")  # the third of four is right; 2150 give or take 50; 59 give or take 0.5
EMAIL = content_types.params("wrong-address-en")
COUNTER = content_types.params("counter-hours-en")  # evidence: the third of three; 41.7 give or take 1

READING: list[tuple[str, int, Status]] = [
    ("2[,]2150[,]59", 3, OK),
    ("2[,]2200[,]58.5", 3, OK),
    ("2[,]2200.000001[,]58.499999", 1, OK),
    ("1[,]2099.5[,]59.4", 1, OK),
    ("2[,]-2150[,]59", 2, OK),
    ("2[,][,]", 1, OK),
    ("[,][,]", 0, OK),
    ("", 0, MISMATCH),
    ("2[,]2150", 0, MISMATCH),
    ("4[,]2150[,]59", 0, MISMATCH),
    ("02[,]2150[,]59", 0, MISMATCH),
    ("2[,]2,150[,]59", 0, MISMATCH),
    ("2[,]2150[,]5.9e1", 0, MISMATCH),
    ("2[,]๒๑๕๐[,]59", 0, MISMATCH),
    ("2[,]2150[,]NaN", 0, MISMATCH),
]
SCENARIO: list[tuple[str, int, Status]] = [
    ("0[,]0[,]0", 9, OK),
    ("1[,]0[,]0[,]1", 7, OK),
    ("0[,]1[,]2", 4, OK),
    ("2[,]1", 0, OK),
    ("0", 3, OK),
    ("", 0, OK),
    ("0[,]0[,]0[,]0", 0, MISMATCH),
    ("2[,]1[,]0", 0, MISMATCH),
    ("3", 0, MISMATCH),
    ("0[,]x", 0, MISMATCH),
    ("0[,]", 0, MISMATCH),
    ("0[.]1[,]0[,]0", 0, MISMATCH),
]
NESTED: list[tuple[str, int, Status]] = [
    ("0[.]2[.]41.7[,]0", 8, OK),
    ("0[.]2[.]45[,]1", 5, OK),
    ("0[.][.][,]0", 6, OK),
    ("2[.]2[.]42", 2, OK),
    ("0[.]2[,]0", 0, MISMATCH),
    ("0[.]2[.]x[,]0", 0, MISMATCH),
    ("0[.]2[.]42[,]0[.]1", 0, MISMATCH),
]


def same(mark: Mark, raw: int, maximum: int | None, status: Status) -> bool:
    most = None if maximum is None else Decimal(maximum)
    return (mark.raw, mark.max, mark.status, bool(mark.reason)) == (Decimal(raw), most, status, status is not OK)


def changed(params: dict[str, Any], **nodes: Any) -> dict[str, Any]:
    """The case of the e-mail with the next situation of some first choices changed: `tell="sent"`."""
    other = copy.deepcopy(params)
    for node in other["nodes"]:
        if node["name"] in nodes:
            node["choices"][0]["next"] = nodes[node["name"]]
    return other


@pytest.mark.parametrize(("response", "raw", "status"), READING)
def test_a_data_reading_gives_a_point_for_every_right_answer(response: str, raw: int, status: Status) -> None:
    assert same(data_reading.mark(REQUESTS, response), raw, 3, status)


@pytest.mark.parametrize(("response", "raw", "status"), SCENARIO)
def test_a_scenario_gives_the_points_of_the_path(response: str, raw: int, status: Status) -> None:
    assert same(decision_scenario.mark(EMAIL, response), raw, 9, status)


@pytest.mark.parametrize(("response", "raw", "status"), NESTED)
def test_evidence_adds_the_points_of_its_answers(response: str, raw: int, status: Status) -> None:
    assert same(decision_scenario.mark(COUNTER, response), raw, 8, status)


def test_evidence_that_was_not_shown_is_no_offence() -> None:
    assert same(decision_scenario.mark(COUNTER, "0[,]0"), 0, None, UNVERIFIABLE)


def test_numbers_are_compared_as_written_and_not_as_kept_in_binary() -> None:
    question = {"kind": "value", "answer": 0.3, "tolerance": 0.1}
    params = {**REQUESTS, "questions": [question]}
    assert same(data_reading.mark(params, "0.4"), 1, 1, OK)
    assert same(data_reading.mark(params, "0.2"), 1, 1, OK)
    assert same(data_reading.mark(params, "0.400001"), 0, 1, OK)


def test_an_exercise_without_questions_is_worth_nothing() -> None:
    assert same(data_reading.mark({**REQUESTS, "questions": []}, ""), 0, 0, OK)


@pytest.mark.parametrize(
    "changes",
    [
        {"questions": [{"kind": "choice", "choices": [{"text": "One", "correct": False}]}]},
        {"questions": [{"kind": "percent"}]},
        {"data": {"series": ["One"], "rows": [{"category": "May", "values": []}]}},
        {"data": {"series": [], "rows": []}},
        {"data": None},
    ],
)
def test_an_exercise_that_the_player_refuses_cannot_be_marked(changes: dict[str, Any]) -> None:
    assert same(data_reading.mark({**REQUESTS, **changes}, "0"), 0, 0, UNVERIFIABLE)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"nodes": []}, "number-of-situations"),
        ({"nodes": [EMAIL["nodes"][3]] * 31}, "number-of-situations"),
        ({"nodes": [EMAIL["nodes"][3]] * 2}, "name-used-twice"),
        ({"nodes": [{"name": "alone", "choices": []}]}, "nothing-to-choose"),
        (changed(EMAIL, tell="nowhere"), "leads-nowhere"),
        (changed(EMAIL, tell="sent"), "circle"),
        (changed(EMAIL, tell="tell"), "circle"),
    ],
)
def test_a_case_that_the_player_refuses_cannot_be_marked(params: dict[str, Any], reason: str) -> None:
    mark = decision_scenario.mark(params, "0")
    assert same(mark, 0, 0, UNVERIFIABLE)
    assert mark.reason == reason


def test_a_circle_that_no_path_from_the_start_enters_does_no_harm() -> None:
    apart = {"name": "apart", "choices": [{"points": 5, "next": "apart"}]}
    params = {**EMAIL, "nodes": [*EMAIL["nodes"], apart]}
    assert same(decision_scenario.mark(params, "0[,]0[,]0"), 9, 9, OK)


def test_points_are_whole_and_never_negative() -> None:
    nodes = [{"name": "one", "choices": [{"points": 2.9}, {"points": -4}, {"points": "7"}, {"points": True}]}]
    assert [decision_scenario.mark({"nodes": nodes}, str(index)).raw for index in range(4)] == [2, 0, 0, 0]


@pytest.mark.parametrize(
    ("raw", "most", "response", "verdict"),
    [
        (8, 8, "0[.]2[.]41.7[,]0", Verdict.VERIFIED),
        (8, 8, "0[.][.][,]0", Verdict.FLAGGED),
        (6, 6, "0[.][.][,]0", Verdict.FLAGGED),
        (8, 8, "7", Verdict.FLAGGED),
        (6, 6, "0[,]0", Verdict.UNVERIFIABLE),
    ],
)
def test_a_score_that_the_path_is_not_worth_is_flagged(raw: int, most: int, response: str, verdict: Verdict) -> None:
    library = LibraryName.parse(content_types.SCENARIO)
    assert check(library, COUNTER, Answer(Decimal(raw), Decimal(most), response)).verdict is verdict
