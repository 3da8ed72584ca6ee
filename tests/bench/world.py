"""The academy that is measured: courses, tens of thousands of people enrolled, some in the middle of learning."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from itertools import cycle
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from academy.people.models import Agency, Person
from academy.people.roles import Role
from courses.models import Course, Enrolment, Evidence, UnitProgress
from tests.bench.course import write_courses
from tests.bench.driver import Browser
from tests.factories.people import agency, person_in

MINISTRIES, DEPARTMENTS = 20, 8
AWAKE = 60
"""How many learners take part; they take turns, so that nothing is fast because it was asked for a moment ago."""
PASSWORD = "correct horse battery staple"


@dataclass
class World:
    """What the actions need to know. `awake` are the learners who take part; everybody else is only enrolled."""

    port: int
    course: Course
    quiz: uuid.UUID
    lessons: list[str]
    awake: list[Person]
    administrator: Person
    browsers: list[Browser] = field(default_factory=list)

    def browser(self, person: Person | None = None) -> Browser:
        """A browser, signed in as that person if one is given, without the cost of signing in."""
        browser = Browser(self.port, {settings.SESSION_COOKIE_NAME: session_of(person)} if person else None)
        self.browsers.append(browser)
        return browser

    def learners(self) -> Iterator[Browser]:
        """Browsers of the learners that are awake, for ever, each in turn."""
        return cycle([self.browser(person) for person in self.awake])

    def close(self) -> None:
        """Close every connection; the server keeps few."""
        while self.browsers:
            self.browsers.pop().close()


def make_world(port: int, learners: int) -> World:
    """Write the courses and enrol `learners` people on the measured one, set by set; a third have completed it."""
    course, quiz, lessons = write_courses()
    people = people_of(learners, agencies())
    enrolments = enrol(people, course)
    awake = people[:AWAKE]
    _study(enrolments[: len(awake)], course)
    settle()
    return World(port, course, quiz, lessons, awake, person_in(Role.ADMINISTRATOR))


def agencies() -> list[Agency]:
    """Ministries, and their departments."""
    ministries = [agency(f"Ministry {number}", kind="ministry") for number in range(MINISTRIES)]
    return [agency(f"{one.name_en}.{number}", parent=one) for one in ministries for number in range(DEPARTMENTS)]


def people_of(count: int, places: list[Agency]) -> list[Person]:
    hashed = make_password(PASSWORD)
    people = [
        Person(
            email=f"learner{number}@agency.example", password=hashed, title_th="นางสาว", given_th=f"วิภา{number}",
            family_th="ใจดี", title_en="Ms", given_en=f"Wipha{number}", family_en="Jaidee",
            position="นักวิเคราะห์นโยบายและแผน",
            agency=places[number % len(places)],
        )
        for number in range(count)
    ]  # fmt: skip
    people = Person.objects.bulk_create(people, batch_size=2000)
    addresses = [EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people]
    EmailAddress.objects.bulk_create(addresses, batch_size=2000)
    return people


def enrol(people: list[Person], course: Course) -> list[Enrolment]:
    assert course.current_release is not None
    required = sum(unit.required for unit in course.current_release.outline.units)
    now = timezone.now()
    enrolments = [
        Enrolment(
            person=person, course=course, release=course.current_release, units_total=required,
            units_done=required if number % 3 == 0 else number % required,
            score=80 + number % 21 if number % 3 == 0 else None,
            state=Enrolment.State.COMPLETED if number % 3 == 0 else Enrolment.State.ACTIVE,
            completed_at=now if number % 3 == 0 else None,
        )
        for number, person in enumerate(people)
    ]  # fmt: skip
    return Enrolment.objects.bulk_create(enrolments, batch_size=2000)


def _study(enrolments: list[Enrolment], course: Course) -> None:
    """Half of the lessons are done, and the next one has been open for a while."""
    assert course.current_release is not None
    lessons = [unit for unit in course.current_release.outline.units if unit.kind == "lesson"]
    half, now = len(lessons) // 2, timezone.now()
    UnitProgress.objects.bulk_create(
        UnitProgress(
            enrolment=enrolment, unit_key=unit.key, opened_at=now - timedelta(days=2),
            seconds=60 if number < half else 0,
            completed_at=now - timedelta(days=1) if number < half else None,
            evidence=Evidence.ATTENDED if number < half else "",
        )
        for enrolment in enrolments
        for number, unit in enumerate(lessons[: half + 2])
    )  # fmt: skip
    Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in enrolments]).update(
        last_unit=lessons[half].key, last_seen_at=now, units_done=half, state=Enrolment.State.ACTIVE, score=None,
        completed_at=None,
    )  # fmt: skip


def settle() -> None:
    """Statistics for the planner, and no background work left over from the loading."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("ANALYZE")


def session_of(person: Person) -> str:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)
