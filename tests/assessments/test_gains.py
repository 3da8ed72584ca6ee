"""Pre-test and post-test: what was gained."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy.people.roles import Role
from assessments import attempting, conditioning, gains
from assessments.attempting import Given
from assessments.models import Conditions
from courses.models import CoursePage
from courses.placing import Place, place_by_key
from tests.factories.assessments import NOON, bank, learner, quiz, right, started
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db


def of(*pairs: tuple[int, int]) -> gains.Gain:
    return gains.gain((Decimal(pre), Decimal(post)) for pre, post in pairs)


def test_the_normalised_gain_is_made_from_the_means() -> None:
    found = of((20, 60), (40, 80))
    assert (found.before, found.after, found.points, found.normalised) == (30, 70, 40, Fraction(4, 7))
    assert (found.higher, found.same, found.lower) == (2, 0, 0)


@pytest.mark.parametrize(
    ("pairs", "normalised"),
    [
        ([], None),
        ([(0, 0)], Fraction(0)),
        ([(0, 100)], Fraction(1)),
        ([(50, 25)], Fraction(-1, 2)),
        ([(100, 100)], None),
        ([(99, 100)], Fraction(1)),
    ],
)
def test_the_gain_at_its_edges(pairs: list[tuple[int, int]], normalised: Fraction | None) -> None:
    assert of(*pairs).normalised == normalised


@pytest.fixture
def places() -> tuple[Place, Place]:
    """A learner before the pre-test and before the post-test of a course."""
    course = course_tree("pairs", modules=0)
    where = bank(4)
    pre = quiz(course, where, slug="before", pass_mark=0)
    post = quiz(course, where, slug="after")
    release = released(course)
    person = PersonFactory.create(agency=agency("Department"))
    place = learner(release, release.outline.by_key[pre.translation_key], person)
    return place, place_by_key(person, post.translation_key)


def takes(place: Place, rights: int) -> None:
    """An attempt with so many right answers of four."""
    attempt = started(place_by_key(place.person, place.unit.key))
    rows = attempt.questions.select_related("version").order_by("position")
    given = [Given(row.position, right(row), 1) for row in rows[:rights]]
    if given:
        attempting.save(place.person, attempt.public_id, given, NOON)
    attempting.submit(place.person, attempt.public_id, NOON)


def test_the_first_attempts_of_those_who_took_both_are_compared(places: tuple[Place, Place]) -> None:
    pre, post = places
    takes(pre, 1)
    takes(post, 2)
    takes(post, 4)
    other = learner(pre.release, pre.unit)
    takes(other, 4)
    rows = list(gains.pairs(pre.unit.key, post.unit.key))
    assert [(row.person, row.pre, row.post) for row in rows] == [(pre.person, 25, 50)]  # type: ignore[attr-defined]


def test_the_screen_pairs_two_tests_of_one_course_and_shows_the_gain(
    places: tuple[Place, Place], client: Client
) -> None:
    pre, post = places
    takes(pre, 1)
    takes(post, 3)
    instructor: Any = person_in(Role.INSTRUCTOR)
    client.force_login(instructor)
    address = reverse("conditions:gain", args=[post.unit.key])
    assert client.get(address).status_code == 404
    CoursePage.objects.filter(translation_key=pre.course.key).update(owner=instructor)
    assert "66.67" not in client.get(address).content.decode()
    assert client.post(address, {"pretest": str(post.unit.key)}).status_code == 200
    assert not Conditions.objects.exists()
    client.post(address, {"pretest": str(pre.unit.key)})
    assert conditioning.conditions_of(post.unit.key).pretest == pre.unit.key
    page = client.get(address).content.decode()
    for said in ("25.00", "75.00", "50.00", "0.67", "Department"):
        assert said in page
    lines = b"".join(client.get(f"{address}?export=csv")).decode().splitlines()  # type: ignore[arg-type]
    assert lines[1].endswith(",1,25.0,75.0,50.0,0.67,1,0,0")
