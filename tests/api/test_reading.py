"""Which tests there are, one's own attempts, statistics: each sees their own."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import Person
from academy.people.roles import Role
from assessments import attempting
from courses.models import CoursePage
from courses.placing import Place
from tests.factories.assessments import answer_all, course_with_quiz, learner, started
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


def asked(client: Client, person: Person, address: str) -> Any:
    client.force_login(person)
    return client.get(address, headers={"accept-language": "en"})


def test_who_takes_a_test_and_who_looks_after_it_find_it(client: Client, place: Place) -> None:
    teacher = person_in(Role.INSTRUCTOR)
    CoursePage.objects.update(owner=teacher)

    def seen(person: Person) -> list[tuple[Any, ...]]:
        rows = asked(client, person, "/api/v1/quizzes/").json()["results"]
        return [(row["key"], row["course"], row["takes"], row["oversees"]) for row in rows]

    key = str(place.unit.key)
    assert seen(place.person) == [(key, "big-data", True, False)]
    assert seen(teacher) == [(key, "big-data", False, True)]
    assert seen(person_in(Role.ADMINISTRATOR)) == [(key, "big-data", False, True)]
    assert seen(PersonFactory.create()) == []
    assert seen(person_in(Role.INSTRUCTOR)) == []
    teacher_learns = learner(place.release, place.unit, teacher)
    assert seen(teacher_learns.person) == [(key, "big-data", True, True)]


def test_everybody_lists_their_own_attempts_and_no_others(client: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    answer_all(place, attempt, timezone.now())
    attempting.submit(place.person, attempt.public_id, timezone.now())
    other = learner(place.release, place.unit)
    started(other, timezone.now())
    rows = asked(client, place.person, "/api/v1/attempts/").json()["results"]
    assert [(row["id"], row["state"], row["score"], row["passed"]) for row in rows] == [
        (str(attempt.public_id), "marked", "100.00", True)
    ]
    assert asked(client, place.person, "/api/v1/attempts/?state=open").json()["count"] == 0
    assert asked(client, place.person, f"/api/v1/attempts/?quiz={place.unit.key}").json()["count"] == 1
    assert asked(client, other.person, "/api/v1/attempts/").json()["results"][0]["score"] is None
    for query in ("quiz=x", "state=x"):
        assert asked(client, place.person, f"/api/v1/attempts/?{query}").json()["code"] == "malformed"


def test_statistics_are_for_those_who_look_after_the_test(client: Client, place: Place) -> None:
    attempt = started(place, timezone.now())
    answer_all(place, attempt, timezone.now())
    attempting.submit(place.person, attempt.public_id, timezone.now())
    address = f"/api/v1/quizzes/{place.unit.key}/statistics/"
    body = asked(client, person_in(Role.ADMINISTRATOR), address).json()
    assert (body["attempts"], body["mean"], len(body["items"]), body["counted"]) == (1, 100.0, 4, "first")
    assert body["items"][0]["options"]
    assert client.get(f"{address}?attempts=all").json()["counted"] == "all"
    assert client.get(f"{address}?attempts=x").status_code == 400
    for person in (place.person, person_in(Role.INSTRUCTOR), person_in(Role.OFFICER)):
        answer = asked(client, person, address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
