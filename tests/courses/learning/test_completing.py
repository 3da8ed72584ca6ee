"""Finishing lessons by the server's clock, recording results, and deciding completion in the same transaction."""

from decimal import Decimal

import pytest
from django.db import transaction

from academy.errors import Refusal
from courses import completing
from courses.completing import Done, NotYet, attend, open_unit, record
from courses.models import Enrolment, Evidence, UnitProgress
from courses.placing import place_of
from tests.courses.learning.making import MINUTE, NOON, course, enrolled, lesson, opened, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_lesson_counts_when_it_was_open_for_its_time_and_not_a_second_earlier() -> None:
    made = course(lesson("one", 60), lesson("two"))
    person = PersonFactory.create()
    enrolled(person, made)
    place = place_of(person, "data", "one")
    open_unit(place, NOON)
    assert attend(place, NOON + MINUTE * 59 / 60) == NotYet(1)
    outcome = attend(place, NOON + MINUTE)
    assert isinstance(outcome, Done)
    assert (outcome.verdict.done, outcome.verdict.total) == (1, 2)
    row = UnitProgress.objects.get()
    assert (row.completed_at, row.seconds, row.evidence) == (NOON + MINUTE, 60, "attended")


def test_a_lesson_that_was_never_opened_starts_its_time_when_the_button_is_pressed() -> None:
    made = course(lesson("one", 60))
    person = PersonFactory.create()
    enrolled(person, made)
    place = place_of(person, "data", "one")
    assert attend(place, NOON) == NotYet(60)
    assert UnitProgress.objects.get().opened_at == NOON


def test_opening_again_does_not_start_the_time_again() -> None:
    made = course(lesson("one"))
    person = PersonFactory.create()
    enrolled(person, made)
    open_unit(place_of(person, "data", "one"), NOON)
    open_unit(place_of(person, "data", "one"), NOON + MINUTE)
    assert UnitProgress.objects.get().opened_at == NOON
    assert isinstance(attend(place_of(person, "data", "one"), NOON + MINUTE), Done)


def test_lessons_opened_together_share_no_time_even_in_two_courses() -> None:
    first, second = course(lesson("one", 60), slug="data"), course(lesson("one", 60), slug="ai")
    person = PersonFactory.create()
    for made in (first, second):
        enrolled(person, made)
    places = [place_of(person, slug, "one") for slug in ("data", "ai")]
    for place in places:
        open_unit(place, NOON)
    assert isinstance(attend(places[0], NOON + MINUTE), Done)
    assert attend(places[1], NOON + MINUTE) == NotYet(60)
    assert isinstance(attend(places[1], NOON + 2 * MINUTE), Done)


def test_finishing_twice_is_the_same_as_once() -> None:
    made = course(lesson("one"), lesson("two"))
    person = PersonFactory.create()
    enrolled(person, made)
    place = place_of(person, "data", "one")
    open_unit(place, NOON)
    attend(place, NOON + MINUTE)
    assert isinstance(attend(place, NOON + 2 * MINUTE), Done)
    assert UnitProgress.objects.get().completed_at == NOON + MINUTE


def test_a_quiz_cannot_be_completed_by_attending() -> None:
    made = course(quiz())
    person = PersonFactory.create()
    opened(enrolled(person, made), made.unit("test"), NOON)
    with pytest.raises(Refusal) as refused:
        attend(place_of(person, "data", "test"), NOON + 100 * MINUTE)
    assert refused.value.code == "not_by_attending"
    assert UnitProgress.objects.get().completed_at is None


def test_who_withdrew_meanwhile_in_another_tab_cannot_finish_a_lesson() -> None:
    made = course(lesson("one"))
    person = PersonFactory.create()
    enrolled(person, made)
    place = place_of(person, "data", "one")
    open_unit(place, NOON)
    Enrolment.objects.update(state=Enrolment.State.WITHDRAWN)
    with pytest.raises(Refusal) as refused:
        attend(place, NOON + MINUTE)
    assert refused.value.code == "withdrawn"


def result(enrolment: Enrolment, made: object, score: str, minutes: int = 0, evidence: Evidence = Evidence.SERVER):
    with transaction.atomic():
        return record(
            enrolment, made.unit("test").key, evidence=evidence, score=Decimal(score), at=NOON + minutes * MINUTE
        )


def test_the_best_score_is_kept_and_a_completion_is_written_once() -> None:
    made = course(quiz(), lesson("two"))
    enrolment = enrolled(PersonFactory.create(), made)
    assert result(enrolment, made, "60").done == 0
    assert result(enrolment, made, "90", 1).done == 1
    assert result(enrolment, made, "70", 2).done == 1
    row = UnitProgress.objects.get()
    assert (row.score, row.completed_at) == (Decimal(90), NOON + MINUTE)
    enrolment.refresh_from_db()
    assert (enrolment.units_done, enrolment.score) == (1, Decimal(90))


def test_the_callers_enrolment_is_refreshed_and_completes_in_the_same_transaction() -> None:
    made = course(quiz(), certificate=False)
    enrolment = enrolled(PersonFactory.create(), made)
    assert result(enrolment, made, "80").complete
    assert (enrolment.state, enrolment.completed_at) == (Enrolment.State.COMPLETED, NOON)
    result(enrolment, made, "100", 5)
    assert enrolment.completed_at == NOON


def test_a_withdrawn_enrolment_keeps_the_score_and_completes_nothing() -> None:
    made = course(quiz(), certificate=False)
    enrolment = enrolled(PersonFactory.create(), made, state=Enrolment.State.WITHDRAWN)
    result(enrolment, made, "100")
    assert enrolment.state == Enrolment.State.WITHDRAWN
    assert UnitProgress.objects.get().score == 100


def test_a_unit_that_the_release_does_not_know_counts_for_nothing() -> None:
    made, other = course(quiz(), lesson("two")), course(quiz(), slug="ai")
    enrolment = enrolled(PersonFactory.create(), made)
    verdict = record(enrolment, other.unit("test").key, evidence=Evidence.SERVER, score=Decimal(100), at=NOON)
    assert verdict.done == 0
    assert UnitProgress.objects.get().completed_at is None


def test_a_score_reported_by_the_browser_completes_its_unit_but_proves_nothing_stronger() -> None:
    made = course(quiz(), lesson("two"))
    enrolment = enrolled(PersonFactory.create(), made)
    result(enrolment, made, "90", evidence=Evidence.BROWSER)
    assert UnitProgress.objects.get().evidence == "browser"
    # A failed try on the server does not lend its grade to the browser's score.
    result(enrolment, made, "10", evidence=Evidence.SERVER)
    assert UnitProgress.objects.get().evidence == "browser"


def test_deciding_again_adds_what_a_milder_release_gives_and_takes_nothing_away() -> None:
    made = course(quiz(mark="80"), certificate=False)
    enrolment = enrolled(PersonFactory.create(), made)
    result(enrolment, made, "70")
    milder = made.outline.as_json()
    milder["units"][0]["rule"]["pass_mark"] = "60"
    enrolment.release = made.release_again(type(made.outline).from_json(milder))
    enrolment.save()
    assert completing.decide_again(enrolment, NOON + MINUTE).complete
    assert enrolment.completed_at == NOON + MINUTE
    enrolment.release = made.release
    completing.decide_again(enrolment, NOON + 2 * MINUTE)
    assert enrolment.state == Enrolment.State.COMPLETED
    assert UnitProgress.objects.get().completed_at == NOON + MINUTE
