"""A set that asks some of its questions asks those that the server drew."""

import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p import LibraryName
from h5p.pooling import asked, draw, opening
from h5p.remarking import Answer, Verdict, check, maximum
from h5p.userdata import Place, UserData

SET = LibraryName("H5P.QuestionSet", 1, 17)
COLUMN = LibraryName("H5P.Column", 1, 12)


def questions(number: int) -> list[dict[str, object]]:
    return [
        {"library": "H5P.TrueFalse 1.6", "params": {"correct": "true"}, "subContentId": f"id-{place}"}
        for place in range(number)
    ]


PARAMS = {"questions": questions(10), "poolSize": 3, "endGame": {"message": "Done", "showRetryButton": True}}


@given(st.text(), st.integers(0, 12), st.integers(-2, 14), st.booleans())
def test_as_many_are_drawn_as_are_asked_each_once(seed: str, number: int, size: int, mixed: bool) -> None:
    params = {"questions": questions(number), "poolSize": size, "randomQuestions": mixed}
    pool = draw(SET, params, seed)
    assert len(pool) == (size if 0 < size < number else 0)
    assert set(pool) <= set(range(number))
    assert len(set(pool)) == len(pool)
    assert mixed or list(pool) == sorted(pool)
    assert pool == draw(SET, params, seed)


def test_every_question_is_drawn_as_often_as_any_other() -> None:
    times = Counter(place for seed in range(2000) for place in draw(SET, PARAMS, str(seed)))
    assert set(times) == set(range(10))
    assert all(500 < often < 700 for often in times.values())


@pytest.mark.parametrize(
    ("library", "changes"),
    [
        (COLUMN, {}),
        (SET, {"poolSize": 0}),
        (SET, {"poolSize": None}),
        (SET, {"poolSize": True}),
        (SET, {"poolSize": "3"}),
        (SET, {"poolSize": 10}),
        (SET, {"questions": None}),
    ],
)
def test_where_nothing_is_to_be_drawn_everything_stays_as_it_is(
    library: LibraryName, changes: dict[str, object]
) -> None:
    params = {**PARAMS, **changes}
    pool = draw(library, params, "seed")
    assert pool == ()
    rows = (UserData(Place(), "{}", preload=True),)
    assert opening(params, pool, rows).params is params
    assert opening(params, pool, rows).rows == rows
    assert asked(params, pool) is params


def test_the_player_begins_with_the_draw_and_without_a_retry() -> None:
    pool = draw(SET, PARAMS, "nonce")
    began = opening(PARAMS, pool, ())
    (row,) = began.rows
    assert (row.place, row.preload) == (Place("0", "state"), True)
    assert json.loads(row.data) == {"progress": 0, "answers": [], "poolOrder": list(pool)}
    assert began.params["endGame"] == {"message": "Done", "showRetryButton": False}
    assert began.params["questions"] == PARAMS["questions"]
    assert PARAMS["endGame"]["showRetryButton"] is True  # type: ignore[index]


@pytest.mark.parametrize(("order", "kept"), [([2, 5, 7], True), ([7, 2, 5], True), ([2, 5, 8], False), (None, False)])
def test_a_state_goes_on_only_if_it_is_of_this_draw(order: list[int] | None, kept: bool) -> None:
    rows = (
        UserData(Place(), json.dumps({"progress": 2, "answers": [1], "poolOrder": order}), preload=True),
        UserData(Place("0", "seen"), "1", preload=True),
    )
    found = opening(PARAMS, (2, 5, 7), rows).rows
    assert (found == rows) is kept
    assert kept or json.loads(found[0].data)["poolOrder"] == [2, 5, 7]


@given(st.text())
def test_any_kept_state_is_looked_at(data: str) -> None:
    assert opening(PARAMS, (2, 5, 7), (UserData(Place(), data),)).rows[0].data != data


def result(*places: int) -> Answer:
    parts = tuple(Answer(Decimal(1), Decimal(1), "true", f"id-{place}") for place in places)
    return Answer(Decimal(len(parts)), Decimal(len(parts)), "", "", parts)


@pytest.mark.parametrize(
    ("places", "verdict"),
    [
        ((2, 5, 7), Verdict.VERIFIED),
        ((7, 5, 2), Verdict.VERIFIED),
        ((2, 5, 8), Verdict.FLAGGED),
        ((2, 5), Verdict.FLAGGED),
        ((2, 5, 7, 8), Verdict.FLAGGED),
        ((2, 5, 5), Verdict.FLAGGED),
    ],
)
def test_only_the_questions_of_the_draw_are_a_result(places: tuple[int, ...], verdict: Verdict) -> None:
    params = asked(PARAMS, (2, 5, 7))
    assert maximum(SET, params) == 3
    assert check(SET, params, result(*places)).verdict is verdict


def test_a_draw_that_does_not_fit_the_content_any_more_leaves_the_choice_to_the_browser() -> None:
    pool = (2, 5, 70)
    assert opening(PARAMS, pool, ()).rows == ()
    found = check(SET, asked(PARAMS, pool), result(0, 1, 2))
    assert (found.verdict, found.reasons) == (Verdict.PARTLY, ("pool-by-browser",))
