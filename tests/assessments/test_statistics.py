"""The formulas of item analysis against their sources' own examples and SciPy; the report against plain reckoning."""

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt
from random import Random
from statistics import mean, stdev, variance
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from scipy import stats

from assessments import attempting
from assessments.attempting import Given
from assessments.models import Attempt, AttemptQuestion, Question
from assessments.statistics import formulas
from assessments.statistics.flags import Flag, flags
from assessments.statistics.formulas import Nested, Pairs
from assessments.statistics.options import Option
from assessments.statistics.report import report
from courses.models import Release
from courses.outline import Unit
from tests.factories.assessments import category, course_with_quiz, learner, quiz, right, started
from tests.factories.assessments import question as ask
from tests.factories.courses import course_tree, released

# Shrout & Fleiss (1979), table 2: six targets (here takers), four judges (here questions).
SHROUT_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def pairs(xs: Sequence[float], ys: Sequence[float]) -> Pairs:
    return Pairs(
        len(xs), sum(xs), sum(ys), sum(x * x for x in xs), sum(y * y for y in ys),
        sum(x * y for x, y in zip(xs, ys, strict=True)),
    )  # fmt: skip


def nested(rows: Sequence[Sequence[float]]) -> Nested:
    every = [value for row in rows for value in row]
    return Nested(
        len(rows), len(every), sum(every), sum(v * v for v in every), sum(sum(row) ** 2 / len(row) for row in rows)
    )


def test_alpha_is_what_shrout_and_fleiss_give_for_their_example() -> None:
    """Their ICC(3,4), which is Cronbach's alpha: 0.91."""
    each = [variance(column) for column in zip(*SHROUT_FLEISS, strict=True)]
    found = formulas.alpha(each, variance([sum(row) for row in SHROUT_FLEISS]))
    assert found == pytest.approx(0.9093, abs=0.0001)


def test_the_reliability_of_drawn_questions_is_what_shrout_and_fleiss_give_for_their_example() -> None:
    """Their ICC(1,4): 0.44, from mean squares of 11.24 and 6.26."""
    found = formulas.drawn_reliability(nested(SHROUT_FLEISS))
    assert found == pytest.approx(0.4428, abs=0.0001)
    assert found == pytest.approx((11.24 - 6.26) / 11.24, abs=0.001)


def test_the_reliability_of_drawn_questions_agrees_with_scipys_analysis_of_variance() -> None:
    """F = MS between / MS within, so the coefficient is 1 - 1/F."""
    f = stats.f_oneway(*SHROUT_FLEISS).statistic
    assert formulas.drawn_reliability(nested(SHROUT_FLEISS)) == pytest.approx(1 - 1 / f)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), min_size=3, max_size=60))
def test_the_point_biserial_is_scipys(answers: list[tuple[bool, int]]) -> None:
    xs, ys = [float(x) for x, _ in answers], [y / 40 for _, y in answers]
    found = formulas.correlation(pairs(xs, ys))
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(stats.pointbiserialr(xs, ys).statistic, abs=1e-9)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=60))
def test_the_variance_is_the_unbiased_one(values: list[float]) -> None:
    found = formulas.variance(len(values), sum(values), sum(v * v for v in values))
    assert found == pytest.approx(variance(values), abs=1e-6)


def test_the_standard_error_is_the_deviation_times_the_root_of_what_is_not_reliable() -> None:
    """A scale with deviation 15 and reliability 0.91: 4.5."""
    assert formulas.standard_error(15, 0.91) == pytest.approx(4.5)
    assert formulas.standard_error(15, 1) == 0
    assert formulas.standard_error(15, -0.2) is None
    assert formulas.standard_error(None, 0.9) is None


def test_the_index_is_the_difference_of_the_tails() -> None:
    assert formulas.upper_lower(0.9, 0.35) == pytest.approx(0.55)
    assert formulas.upper_lower(None, 0.35) is None


def test_nothing_is_said_where_nothing_can_be_reckoned() -> None:
    assert formulas.mean(0, 0) is None
    assert formulas.variance(1, 3, 9) is None
    assert formulas.correlation(pairs([1.0], [1.0])) is None
    assert formulas.alpha([0.25], 0.25) is None
    assert formulas.alpha([0.25, 0.25], 0.0) is None
    assert formulas.drawn_reliability(Nested(1, 4, 2, 2, 1)) is None


def option(correct: bool | None, count: int = 5, discrimination: float | None = -0.3) -> Option:
    return Option("a", {}, correct, count, 0.2, 0.1, 0.3, discrimination)


@pytest.mark.parametrize(
    ("n", "facility", "discrimination", "options", "expected"),
    [
        (200, 0.6, 0.4, [option(True), option(False)], []),
        (200, 0.96, 0.4, [], [Flag.EASY]),
        (200, 0.95, 0.4, [], []),
        (200, 0.19, 0.4, [], [Flag.HARD]),
        (200, 0.6, -0.01, [], [Flag.NEGATIVE]),
        (200, 0.6, None, [], []),
        (200, 0.6, 0.4, [option(False, count=0)], [Flag.UNUSED]),
        (200, 0.6, 0.4, [option(True, count=0)], []),
        # 1.645 / sqrt(200) = 0.116.
        (200, 0.6, 0.4, [option(False, discrimination=0.12)], [Flag.ATTRACTIVE]),
        (200, 0.6, 0.4, [option(False, discrimination=0.11)], []),
        (200, 0.6, 0.4, [option(None, discrimination=0.5)], []),
        (29, 0.0, -1.0, [option(False, count=0)], []),
        (30, 0.0, -1.0, [option(False, count=0)], [Flag.NEGATIVE, Flag.HARD, Flag.UNUSED]),
    ],
)
def test_a_flag_is_raised_at_its_threshold_and_not_before(
    n: int, facility: float, discrimination: float | None, options: list[Option], expected: list[Flag]
) -> None:
    assert flags(n, facility, discrimination, options) == expected


# --- the report, on attempts that were made by answering ---------------------------------------------------------


def sit(release: Release, unit: Unit, ability: float, rng: Random) -> Attempt:
    """A learner of that ability answers each question rightly by chance, else wrongly or not at all."""
    place = learner(release, unit)
    at = timezone.now()
    attempt = started(place, at)
    given_ = []
    for row in attempt.questions.select_related("version"):
        answer: Any = None
        if rng.random() < ability:
            answer = right(row)
        elif rng.random() < 0.8:
            answer = _wrong(row, rng)
        given_.append(Given(row.position, answer, 1))
    attempting.save(place.person, attempt.public_id, given_, at)
    return attempting.submit(place.person, attempt.public_id, at)


def _wrong(row: AttemptQuestion, rng: Random) -> Any:
    kind = row.version.kind
    if kind == "truefalse":
        return not row.version.content["answer"]
    if kind == "number":
        return "1"
    wrong = [str(place) for place, name in enumerate(row.choice_order, 1) if name in "cd"]
    return rng.choice(wrong) if kind == "single" else [rng.choice(wrong)]


@pytest.fixture
def fixed(db: None) -> Unit:
    """Twenty learners, all with the same eight questions."""
    release, unit = course_with_quiz(questions=8, draw=8, attempts_allowed=None)
    rng = Random(1)
    for number in range(20):
        sit(release, unit, number / 19, rng)
    return unit


@pytest.fixture
def drawn(db: None) -> Unit:
    """Twenty learners, each with five questions of twelve."""
    release, unit = course_with_quiz(questions=12, draw=5, attempts_allowed=None)
    rng = Random(2)
    for number in range(20):
        sit(release, unit, number / 19, rng)
    return unit


def shares(unit: Unit) -> dict[int, dict[int, float]]:
    """By attempt and version, reckoned from the rows."""
    found: dict[int, dict[int, float]] = {}
    for row in AttemptQuestion.objects.filter(attempt__unit_key=unit.key):
        assert row.points is not None
        found.setdefault(row.attempt_id, {})[row.version_id] = float(row.points / row.points_possible)
    return found


def test_facility_and_discrimination_are_what_scipy_makes_of_the_rows(drawn: Unit) -> None:
    made, rows = report(drawn.key), shares(drawn)
    assert len(made.items) == 12
    reckoned = 0
    for item in made.items:
        xs = [row[item.version.pk] for row in rows.values() if item.version.pk in row]
        rests = [
            mean(share for version, share in row.items() if version != item.version.pk)
            for row in rows.values()
            if item.version.pk in row
        ]
        assert item.n == len(xs)
        assert item.facility == pytest.approx(mean(xs))
        if len(set(xs)) > 1 and len(set(rests)) > 1:
            reckoned += 1
            assert item.discrimination == pytest.approx(stats.pearsonr(xs, rests).statistic)
    assert reckoned > 6


def test_the_index_compares_the_best_and_the_weakest_27_per_cent(fixed: Unit) -> None:
    rows = shares(fixed)
    order = sorted(rows, key=lambda attempt: (-sum(rows[attempt].values()), attempt))
    # 27 % of twenty is 5.4: five in the upper group, and five in the lower.
    upper, lower = order[:5], order[-5:]
    for item in report(fixed.key).items:
        expected = mean(rows[a][item.version.pk] for a in upper) - mean(rows[a][item.version.pk] for a in lower)
        assert item.index == pytest.approx(expected)
        assert (item.upper, item.lower) == (5, 5)


def test_where_all_have_the_same_questions_the_reliability_is_alpha(fixed: Unit) -> None:
    made, rows = report(fixed.key), list(shares(fixed).values())
    assert not made.drawn
    columns = [[row[item.version.pk] for row in rows] for item in made.items]
    total = variance([sum(row.values()) for row in rows])
    assert made.reliability == pytest.approx(8 / 7 * (1 - sum(map(variance, columns)) / total))
    assert made.deviation
    assert made.reliability
    assert made.error == pytest.approx(made.deviation * sqrt(1 - made.reliability))


def test_where_questions_are_drawn_the_draw_counts_as_error(drawn: Unit) -> None:
    made, rows = report(drawn.key), shares(drawn)
    assert made.drawn
    f = stats.f_oneway(*[list(row.values()) for row in rows.values()]).statistic
    assert made.reliability == pytest.approx(1 - 1 / f)


def test_scores_are_counted_in_tens_and_summed_up(fixed: Unit) -> None:
    made = report(fixed.key)
    found = [float(one.score or 0) for one in Attempt.objects.filter(unit_key=fixed.key)]
    assert made.attempts == 20
    assert made.mean == pytest.approx(mean(found))
    assert made.deviation == pytest.approx(stdev(found))
    assert made.bins == [sum(min(9, int(score // 10)) == i for score in found) for i in range(10)]
    assert made.passed == pytest.approx(100 * sum(score >= 80 for score in found) / 20)


def test_every_choice_is_counted_with_who_chose_it(fixed: Unit) -> None:
    made = report(fixed.key)
    for item in made.items:
        answers = list(
            AttemptQuestion.objects.filter(attempt__unit_key=fixed.key, version=item.version).values_list(
                "answer", flat=True
            )
        )
        for one in item.options:
            said = [
                answer
                for answer in answers
                if answer == one.answer or (isinstance(answer, list) and one.answer in answer)
            ]
            assert one.count == len(said), (item.version.kind, one.answer)
            assert one.share == pytest.approx(len(said) / 20)
        if item.version.kind in {"single", "multiple"}:
            assert [one.answer for one in item.options][:4] == list("abcd")


def test_first_attempts_count_unless_all_are_asked_for(db: None) -> None:
    release, unit = course_with_quiz(attempts_allowed=None)
    place = learner(release, unit)
    for _ in range(3):
        attempt = started(place, timezone.now())
        attempting.submit(place.person, attempt.public_id, timezone.now())
    started(place, timezone.now())
    assert report(unit.key).attempts == 1
    assert report(unit.key).whole.takers == 1
    assert report(unit.key, first=False).attempts == 3
    assert report(unit.key, first=False).whole.takers == 3


def test_a_quiz_that_nobody_took_has_an_empty_report(db: None) -> None:
    _release, unit = course_with_quiz()
    made = report(unit.key)
    assert (made.attempts, made.items, made.mean, made.reliability, made.error) == (0, [], None, None, None)


def test_attempts_at_other_quizzes_do_not_count(db: None) -> None:
    release, unit = course_with_quiz(slug="one")
    where = Question.objects.get(pk=Question.objects.order_by("pk")[0].pk).category
    course = course_tree("two", modules=0)
    other = quiz(course, where, slug="other-test")
    second = released(course)
    sit(release, unit, 1.0, Random(3))
    sit(second, second.outline.by_key[other.translation_key], 0.0, Random(3))
    assert report(unit.key).mean == pytest.approx(100)
    assert report(other.translation_key).mean == pytest.approx(0)


def test_points_of_questions_may_differ(db: None) -> None:
    course = course_tree("weighted", modules=0)
    light, heavy = category("เบา"), category("หนัก")
    ask(light, "truefalse", "เบา")
    ask(heavy, "truefalse", "หนัก")
    page = quiz(course, light, draw=1)
    page.sections.create(category=heavy, count=1, points=Decimal(3), sort_order=2)
    page.refresh_from_db()
    page.save_revision().publish()
    release = released(course)
    unit = release.outline.by_key[page.translation_key]
    sit(release, unit, 1.0, Random(4))
    assert {float(item.facility or 0) for item in report(unit.key).items} == {1.0}


def test_the_length_of_an_attempt_is_its_own_and_no_questions(fixed: Unit) -> None:
    for number, attempt in enumerate(Attempt.objects.filter(unit_key=fixed.key).order_by("pk")):
        attempt.submitted_at = attempt.started_at + timezone.timedelta(minutes=number)
        attempt.save()
    made = report(fixed.key)
    assert made.minutes == pytest.approx(9.5)
    assert made.minutes_a_question == pytest.approx(9.5 / 8)


def test_the_report_asks_little_whatever_it_counts_and_the_long_question_once(
    fixed: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as asked:
        report(fixed.key)
    assert sum("WITH counted" in one["sql"] for one in asked) == 1
    # Besides what begins and ends a transaction, and sets how it runs.
    assert len([one for one in asked if one["sql"].lstrip().startswith(("SELECT", "WITH"))]) == 7
    with django_assert_num_queries(6):
        made = report(fixed.key)
        _said = [(item.flags, item.options, item.index) for item in made.items], made.error, made.minutes


def test_another_result_is_in_the_report_at_once(db: None) -> None:
    release, unit = course_with_quiz()
    sit(release, unit, 1.0, Random(5))
    assert report(unit.key).whole.takers == 1
    sit(release, unit, 0.0, Random(5))
    assert report(unit.key).whole.takers == 2
