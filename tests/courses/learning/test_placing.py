"""Who may see what of a course."""

from dataclasses import replace

import pytest
from django.utils import translation

from academy.errors import Refusal
from courses.models import Course, CoursePage, Enrolment
from courses.placing import place_by_key, place_of, standing_of
from tests.courses.learning.making import NOON, course, enrolled, lesson, opened, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def refused(call, *args: object) -> str:
    with pytest.raises(Refusal) as refusal:
        call(*args)
    return refusal.value.code


def test_unknown_and_unreleased_courses_and_unknown_units_are_not_found() -> None:
    made, person = course(), PersonFactory.create()
    Course.objects.create(slug="draft")
    assert refused(standing_of, person, "nothing") == "not_found"
    assert refused(standing_of, person, "draft") == "not_found"
    assert refused(place_of, person, "draft", "one") == "not_found"
    assert refused(place_of, person, "data", "nothing") == "not_found"
    enrolled(person, made)
    assert refused(place_of, person, "data", "nothing") == "not_found"


def test_units_are_for_those_enrolled() -> None:
    made, person, stranger = course(), PersonFactory.create(), PersonFactory.create()
    enrolled(person, made)
    assert place_of(person, "data", "one").unit == made.unit("one")
    assert refused(place_of, stranger, "data", "one") == "not_enrolled"
    assert place_by_key(person, made.unit("one").key).unit == made.unit("one")
    assert refused(place_by_key, stranger, made.unit("one").key) == "not_found"


def test_staff_have_no_way_round_enrolment() -> None:
    course()
    assert refused(place_of, PersonFactory.create(is_superuser=True), "data", "one") == "not_enrolled"


def test_who_withdrew_sees_the_course_and_no_unit() -> None:
    made, person = course(), PersonFactory.create()
    enrolled(person, made, state=Enrolment.State.WITHDRAWN)
    assert refused(place_of, person, "data", "one") == "withdrawn"
    assert not standing_of(person, "data").studying


def test_a_locked_unit_names_what_comes_first() -> None:
    made, person = course(lesson("one"), lesson("two"), sequential=True), PersonFactory.create()
    enrolment = enrolled(person, made)
    with pytest.raises(Refusal) as refusal:
        place_of(person, "data", "two")
    assert (refusal.value.code, refusal.value.fields) == ("locked", {"first": "one"})
    row = opened(enrolment, made.unit("one"), NOON)
    row.completed_at = NOON
    row.save()
    assert place_of(person, "data", "two").unit.slug == "two"


def test_a_course_whose_pages_are_all_unpublished_is_closed_to_newcomers_and_open_to_those_enrolled() -> None:
    made, person = course(), PersonFactory.create()
    enrolled(person, made)
    for page in CoursePage.objects.all():
        page.unpublish()
    assert refused(standing_of, PersonFactory.create(), "data") == "not_found"
    with translation.override("en"):
        assert standing_of(person, "data").titles[made.course.key] == "data en"
        assert place_of(person, "data", "one").unit.slug == "one"


def test_the_enrolments_release_counts_not_the_newest() -> None:
    made, person = course(lesson("one"), quiz()), PersonFactory.create()
    enrolled(person, made)
    shorter = replace(made.outline, units=made.outline.units[:1])
    made.release_again(shorter)
    assert place_of(person, "data", "test").release == made.release
    assert len(standing_of(PersonFactory.create(), "data").outline.units) == 1


def test_where_to_go_on_is_the_unit_seen_last_else_the_first_that_is_open() -> None:
    made, person = course(lesson("one"), lesson("two"), lesson("three")), PersonFactory.create()
    enrolment = enrolled(person, made)
    assert standing_of(person, "data").next_unit == made.unit("one")
    Enrolment.objects.update(last_unit=made.unit("two").key)
    assert standing_of(person, "data").next_unit == made.unit("two")
    row = opened(enrolment, made.unit("two"), NOON)
    row.completed_at = NOON
    row.save()
    assert standing_of(person, "data").next_unit == made.unit("one")
    assert standing_of(person, "data").minutes_left == 10
