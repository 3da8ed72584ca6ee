"""People who have completed a course, officers, and what an officer's deed takes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from academy.people.models import Person
from academy.people.roles import Role
from courses.completing import record
from courses.models import Enrolment, Evidence
from tests.courses.learning.making import Made, course, enrolled, quiz
from tests.factories.people import PersonFactory, person_in

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
FROM = "10.1.2.3"


def officer(**fields: Any) -> Person:
    """A certificate officer."""
    return person_in(Role.OFFICER, **fields)


def by(person: Person, at: datetime = NOON) -> dict[str, Any]:
    """By whom, from where, when."""
    return {"by": person, "origin": FROM, "at": at}


def demanding(**fields: Any) -> Made:
    """A course whose certificate asks for something, with one test."""
    return course(quiz(), **fields)


def completed(made: Made, person: Person | None = None, at: datetime = NOON, **fields: Any) -> Enrolment:
    """Somebody who has passed the test of that course."""
    enrolment = enrolled(person or PersonFactory.create(), made, **fields)
    record(enrolment, made.unit("test").key, evidence=Evidence.SERVER, score=Decimal(90), at=at)
    return enrolment
