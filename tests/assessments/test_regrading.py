"""Regrading: the pure parts, the dry run, the deed, and what learners and their records have of it."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageLogEntry

from academy.errors import Refusal
from academy.people.models import Person
from academy.people.roles import Role
from assessments import attempting, sheets
from assessments.attempting import Given
from assessments.authoring import save_question
from assessments.models import (
    Attempt,
    AttemptQuestion,
    QuestionVersion,
    QuizPage,
    Regrade,
    RegradeChange,
    RegradeLetter,
)
from assessments.regrading import amendments, applying, deciding, prospects, telling
from assessments.statistics.report import report
from certificates.models import Certificate
from courses.models import Enrolment, Release, UnitProgress
from courses.outline import Unit
from courses.placing import Place, place_by_key
from tests.factories.assessments import category, content, course_with_quiz, learner, question, quiz, right, started
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory, person_in

NOW = timezone.now()


# --- pure --------------------------------------------------------------------------------------------------------


def test_a_single_choice_may_be_given_a_second_right_answer() -> None:
    amended = amendments.rekeyed("single", content("single"), ["a", "c"])
    assert amendments.key_of(amended) == ["a", "c"]
    assert amendments.key_of(content("single")) == ["a"]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("single", []),
        ("single", ["z"]),
        ("single", True),
        ("multiple", "a"),
        ("truefalse", "true"),
        ("number", {"answer": "ten", "tolerance": "0"}),
        ("number", {"answer": "10", "tolerance": "-1"}),
        ("number", {"answer": "NaN", "tolerance": "0"}),
        ("number", {"answer": "10"}),
        ("number", 10),
    ],
)
def test_a_key_that_the_question_cannot_have_is_unfit(kind: str, key: Any) -> None:
    with pytest.raises(amendments.UnfitKeyError):
        amendments.rekeyed(kind, content(kind), key)


def test_keys_of_the_other_kinds_are_changed_alike() -> None:
    assert amendments.rekeyed("truefalse", content("truefalse"), False)["answer"] is False
    number = amendments.rekeyed("number", content("number"), {"answer": "70", "tolerance": "1"})
    assert (number["answer"], number["tolerance"]) == ("70", "1")
    areas = {"stem": {}, "areas": [{"id": "a", "correct": True}, {"id": "b", "correct": False}]}
    assert amendments.key_of(amendments.rekeyed("hotspot", areas, ["b"])) == ["b"]


def test_what_has_no_key_of_these_forms_has_none() -> None:
    for said in ({"forms": []}, {"pairs": [{"id": "a"}]}, {"rubric": []}, {"choices": []}):
        assert amendments.key_of({"stem": {}, **said}) is None


def test_a_version_with_other_choices_cannot_mark() -> None:
    one, other = content("single"), content("single", "another")
    assert amendments.same_shape(one, other)
    other["choices"] = other["choices"][:3]
    assert not amendments.same_shape(one, other)


# --- a quiz of two questions: a single choice, and true or false --------------------------------------------------


@pytest.fixture
def course(db: None) -> tuple[Release, Unit]:
    where = category()
    question(where, "single", "หนึ่ง")
    question(where, "truefalse", "สอง")
    page = course_tree("two-questions", modules=0)
    test = quiz(page, where, draw=2, pass_mark=60, attempts_allowed=3)
    release = released(page)
    return release, release.outline.by_key[test.translation_key]


def version_of(kind: str) -> QuestionVersion:
    return QuestionVersion.objects.filter(kind=kind).order_by("pk")[0]


def sit(course: tuple[Release, Unit], single: str | None, truefalse: bool | None = True) -> Attempt:
    """A new learner's marked attempt, with these stored answers."""
    place = learner(*course)
    return submit(place, answered(place, single, truefalse))


def answered(place: Place, single: str | None, truefalse: bool | None = True) -> Attempt:
    attempt = started(place, timezone.now())
    given = []
    for row in attempt.questions.select_related("version"):
        if row.version.kind == "truefalse":
            answer: Any = truefalse
        else:
            answer = None if single is None else str(row.choice_order.index(single) + 1)
        given.append(Given(row.position, answer, 1))
    attempting.save(place.person, attempt.public_id, given, timezone.now())
    return attempt


def submit(place: Place, attempt: Attempt) -> Attempt:
    return attempting.submit(place.person, attempt.public_id, timezone.now())


def regrade(unit: Unit, policy: str, *, kind: str = "single", **how: Any) -> Regrade:
    """Decided and carried out."""
    decided = deciding.decide(
        deciding.proposed(unit.key, version_of(kind), policy, **how),
        by=person_in(Role.ADMINISTRATOR),
        reason="The key was wrong.",
        at=timezone.now(),
    )
    while applying.carry_out(decided.pk, timezone.now()):
        pass
    decided.refresh_from_db()
    return decided


def stands(attempt: Attempt) -> tuple[Decimal, Decimal, Decimal, bool]:
    attempt.refresh_from_db()
    assert attempt.points is not None
    assert attempt.score is not None
    assert attempt.passed is not None
    return attempt.points, attempt.points_possible, attempt.score, attempt.passed


def test_another_key_gives_and_takes_and_never_changes_the_version(course: tuple[Release, Unit]) -> None:
    gains, loses, same = sit(course, "b"), sit(course, "a", None), sit(course, "c", None)
    before = version_of("single").content
    done = regrade(course[1], "rekey", key=["b"])
    assert stands(gains) == (2, 2, 100, True)
    assert stands(loses) == (0, 2, 0, False)
    assert stands(same) == (0, 2, 0, False)
    assert version_of("single").content == before
    assert (done.state, done.total, done.done, done.failed) == ("done", 3, 3, 0)
    assert {change.attempt for change in done.changes.all()} == {gains, loses}


def test_a_dropped_question_takes_its_points_from_what_can_be_reached(course: tuple[Release, Unit]) -> None:
    wrong, unanswered = sit(course, "b"), sit(course, None, False)
    regrade(course[1], "drop")
    assert stands(wrong) == (1, 1, 100, True)
    assert stands(unanswered) == (0, 1, 0, False)


def test_full_marks_go_to_everybody_who_had_the_question_answered_or_not(course: tuple[Release, Unit]) -> None:
    wrong, unanswered = sit(course, "b"), sit(course, None)
    regrade(course[1], "full")
    assert stands(wrong) == stands(unanswered) == (2, 2, 100, True)


def test_a_newer_version_marks_the_answers_to_an_older_one(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b")
    old = version_of("single")
    newer = content("single", "หนึ่ง แก้แล้ว")
    for choice in newer["choices"]:
        choice["correct"] = choice["id"] == "b"
    save_question(old.question.category, "single", newer, key=old.question.key)
    by_version = QuestionVersion.objects.get(question=old.question, number=2)
    regrade(course[1], "version", by_version=by_version)
    assert stands(attempt) == (2, 2, 100, True)
    # And back, by the version itself.
    regrade(course[1], "version", by_version=old)
    row = attempt.questions.get(version=old)
    assert row.points == 0
    assert row.drawn.content == old.content


def test_a_dropped_question_can_be_taken_back(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b", False)
    regrade(course[1], "drop")
    assert stands(attempt) == (0, 1, 0, False)
    regrade(course[1], "rekey", key=["b"])
    assert stands(attempt) == (1, 2, 50, False)


def test_thirds_are_not_lost_to_rounding(db: None) -> None:
    """Three questions worth a third each to this learner are worth one point, not 0.9999."""
    where = category()
    for number in range(3):
        made = content("multiple", f"ข้อ {number}")
        for choice in made["choices"]:
            choice["correct"] = choice["id"] in "abc"
        save_question(where, "multiple", made)
    question(where, "single", "ข้อสุดท้าย")
    page = course_tree("thirds", modules=0)
    test = quiz(page, where, draw=4, pass_mark=50)
    release = released(page)
    unit = release.outline.by_key[test.translation_key]
    place = learner(release, unit)
    attempt = started(place, timezone.now())
    given = []
    for row in attempt.questions.select_related("version"):
        chosen = str(row.choice_order.index("a" if row.version.kind == "multiple" else "b") + 1)
        given.append(Given(row.position, [chosen] if row.version.kind == "multiple" else chosen, 1))
    attempting.save(place.person, attempt.public_id, given, timezone.now())
    marked = submit(place, attempt)
    assert stands(marked) == (1, 4, 25, False)
    regrade(unit, "rekey", key=["b"])
    assert stands(marked) == (2, 4, 50, True)


def test_who_passes_by_it_completes_the_course_and_gets_the_certificate(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b")
    assert not Certificate.objects.exists()
    regrade(course[1], "full")
    enrolment = Enrolment.objects.get(pk=attempt.enrolment_id)
    assert enrolment.state == Enrolment.State.COMPLETED
    assert enrolment.score == 100
    assert Certificate.objects.get().person == enrolment.person


def test_a_pass_that_was_recorded_is_never_taken_away(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "a")
    held = Certificate.objects.get()
    facts = held.facts_json
    done = regrade(course[1], "rekey", key=["b"])
    # One of two points; the score falls no lower than the pass mark.
    assert stands(attempt) == (1, 2, 60, True)
    assert UnitProgress.objects.get(enrolment=attempt.enrolment, unit_key=course[1].key).score == 100
    assert Enrolment.objects.get(pk=attempt.enrolment_id).state == Enrolment.State.COMPLETED
    held.refresh_from_db()
    assert (held.facts_json, held.state) == (facts, Certificate.State.PENDING)
    change = RegradeChange.objects.get(regrade=done)
    assert (change.kept_pass, change.passed_before, change.passed_after) == (True, True, True)
    assert (change.score_before, change.score_after, change.points_after) == (100, 60, 1)


def test_a_better_score_that_does_not_pass_is_the_best_score_of_the_unit(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b", False)
    regrade(course[1], "full")
    assert stands(attempt) == (1, 2, 50, False)
    row = UnitProgress.objects.get(enrolment=attempt.enrolment, unit_key=course[1].key)
    assert (row.score, row.completed_at) == (50, None)


def test_a_withdrawn_learner_completes_nothing_by_it(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b")
    Enrolment.objects.filter(pk=attempt.enrolment_id).update(state=Enrolment.State.WITHDRAWN)
    regrade(course[1], "full")
    assert stands(attempt)[3]
    assert Enrolment.objects.get(pk=attempt.enrolment_id).state == Enrolment.State.WITHDRAWN
    assert not Certificate.objects.exists()


def test_the_dry_run_says_what_the_deed_then_does(course: tuple[Release, Unit]) -> None:
    attempts = [sit(course, single, truefalse) for single in "abc" for truefalse in (True, False, None)]
    proposed = deciding.proposed(course[1].key, version_of("single"), "rekey", key=["b", "c"])
    prospect = prospects.look(proposed)
    assert not Regrade.objects.exists()
    foretold = {one.attempt: one.after for one in prospect.outcomes}
    assert (prospect.marked, len(prospect.gaining), len(prospect.losing)) == (9, 6, 3)
    assert prospect.changed == 9
    regrade(course[1], "rekey", key=["b", "c"])
    for attempt in attempts:
        after = foretold[attempt.pk]
        assert stands(attempt) == (after.points, after.possible, after.score, after.passed)


def test_the_dry_run_lists_who_would_pass_who_would_fall_and_their_certificates(course: tuple[Release, Unit]) -> None:
    falls, passes, neither = sit(course, "a"), sit(course, "b"), sit(course, "c")
    prospect = prospects.look(deciding.proposed(course[1].key, version_of("single"), "rekey", key=["b"]))
    assert prospect.falling == {falls.enrolment_id}
    assert prospect.passing == {passes.enrolment_id}
    assert [one.person_id for one in prospect.certificates] == [falls.enrolment.person_id]
    assert prospect.first(1)[0].attempt == falls.pk
    assert neither.enrolment_id not in prospect.falling | prospect.passing


def test_who_has_another_pass_does_not_fall(course: tuple[Release, Unit]) -> None:
    falls = sit(course, "a")
    other = sit(course, "c", None)
    # Two attempts of one person, one of which has nothing to do with the question.
    other.questions.filter(version=version_of("single")).delete()
    Attempt.objects.filter(pk=other.pk).update(enrolment=falls.enrolment, number=2, passed=True)
    prospect = prospects.look(deciding.proposed(course[1].key, version_of("single"), "rekey", key=["b"]))
    assert len([one for one in prospect.outcomes if one.kept_pass]) == 1
    assert not prospect.falling
    assert not prospect.certificates


def test_the_dry_run_asks_little_for_many(
    course: tuple[Release, Unit], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        sit(course, "b")
    proposed = deciding.proposed(course[1].key, version_of("single"), "rekey", key=["b"])
    with django_assert_max_num_queries(8):
        prospects.look(proposed)


def test_doing_it_twice_is_the_same_as_once(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b")
    done = regrade(course[1], "full")
    before = stands(attempt)
    Regrade.objects.filter(pk=done.pk).update(state=Regrade.State.RUNNING, cursor=0)
    while applying.carry_out(done.pk, timezone.now()):
        pass
    assert stands(attempt) == before
    assert (RegradeChange.objects.count(), RegradeLetter.objects.count()) == (1, 1)
    assert not applying.carry_out(done.pk, timezone.now())


def test_it_goes_on_where_it_stopped(course: tuple[Release, Unit], monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = [sit(course, "b") for _ in range(5)]
    monkeypatch.setattr(applying, "BATCH", 2)
    decided = deciding.decide(
        deciding.proposed(course[1].key, version_of("single"), "full"), by=PersonFactory.create(), reason="-", at=NOW
    )
    assert applying.carry_out(decided.pk, NOW)
    decided.refresh_from_db()
    assert (decided.done, decided.state) == (2, "running")
    assert [stands(attempt)[3] for attempt in attempts] == [True, True, False, False, False]
    assert applying.carry_out(decided.pk, NOW)
    assert not applying.carry_out(decided.pk, NOW)
    decided.refresh_from_db()
    assert (decided.done, decided.state) == (5, "done")
    assert all(stands(attempt)[3] for attempt in attempts)


def test_an_attempt_that_cannot_be_regraded_keeps_no_other_waiting(
    course: tuple[Release, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = sit(course, "b"), sit(course, "b")
    Attempt.objects.filter(pk=broken.pk).update(terms={})
    done = regrade(course[1], "full")
    assert (done.state, done.done, done.failed) == ("done", 2, 1)
    assert stands(sound)[3]


def test_who_is_still_answering_is_marked_under_the_decision(course: tuple[Release, Unit]) -> None:
    place = learner(*course)
    attempt = answered(place, "b")
    regrade(course[1], "drop")
    later = submit(place, attempt)
    assert stands(later) == (1, 1, 100, True)
    assert later.questions.get(version=version_of("single")).regrade is not None
    assert not RegradeChange.objects.exists()


def test_who_begins_later_is_marked_under_the_newest_decision(course: tuple[Release, Unit]) -> None:
    regrade(course[1], "drop")
    regrade(course[1], "rekey", key=["c"])
    assert stands(sit(course, "c")) == (2, 2, 100, True)
    assert stands(sit(course, "a")) == (1, 2, 50, False)


def test_another_quiz_that_asks_the_same_question_is_left_alone(course: tuple[Release, Unit]) -> None:
    page = course_tree("another", modules=0)
    test = quiz(page, version_of("single").question.category, draw=2, slug="another-test")
    release = released(page)
    other = sit((release, release.outline.by_key[test.translation_key]), "b")
    regrade(course[1], "full")
    assert stands(other)[3] is False


def test_a_question_without_which_nothing_is_left_cannot_be_dropped(course: tuple[Release, Unit]) -> None:
    sit(course, "a")
    regrade(course[1], "drop")
    with pytest.raises(Refusal) as refused:
        deciding.proposed(course[1].key, version_of("truefalse"), "drop")
    assert refused.value.code == "nothing_left"
    # The one that is dropped already may be decided upon again.
    deciding.proposed(course[1].key, version_of("single"), "drop")


@pytest.mark.parametrize(
    ("policy", "how", "code"),
    [("rekey", {"key": ["z"]}, "unfit_key"), ("rekey", {}, "unfit_key"), ("version", {}, "unfit_version")],
)
def test_an_unfit_decision_is_refused(
    course: tuple[Release, Unit], policy: str, how: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        deciding.proposed(course[1].key, version_of("single"), policy, **how)
    assert refused.value.code == code


def test_a_version_of_another_question_or_with_other_choices_is_refused(course: tuple[Release, Unit]) -> None:
    old = version_of("single")
    fewer = content("single", "หนึ่ง")
    fewer["choices"] = fewer["choices"][:3]
    save_question(old.question.category, "single", fewer, key=old.question.key)
    for unfit in (old.question.versions.get(number=2), version_of("truefalse")):
        with pytest.raises(Refusal) as refused:
            deciding.proposed(course[1].key, old, "version", by_version=unfit)
        assert refused.value.code == "unfit_version"


def test_a_reason_is_required_and_the_decision_stands_in_the_quizs_history(course: tuple[Release, Unit]) -> None:
    by = person_in(Role.ADMINISTRATOR)
    with pytest.raises(Refusal) as refused:
        deciding.decide(
            deciding.proposed(course[1].key, version_of("single"), "full"), by=by, reason="  ", at=timezone.now()
        )
    assert refused.value.code == "reason_missing"
    assert not Regrade.objects.exists()
    done = regrade(course[1], "full")
    page = QuizPage.objects.get(translation_key=course[1].key, locale__language_code="th")
    logged = PageLogEntry.objects.get(action="assessments.regrade")
    assert (logged.page_id, logged.data["reason"]) == (page.pk, "The key was wrong.")
    assert (done.reason, done.by is not None) == ("The key was wrong.", True)


def test_one_question_is_not_regraded_twice_at_a_time(course: tuple[Release, Unit]) -> None:
    by = PersonFactory.create()
    deciding.decide(deciding.proposed(course[1].key, version_of("single"), "full"), by=by, reason="-", at=NOW)
    with pytest.raises(Refusal) as refused:
        deciding.decide(deciding.proposed(course[1].key, version_of("single"), "drop"), by=by, reason="-", at=NOW)
    assert refused.value.code == "regrade_running"
    deciding.decide(deciding.proposed(course[1].key, version_of("truefalse"), "full"), by=by, reason="-", at=NOW)


# --- what learners have of it -------------------------------------------------------------------------------------


def person_of(attempt: Attempt) -> Person:
    return Person.objects.get(enrolments=attempt.enrolment_id)


@pytest.mark.parametrize(("language", "words"), [("th", "ผลสอบของท่าน"), ("en", "Your result was corrected")])
def test_learners_are_told_once_in_their_language(course: tuple[Release, Unit], language: str, words: str) -> None:
    attempt, unchanged = sit(course, "b"), sit(course, "a")
    Person.objects.update(preferred_language=language)
    done = regrade(course[1], "rekey", key=["a", "b"])
    for _ in range(2):
        telling.tell(done.pk, timezone.now())
    assert [letter.to for letter in mail.outbox] == [[person_of(attempt).email]]
    letter = mail.outbox[0]
    assert words in letter.subject
    assert "50" in letter.body
    assert "100" in letter.body
    assert f"/{language}/attempts/{attempt.public_id}/result/" in letter.body
    assert unchanged.enrolment_id not in RegradeLetter.objects.values_list("enrolment_id", flat=True)


def test_nobody_is_told_before_it_is_done(course: tuple[Release, Unit]) -> None:
    sit(course, "b")
    done = regrade(course[1], "full")
    Regrade.objects.update(state=Regrade.State.RUNNING)
    telling.tell(done.pk, timezone.now())
    assert not mail.outbox


def test_a_letter_that_fails_is_sent_later(course: tuple[Release, Unit], settings: Any) -> None:
    sit(course, "b")
    done = regrade(course[1], "full")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    now = timezone.now()
    telling.tell(done.pk, now)
    assert RegradeLetter.objects.get().told_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    telling.tell(done.pk, now)
    assert not mail.outbox
    telling.tell(done.pk, now + telling.LEASE + timedelta(seconds=1))
    assert len(mail.outbox) == 1
    assert RegradeLetter.objects.get().told_at is not None


def test_who_left_is_not_written_to(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b")
    Person.objects.filter(pk=person_of(attempt).pk).update(is_active=False)
    done = regrade(course[1], "full")
    telling.tell(done.pk, timezone.now())
    assert not mail.outbox
    assert RegradeLetter.objects.get().told_at is not None


def test_the_result_shows_the_new_key_and_says_so(course: tuple[Release, Unit]) -> None:
    attempt = sit(course, "b")
    regrade(course[1], "rekey", key=["b"])
    shown = {one.kind: one for one in sheets.result(Attempt.objects.get(pk=attempt.pk), "th", timezone.now()).reviews}
    assert shown["single"].treatment == "rekey"
    assert {choice.correct for choice in shown["single"].choices if choice.chosen} == {True}
    assert shown["truefalse"].treatment == ""


def test_a_dropped_question_is_shown_as_dropped(course: tuple[Release, Unit], client: Any) -> None:
    attempt = sit(course, "b")
    regrade(course[1], "drop")
    client.force_login(person_of(attempt))
    page = client.get(f"/en/attempts/{attempt.public_id}/result/").content.decode()
    assert "This question does not count" in page
    assert client.get(f"/api/v1/attempts/{attempt.public_id}/result/").json()["questions"] is not None


def test_dropped_questions_are_no_part_of_the_statistics(course: tuple[Release, Unit]) -> None:
    sit(course, "b")
    assert len(report(course[1].key).items) == 2
    regrade(course[1], "drop")
    assert [item.version.kind for item in report(course[1].key).items] == ["truefalse"]


def test_the_other_questions_of_an_attempt_keep_their_points(course: tuple[Release, Unit]) -> None:
    release, unit = course_with_quiz(slug="mixed", questions=8, draw=8, attempts_allowed=None)
    place = learner(release, unit)
    attempt = started(place, timezone.now())
    rows: Sequence[AttemptQuestion] = list(attempt.questions.select_related("version"))
    attempting.save(place.person, attempt.public_id, [Given(row.position, right(row), 1) for row in rows], NOW)
    marked = submit(place_by_key(place.person, unit.key), attempt)
    assert stands(marked)[2] == 100
    chosen = rows[0].version
    done = deciding.decide(deciding.proposed(unit.key, chosen, "drop"), by=PersonFactory.create(), reason="-", at=NOW)
    applying.carry_out(done.pk, NOW)
    assert stands(marked) == (7, 7, 100, True)
    assert marked.questions.exclude(version=chosen).filter(points=1, regrade=None).count() == 7
