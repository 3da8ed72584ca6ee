"""One result for an attempt, within bounds, from the right person, for the right content; what is forged is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.attempts import Accepted, Attempt, Flag, Kept, Plausible, Why, accept, open_attempt
from h5p.finish import Finish, parse_finish
from h5p.refusals import Reason, Refused
from h5p.score import Score, points, read_score
from h5p.xapi import Statement, parse_statement
from tests.test_xapi import ACTIVITY, SUB, changed

OPENED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NOW = OPENED + timedelta(minutes=5)
ATTEMPT = Attempt("nonce", "7", "41", ACTIVITY, "hash", OPENED, known_max=Decimal(2))
UNKNOWN = replace(ATTEMPT, known_max=None)
UNGRADED = replace(ATTEMPT, known_max=Decimal(0))


def score(raw, maximum=2):
    return Score(Decimal(str(raw)), Decimal(str(maximum)))


def said(raw=1, maximum=2, **changes):
    return Statement(
        **{
            "verb": "answered",
            "object_id": ACTIVITY,
            "data": {},
            "content": "41",
            "score": score(raw, maximum),
            **changes,
        }
    )


def taken(report, attempt=ATTEMPT, now=NOW, user="7", content="41", **more):
    return accept(attempt, report, user=user, content=content, now=now, **more)


def test_an_attempt_is_opened_with_a_nonce_of_its_own():
    details = {"user": "7", "content": "41", "activity": ACTIVITY, "content_hash": "hash", "now": OPENED}
    one, other = open_attempt(**details), open_attempt(**details, known_max=Decimal(2), closes=NOW)
    assert one == replace(UNKNOWN, nonce=one.nonce)
    assert other == replace(ATTEMPT, nonce=other.nonce, closes=NOW)
    assert one.nonce != other.nonce
    assert len(one.nonce) == 32


def test_a_statement_of_the_player_becomes_the_result():
    found = taken(parse_statement(changed("result/duration", "PT4M")))
    assert found == Accepted(score(1), timedelta(minutes=5))
    assert found.score.scaled == Decimal("0.5")


def test_a_finish_of_the_player_becomes_the_result():
    form = {"contentId": "41", "score": "1", "maxScore": "2", "opened": "1795391353", "finished": "1795391354"}
    assert parse_finish(form) == Finish("41", score(1), timedelta(seconds=1))
    assert taken(parse_finish(form)) == Accepted(score(1), timedelta(minutes=5))


# What a browser says, and what becomes of it. Left: the attempt; right: the outcome.
FIRST = ATTEMPT.finished(Accepted(score(1), timedelta(minutes=1)))
SCORED = UNKNOWN.finished(Accepted(score(1), timedelta(minutes=1)))
DONE = UNKNOWN.finished(Accepted(None, timedelta(minutes=1)))
OUTCOMES = [
    # bounds
    ("no points", ATTEMPT, said(0), score(0)),
    ("all points", ATTEMPT, said(2), score(2)),
    ("half a point", ATTEMPT, said(0.5), score(0.5)),
    ("more than there are", ATTEMPT, said(3), Reason.SCORE_ABOVE_MAX),
    ("a little more than there are", ATTEMPT, said("2.000001"), Reason.SCORE_ABOVE_MAX),
    ("less than nothing", ATTEMPT, said(-1), Reason.NEGATIVE_SCORE),
    ("less than nothing of less than nothing", ATTEMPT, said(-2, -1), Reason.NEGATIVE_SCORE),
    ("of less than nothing", UNKNOWN, said(0, -1), Reason.NEGATIVE_SCORE),
    ("points of nothing", UNKNOWN, said(1, 0), Reason.SCORE_ABOVE_MAX),
    ("more than there are, as a child", ATTEMPT, said(3, parent=ACTIVITY), Reason.SCORE_ABOVE_MAX),
    ("more than there are, in a finish", ATTEMPT, Finish("41", score(3)), Reason.SCORE_ABOVE_MAX),
    # the maximum
    ("of another maximum", ATTEMPT, said(1, 1), Why.OTHER_MAX),
    ("all of a maximum made up", ATTEMPT, said(100, 100), Why.OTHER_MAX),
    ("of nothing where there are points", ATTEMPT, said(0, 0), Why.OTHER_MAX),
    ("of points where there are none", UNGRADED, said(1, 1), Why.OTHER_MAX),
    ("of a maximum nobody knows", UNKNOWN, said(3, 5), score(3, 5)),
    # without points
    ("nothing of nothing", UNGRADED, said(0, 0), None),
    ("nothing of nothing nobody knows", UNKNOWN, said(0, 0), None),
    ("completed without a score", UNKNOWN, said(score=None, verb="completed"), None),
    ("no score where there are points", ATTEMPT, said(score=None, verb="completed"), Why.NO_SCORE),
    # what is no result
    ("attempted", ATTEMPT, said(verb="attempted"), Why.NO_RESULT),
    ("interacted", ATTEMPT, said(verb="interacted"), Why.NO_RESULT),
    ("mastered", ATTEMPT, said(verb="mastered", score=None), Why.NO_RESULT),
    ("consumed", UNKNOWN, said(verb="http://activitystrea.ms/schema/1.0/consume", score=None), Why.NO_RESULT),
    ("answered of another vocabulary", ATTEMPT, said(verb="http://else.example/answered"), Why.NO_RESULT),
    ("not completed", ATTEMPT, said(completion=False), Why.UNFINISHED),
    ("completed", ATTEMPT, said(verb="completed", completion=True), score(1)),
    # children
    ("a child by its parent", ATTEMPT, said(parent=ACTIVITY), Why.CHILD),
    ("a child with an address", ATTEMPT, said(parent=ACTIVITY, object_id=f"{ACTIVITY}?subContentId={SUB}"), Why.CHILD),
    ("a child that forgot its parent", ATTEMPT, said(object_id=f"{ACTIVITY}?subContentId={SUB}"), Why.CHILD),
    ("a child with all points", ATTEMPT, said(2, parent="x"), Why.CHILD),
    # other contents
    ("another address", ATTEMPT, said(object_id=f"{ACTIVITY}0"), Reason.OTHER_CONTENT),
    ("an empty address", ATTEMPT, said(object_id=""), Reason.OTHER_CONTENT),
    ("another address's child", ATTEMPT, said(object_id="https://else.example", parent="x"), Reason.OTHER_CONTENT),
    ("another content's number", ATTEMPT, said(content="42"), Reason.OTHER_CONTENT),
    ("no content's number", ATTEMPT, said(content=""), score(1)),
    ("another content's finish", ATTEMPT, Finish("42", score(1)), Reason.OTHER_CONTENT),
    # again
    ("the same again", FIRST, said(1), Why.REPEATED),
    ("the same again as completed", FIRST, said(1, verb="completed"), Why.REPEATED),
    ("the same again as a finish", FIRST, Finish("41", score("1.0")), Why.REPEATED),
    ("better now", FIRST, said(2), Reason.REPLAYED),
    ("worse now", FIRST, Finish("41", score(0)), Reason.REPLAYED),
    ("another maximum after the result", FIRST, said(1, 1), Why.OTHER_MAX),
    ("a child after the result", FIRST, said(2, parent=ACTIVITY), Why.CHILD),
    ("done again without points", DONE, said(score=None), Why.REPEATED),
    ("no points after points nobody knew of", SCORED, said(score=None), Why.REPEATED),
    ("points after being done without", DONE, said(1), score(1)),
    ("no points after a result with", FIRST, said(0, 0), Why.OTHER_MAX),
]


@pytest.mark.parametrize(
    ("attempt", "report", "outcome"), [case[1:] for case in OUTCOMES], ids=[c[0] for c in OUTCOMES]
)
def test_what_becomes_of_a_report(attempt, report, outcome):
    found = taken(report, attempt)
    if isinstance(outcome, Reason):
        assert found == Refused(outcome)
    elif isinstance(outcome, Why):
        assert found == Kept(outcome)
    else:
        assert (type(found), found.score) == (Accepted, outcome)


@pytest.mark.parametrize(
    ("attempt", "more", "reason"),
    [
        (None, {}, Reason.UNKNOWN_ATTEMPT),
        (ATTEMPT, {"user": ""}, Reason.ANONYMOUS),
        (replace(ATTEMPT, user=""), {"user": ""}, Reason.ANONYMOUS),
        (ATTEMPT, {"user": "8"}, Reason.OTHER_USER),
        (ATTEMPT, {"content": "42"}, Reason.OTHER_CONTENT),
        (replace(ATTEMPT, closes=NOW - timedelta(seconds=1)), {}, Reason.CLOSED),
    ],
)
def test_an_attempt_of_another_or_over_takes_nothing(attempt, more, reason):
    for report in (said(), said(parent="x"), said(verb="attempted"), Finish("41", score(1))):
        assert taken(report, attempt, **more) == Refused(reason)


def test_an_attempt_takes_its_result_until_the_moment_it_closes():
    assert taken(said(), replace(ATTEMPT, closes=NOW)).score == score(1)


@pytest.mark.parametrize(
    ("attempt", "report", "more", "flags"),
    [
        (ATTEMPT, said(), {}, set()),
        (UNKNOWN, said(), {}, {Flag.FIRST_SEEN_MAX}),
        (UNKNOWN, said(score=None), {}, set()),
        (ATTEMPT, said(), {"now": OPENED + timedelta(seconds=0.5)}, {Flag.TOO_QUICK}),
        (ATTEMPT, said(), {"now": OPENED + timedelta(seconds=1)}, set()),
        (ATTEMPT, said(), {"plausible": Plausible(quickest=timedelta(minutes=6))}, {Flag.TOO_QUICK}),
        (ATTEMPT, said(duration=timedelta(minutes=6)), {}, set()),
        (ATTEMPT, said(duration=timedelta(minutes=7)), {}, {Flag.LONGER_THAN_OPEN}),
        (ATTEMPT, Finish("41", score(1), timedelta(days=3)), {}, {Flag.LONGER_THAN_OPEN}),
        (ATTEMPT, said(), {"content_hash": "hash"}, set()),
        (ATTEMPT, said(), {"content_hash": "new"}, {Flag.CONTENT_CHANGED}),
    ],
)
def test_what_a_teacher_may_want_to_look_at_is_flagged(attempt, report, more, flags):
    assert taken(report, attempt, **more).flags == flags


GOOD = {"contentId": "41", "score": "1", "maxScore": "2"}


@pytest.mark.parametrize(
    ("form", "refused"),
    [
        ({}, Refused(Reason.MALFORMED, "contentId")),
        ({**GOOD, "contentId": ""}, Refused(Reason.MALFORMED, "contentId")),
        ({**GOOD, "contentId": "4" * 256}, Refused(Reason.MALFORMED, "contentId")),
        ({"contentId": "41", "maxScore": "2"}, Refused(Reason.INVALID_NUMBER, "raw")),
        ({"contentId": "41", "score": "2"}, Refused(Reason.INVALID_NUMBER, "max")),
        *(
            ({**GOOD, "score": text}, Refused(Reason.INVALID_NUMBER, "raw"))
            for text in (
                "",
                "NaN",
                "nan",
                "sNaN",
                "Infinity",
                "-inf",
                "1e999",
                "1e99",
                "1_0",
                "٣",
                " 1",
                "1\n",
                "0x1",
                "1,5",
            )
        ),
        ({**GOOD, "maxScore": "9" * 30}, Refused(Reason.INVALID_NUMBER, "max")),
        ({**GOOD, "maxScore": "1000000001"}, Refused(Reason.INVALID_NUMBER, "max")),
    ],
)
def test_a_finish_without_two_numbers_is_refused(form, refused):
    assert parse_finish(form) == refused


@pytest.mark.parametrize(
    "times", [{}, {"opened": "5", "finished": "4"}, {"opened": "x", "finished": "4"}, {"finished": "NaN"}]
)
def test_a_finish_without_sensible_times_counts_all_the_same(times):
    assert parse_finish({**GOOD, **times}) == Finish("41", score(1))


def test_numbers_of_javascript_are_read_as_they_were_meant():
    assert points(0.1 + 0.2) == Decimal("0.3")
    assert points("0.30000000000000004") == Decimal("0.3")
    assert points("1e-7") == 0
    assert points(3.0) == points(3) == points("3") == 3
    assert read_score(2.9999999999999996, 3).out_of_bounds() is None


@pytest.mark.parametrize(
    "value",
    [
        True,
        None,
        [],
        "1a",
        float("nan"),
        float("inf"),
        pytest.param(10**5000, id="huge"),
        Decimal("NaN"),
        Decimal("sNaN"),
    ],
)
def test_what_is_no_number_has_no_points(value):
    assert points(value) is None


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_the_share_of_points_is_never_beyond_nought_and_one(raw, maximum):
    share = Score(Decimal(raw), Decimal(maximum)).scaled
    assert share is None if maximum <= 0 else 0 <= share <= 1


NUMBERS = st.integers(-3, 4) | st.sampled_from([0.5, 2.5])


@given(st.lists(st.builds(said, NUMBERS, NUMBERS, verb=st.sampled_from(["answered", "completed", "attempted"]))))
def test_however_often_a_browser_reports_one_result_within_bounds_counts(reports):
    attempt, accepted = ATTEMPT, []
    for report in reports:
        found = taken(report, attempt)
        if isinstance(found, Accepted):
            accepted.append(found)
            attempt = attempt.finished(found)
    assert len(accepted) <= 1
    assert all(0 <= found.score.raw <= 2 == found.score.max for found in accepted)


@given(st.dictionaries(st.sampled_from(["contentId", "score", "maxScore", "opened", "finished"]), st.text()))
def test_no_form_raises(form):
    parse_finish(form)
