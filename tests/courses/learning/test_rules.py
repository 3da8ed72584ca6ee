"""The pure rules: what completes a unit and a course, what is locked, how waiting time is shared."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils import translation

from courses.outline import Outline, Rule, Unit
from courses.rules import Code, Fact, decide, duration, locked, proof, satisfied, stronger, waited

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def lesson(seconds: int = 60, **fields: object) -> Unit:
    return Unit(uuid4(), None, "lesson", "a", Rule("attended", seconds=seconds), **fields)


def quiz(mark: str = "80", **fields: object) -> Unit:
    return Unit(uuid4(), None, "quiz", "q", Rule("passed", pass_mark=mark), **fields)


def outline(*units: Unit, **fields: object) -> Outline:
    return Outline(hours=Decimal(1), units=units, **fields)


DONE = Fact(completed=True, evidence="attended")


def test_a_course_is_complete_when_all_required_units_are() -> None:
    first, second, extra = lesson(), lesson(), lesson(required=False)
    course = outline(first, second, extra)
    assert not decide(course, {first.key: DONE}).complete
    verdict = decide(course, {first.key: DONE, second.key: DONE})
    assert verdict.complete
    assert (verdict.done, verdict.total) == (2, 2)
    assert verdict.reasons[extra.key].code is Code.UNOPENED


def test_a_course_without_required_units_is_never_complete() -> None:
    assert not decide(outline(), {}).complete
    extra = lesson(required=False)
    assert not decide(outline(extra), {extra.key: DONE}).complete


def test_each_unit_says_why_it_is_not_complete() -> None:
    fresh, waiting, ready, untried, below = lesson(), lesson(60), lesson(60), quiz("80"), quiz("80.00")
    course = outline(fresh, waiting, ready, untried, below)
    reasons = decide(
        course,
        {
            waiting.key: Fact(completed=False, waited=15),
            ready.key: Fact(completed=False, waited=60),
            below.key: Fact(completed=False, evidence="server", score=Decimal("60.00")),
        },
    ).reasons
    with translation.override("en"):
        said = {key: reason.sentence({}) for key, reason in reasons.items()}
    assert said[fresh.key] == "Not opened yet."
    assert said[waiting.key] == "Opened; 45 seconds left."
    assert said[ready.key].startswith("Read long enough")
    assert said[untried.key] == "Not taken yet; 80% is needed."
    assert said[below.key] == "Best score 60%; 80% is needed."


def test_in_a_sequential_course_units_wait_for_the_first_required_one_that_is_not_complete() -> None:
    first, extra, second, third = lesson(), lesson(required=False), lesson(), lesson()
    course = outline(first, extra, second, third, sequential=True)
    assert locked(course, set()) == {extra.key: first.key, second.key: first.key, third.key: first.key}
    # An optional unit holds nobody up, and what was completed is never locked again.
    assert locked(course, {first.key}) == {third.key: second.key}
    assert locked(course, {third.key}) == {extra.key: first.key, second.key: first.key}
    assert locked(outline(first, second), set()) == {}


@pytest.mark.parametrize(
    ("rule", "evidence", "score", "reached"),
    [
        (Rule("attended"), "attended", None, True),
        (Rule("attended"), "browser", None, False),
        (Rule("attended"), "", None, False),
        (Rule("passed", pass_mark="80"), "server", Decimal("80"), True),
        (Rule("passed", pass_mark="80"), "server", Decimal("79.99"), False),
        (Rule("passed", pass_mark="80"), "server", None, False),
        (Rule("passed", pass_mark="0"), "attended", Decimal("100"), False),
        (Rule("of another kind"), "server", Decimal("100"), False),
    ],
)
def test_only_the_right_evidence_satisfies_a_rule(
    rule: Rule, evidence: str, score: Decimal | None, reached: bool
) -> None:
    assert satisfied(rule, evidence, score) is reached


def test_the_score_is_the_weighted_mean_of_the_required_tests_marked_so_far() -> None:
    small, large, extra = quiz(weight="1"), quiz(weight="3"), quiz(required=False)
    course = outline(lesson(), small, large, extra)
    assert decide(course, {}).score is None
    facts = {small.key: Fact(False, "server", Decimal(100)), extra.key: Fact(True, "server", Decimal(1))}
    assert decide(course, facts).score == Decimal("100.00")
    facts[large.key] = Fact(True, "server", Decimal(80))
    assert decide(course, facts).score == Decimal("85.00")


def test_the_proof_is_the_weakest_grade_that_meets_what_the_course_demands() -> None:
    read, played, passed = lesson(), lesson(), quiz()
    facts = {
        read.key: Fact(True, "attended"),
        played.key: Fact(True, "browser"),
        passed.key: Fact(True, "server", Decimal(90)),
    }
    assert proof(outline(read, played, passed, evidence="server"), facts) == "server"
    assert proof(outline(read, played, passed, evidence="attended"), facts) == "attended"
    assert proof(outline(read, played, evidence="server"), facts) == ""
    optional = Unit(passed.key, None, "quiz", "q", passed.rule, required=False)
    assert proof(outline(read, optional, evidence="server"), facts) == ""


def test_lessons_opened_together_share_no_time() -> None:
    after = NOON + timedelta(seconds=60)
    assert waited(NOON, after, []) == 60
    # Another lesson, opened with this one, has counted the same minute.
    assert waited(NOON, after, [(after, 60)]) == 0
    assert waited(NOON, NOON + timedelta(seconds=90), [(after, 60)]) == 30


def test_time_counted_before_a_lesson_was_opened_is_not_taken_off_it() -> None:
    now = NOON + timedelta(seconds=60)
    assert waited(NOON, now, [(NOON, 600)]) == 60
    # The other was finished five seconds after this was opened: at most five of its seconds lie in the same time.
    assert waited(NOON, now, [(NOON + timedelta(seconds=5), 600)]) == 55


def test_a_clock_set_back_counts_nothing() -> None:
    assert waited(NOON, NOON - timedelta(hours=1), []) == 0


@pytest.mark.parametrize("_seed", range(30))
def test_no_order_of_opening_and_finishing_counts_more_than_the_time_that_passed(_seed: int) -> None:
    import random

    dice = random.Random(_seed)
    clock, opened, counted, total = NOON, {}, [], 0
    needs: dict[UUID, int] = {}
    for _ in range(200):
        clock += timedelta(seconds=dice.randrange(0, 40))
        if dice.random() < 0.5:
            key = uuid4()
            opened[key], needs[key] = clock, dice.randrange(10, 90)
        elif opened:
            key = dice.choice(list(opened))
            if waited(opened[key], clock, counted) >= needs[key]:
                counted.append((clock, needs[key]))
                total += needs[key]
                del opened[key]
        assert total <= (clock - NOON).total_seconds()


def test_lengths_of_time_are_said_as_people_say_them() -> None:
    with translation.override("en"):
        assert [duration(1), duration(45), duration(61), duration(3600)] == [
            "1 second",
            "45 seconds",
            "2 minutes",
            "1 hour",
        ]


def test_the_stronger_evidence_wins() -> None:
    assert stronger("", "browser") == "browser"
    assert stronger("server", "person") == "server"
