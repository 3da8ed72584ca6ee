"""Enrolling and withdrawing, on the record."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from academy.errors import Refusal
from courses.completing import record
from courses.enrolling import enrol, missing_courses, overdue, withdraw
from courses.models import Course, Enrolment, Evidence
from tests.courses.learning.making import MINUTE, NOON, course, enrolled, lesson, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def deeds() -> list[str]:
    return list(
        ModelLogEntry.objects.order_by("pk").values_list("action", flat=True).filter(action__contains="courses.")
    )


def test_enrolling_pins_the_current_release_and_counts_the_due_date_in_thai_days() -> None:
    made, person = course(due_days=30), PersonFactory.create()
    late = NOON.replace(hour=18)  # already the 23rd in Bangkok
    enrolment = enrol(person, made.course, by=person, at=late)
    assert (enrolment.release, enrolment.due_on, enrolment.units_total) == (made.release, date(2026, 12, 23), 3)
    assert deeds() == ["courses.enrol"]


def test_enrolling_twice_is_the_same_as_once() -> None:
    made, person = course(), PersonFactory.create()
    first = enrol(person, made.course, by=None, at=NOON)
    assert enrol(person, made.course, by=None, at=NOON, due_on=date(2027, 1, 1)) == first
    assert Enrolment.objects.get().due_on is None
    assert deeds() == ["courses.enrol"]


def test_an_unreleased_course_takes_nobody() -> None:
    with pytest.raises(Refusal) as refused:
        enrol(PersonFactory.create(), Course.objects.create(slug="draft"), by=None, at=NOON)
    assert refused.value.code == "not_released"


def test_what_is_required_must_be_completed_first() -> None:
    basics = course(slug="basics")
    made, person = course(slug="ai", requires=(basics.course.key,)), PersonFactory.create()
    with pytest.raises(Refusal) as refused:
        enrol(person, made.course, by=None, at=NOON)
    assert (refused.value.code, refused.value.fields) == ("prerequisites", {"courses": ["basics"]})
    assert missing_courses(None, made.outline.requires) == [basics.course]
    enrolled(person, basics, state=Enrolment.State.COMPLETED)
    assert enrol(person, made.course, by=None, at=NOON).state == Enrolment.State.ACTIVE


def test_who_comes_back_goes_on_where_they_stopped_on_the_current_release() -> None:
    made, person = course(lesson("one"), quiz(), certificate=False), PersonFactory.create()
    enrolment = enrol(person, made.course, by=person, at=NOON)
    record(enrolment, made.unit("test").key, evidence=Evidence.SERVER, score=Decimal(90), at=NOON)
    withdraw(enrolment, by=person, reason="no time", at=NOON)
    assert Enrolment.objects.get().state == Enrolment.State.WITHDRAWN
    withdraw(enrolment, by=person, reason="again", at=NOON + MINUTE)
    newer = made.release_again(replace(made.outline, units=made.outline.units[1:]))
    made.course.refresh_from_db()
    again = enrol(person, made.course, by=person, at=NOON + MINUTE)
    assert (again.pk, again.release, again.withdrawn_at) == (enrolment.pk, newer, None)
    # The newer release asks only for the test, which is passed already.
    assert (again.state, again.units_done, again.units_total) == (Enrolment.State.COMPLETED, 1, 1)
    assert deeds() == ["courses.enrol", "courses.withdraw", "courses.enrol"]


def test_nobody_is_withdrawn_from_a_completed_course() -> None:
    enrolment = enrolled(PersonFactory.create(), course(), state=Enrolment.State.COMPLETED)
    with pytest.raises(Refusal) as refused:
        withdraw(enrolment, by=None, reason="", at=NOON)
    assert refused.value.code == "completed"


def test_a_course_is_overdue_the_day_after_it_was_due_while_it_is_going_on() -> None:
    made = course()
    enrolment = enrolled(PersonFactory.create(), made, due_on=date(2020, 1, 1))
    assert overdue(enrolment)
    enrolment.state = Enrolment.State.COMPLETED
    assert not overdue(enrolment)
    assert not overdue(enrolled(PersonFactory.create(), made))
