"""Taking a quiz: the server draws, keeps time, keeps answers, marks and decides."""

from datetime import timedelta
from decimal import Decimal

import pytest

from academy.errors import Refusal
from assessments import attempting, closing, sheets, starting, timing
from assessments.attempting import Given
from assessments.authoring import save_question
from assessments.models import Attempt, Question
from courses.models import Enrolment, Evidence, UnitProgress
from courses.placing import Place, place_by_key
from tests.factories.assessments import NOON, answer_all, content, course_with_quiz, learner, right, started

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATE = NOON + 30 * MINUTE + timing.GRACE + timedelta(microseconds=1)


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


def again(place: Place) -> Place:
    return place_by_key(place.person, place.unit.key)


def refused(code: str) -> object:
    return pytest.raises(Refusal, match=f"^{code}$")


def test_an_attempt_draws_its_questions_and_its_deadline_once(place: Place) -> None:
    attempt = started(place)
    assert attempt.questions.count() == 4
    assert attempt.deadline == NOON + 30 * MINUTE
    assert attempt.terms["pass_mark"] == "80"
    assert len(set(attempt.questions.values_list("version", flat=True))) == 4


def test_starting_again_goes_on_with_the_open_attempt(place: Place) -> None:
    assert started(place).pk == started(place, NOON + MINUTE).pk


def test_questions_keep_the_wording_they_were_drawn_in(place: Place) -> None:
    attempt = started(place)
    before = sheets.sheet(attempt, "th")
    for one in Question.objects.all():
        one.current.content["stem"] = {"th": "อื่น", "en": "other"}
        one.versions.create(number=2, kind=one.current.kind, content=one.current.content)
    assert sheets.sheet(attempt, "th") == before


def test_a_saved_answer_is_held_and_shown_again(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    shown = {face.number: face.answer for face in sheets.sheet(attempt, "th")}
    assert shown == {row.position: right(row) for row in attempt.questions.all()}


@pytest.mark.parametrize("sequence", [5, 4, 1])
def test_an_older_or_equal_sequence_never_overwrites(place: Place, sequence: int) -> None:
    attempt = started(place)
    row = attempt.questions.first()
    assert row
    attempting.save(place.person, attempt.public_id, [Given(row.position, right(row), 5)], NOON)
    _attempt, held = attempting.save(place.person, attempt.public_id, [Given(row.position, None, sequence)], NOON)
    assert held == [attempting.Held(row.position, 5, False, right(row))]
    row.refresh_from_db()
    assert row.sequence == 5
    assert row.answer is not None


def test_the_same_save_again_says_saved_and_changes_nothing(place: Place) -> None:
    attempt = started(place)
    row = attempt.questions.first()
    assert row
    given = [Given(row.position, right(row), 3)]
    attempting.save(place.person, attempt.public_id, given, NOON)
    _attempt, held = attempting.save(place.person, attempt.public_id, given, NOON + MINUTE)
    row.refresh_from_db()
    assert held[0].saved
    assert row.saved_at == NOON


def test_of_two_answers_to_one_question_in_one_save_the_newer_counts(place: Place) -> None:
    attempt = started(place)
    row = attempt.questions.first()
    assert row
    given = [Given(row.position, right(row), 2), Given(row.position, None, 1)]
    _attempt, held = attempting.save(place.person, attempt.public_id, given, NOON)
    assert [one.sequence for one in held] == [2, 2]
    row.refresh_from_db()
    assert row.answer is not None


def test_an_answer_can_be_taken_back(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    answer_all(place, Attempt.objects.get(pk=attempt.pk), rightly=False)
    assert not attempt.questions.exclude(answer=None).exists()


def test_all_or_none_is_saved(place: Place) -> None:
    attempt = started(place)
    rows = list(attempt.questions.select_related("version"))
    given = [Given(rows[0].position, right(rows[0]), 1), Given(rows[1].position, {"no": "answer"}, 1)]
    with pytest.raises(Refusal) as refusal:
        attempting.save(place.person, attempt.public_id, given, NOON)
    assert (refusal.value.code, refusal.value.status) == ("wrong_type", 422)
    assert list(refusal.value.fields) == [str(rows[1].position)]
    assert not attempt.questions.exclude(answer=None).exists()


def test_answers_are_taken_up_to_the_end_of_the_grace(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt, NOON + 30 * MINUTE + timing.GRACE)
    assert attempt.questions.exclude(answer=None).count() == 4


def test_after_the_deadline_nothing_is_saved_and_the_attempt_is_marked_with_what_was(place: Place) -> None:
    attempt = started(place)
    row = attempt.questions.first()
    assert row
    attempting.save(place.person, attempt.public_id, [Given(row.position, right(row), 1)], NOON)
    with refused("deadline_passed"):
        attempting.save(place.person, attempt.public_id, [Given(row.position, None, 2)], LATE)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at, attempt.score) == ("marked", attempt.deadline, Decimal(25))
    assert attempt.ran_out
    with refused("deadline_passed"):
        attempting.save(place.person, attempt.public_id, [Given(row.position, None, 3)], LATE)


def test_a_submitted_attempt_takes_no_answer(place: Place) -> None:
    attempt = started(place)
    attempting.submit(place.person, attempt.public_id, NOON)
    with refused("attempt_closed"):
        answer_all(place, attempt)


def test_a_withdrawn_learner_saves_nothing(place: Place) -> None:
    attempt = started(place)
    Enrolment.objects.update(state=Enrolment.State.WITHDRAWN)
    with refused("not_enrolled"):
        answer_all(place, attempt)


def test_the_attempt_of_somebody_else_is_not_found(place: Place) -> None:
    attempt = started(place)
    other = learner(place.release, place.unit).person
    for deed in (attempting.look, attempting.submit):
        with refused("not_found"):
            deed(other, attempt.public_id, NOON)
    with refused("not_found"):
        attempting.save(other, attempt.public_id, [Given(1, None, 1)], NOON)


def test_right_answers_pass_and_complete_the_unit_by_the_servers_evidence(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    marked = attempting.submit(place.person, attempt.public_id, NOON + MINUTE)
    assert (marked.score, marked.passed, marked.points) == (Decimal("100.00"), True, Decimal("4.00"))
    row = UnitProgress.objects.get(enrolment=place.enrolment, unit_key=place.unit.key)
    assert (row.evidence, row.score, row.completed_at) == (Evidence.SERVER, Decimal(100), NOON + MINUTE)


def test_submitting_twice_gives_the_same_result(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    first = attempting.submit(place.person, attempt.public_id, NOON + MINUTE)
    second = attempting.submit(place.person, attempt.public_id, NOON + 5 * MINUTE)
    assert (first.score, first.submitted_at) == (second.score, second.submitted_at)


def test_a_failed_attempt_completes_nothing_and_keeps_the_best_score(place: Place) -> None:
    attempt = started(place)
    row = attempt.questions.first()
    assert row
    attempting.save(place.person, attempt.public_id, [Given(row.position, right(row), 1)], NOON)
    attempting.submit(place.person, attempt.public_id, NOON)
    attempting.submit(place.person, started(again(place)).public_id, NOON)
    progress = UnitProgress.objects.get(enrolment=place.enrolment, unit_key=place.unit.key)
    assert (progress.completed_at, progress.score) == (None, Decimal(25))


def test_attempts_are_used_up(place: Place) -> None:
    for number in (1, 2, 3):
        attempt = started(again(place))
        assert attempt.number == number
        attempting.submit(place.person, attempt.public_id, NOON)
    with refused("attempts_used_up"):
        started(again(place))


def test_who_has_passed_does_not_start_again(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    attempting.submit(place.person, attempt.public_id, NOON)
    with refused("already_passed"):
        started(again(place))


def test_an_attempt_whose_time_is_over_is_marked_when_anybody_looks(place: Place) -> None:
    attempt = started(place)
    assert attempting.look(place.person, attempt.public_id, LATE - timedelta(microseconds=1)).open
    assert not attempting.look(place.person, attempt.public_id, LATE).open


def test_starting_after_the_time_of_the_open_one_marks_that_and_begins_the_next(place: Place) -> None:
    first = started(place)
    second = started(place, LATE)
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert first.state == "marked"


def test_the_task_marks_what_is_over_and_leaves_the_rest(place: Place) -> None:
    late = started(place)
    other = learner(place.release, place.unit)
    running = started(other, NOON + 10 * MINUTE)
    assert closing.close_overdue(LATE) == 1
    assert closing.close_overdue(LATE) == 0
    late.refresh_from_db()
    running.refresh_from_db()
    assert (late.state, running.state) == ("marked", "open")


def test_a_quiz_with_too_few_questions_left_is_not_begun(place: Place) -> None:
    Question.objects.update(status=Question.Status.RETIRED)
    with refused("too_few_questions"):
        started(place)
    assert not Attempt.objects.exists()


def test_what_was_retired_or_worded_anew_a_moment_ago_is_not_asked(place: Place) -> None:
    started(place)
    first, second, *others = Question.objects.order_by("pk")
    Question.objects.filter(pk__in=[one.pk for one in others[:3]]).update(status=Question.Status.RETIRED)
    save_question(first.category, "truefalse", content("truefalse", "ใหม่"), key=first.key)
    asked = started(learner(place.release, place.unit)).questions.values_list("version", flat=True)
    ready = Question.objects.filter(pk__in=[first.pk, second.pk, *(one.pk for one in others[3:])])
    assert set(asked) < set(ready.values_list("current", flat=True))


def test_a_question_that_was_made_ready_a_moment_ago_fills_the_draw(place: Place) -> None:
    Question.objects.filter(pk__in=Question.objects.order_by("pk")[:5]).update(status=Question.Status.RETIRED)
    with refused("too_few_questions"):
        started(place)
    Question.objects.order_by("pk").filter(status=Question.Status.RETIRED).update(status=Question.Status.READY)
    assert started(place).questions.count() == 4


def test_a_lesson_cannot_be_attempted() -> None:
    release, _unit = course_with_quiz(lessons=1)
    lesson = next(unit for unit in release.outline.units if unit.kind == "lesson")
    with refused("not_found"):
        starting.start(learner(release, lesson), NOON)


def test_right_answers_are_shown_only_after_passing_or_after_the_last_attempt(place: Place) -> None:
    shown = []
    for _number in range(3):
        attempt = started(again(place))
        shown.append(sheets.result(attempting.submit(place.person, attempt.public_id, NOON), "th", NOON).with_keys)
    assert shown == [False, False, True]


def test_right_answers_are_never_shown_where_the_quiz_says_so() -> None:
    place = learner(*course_with_quiz(**dict.fromkeys(("review_after", "review_later", "review_closed"), "answers")))
    attempt = started(place)
    answer_all(place, attempt)
    assert not sheets.result(attempting.submit(place.person, attempt.public_id, NOON), "th", NOON).with_keys
