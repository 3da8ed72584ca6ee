"""Queries that are written once: they answer as Django's own, with each call's values, and know whom they lock."""

import gc
import uuid
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.db.models import BigAutoField, EmailField, QuerySet, UUIDField
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from academy.people.models import Person
from academy.prepared import Prepared
from assessments.models import Attempt
from tests.factories.assessments import course_with_quiz, learner, started
from tests.factories.people import PersonFactory


def _attempts(person: int) -> QuerySet[Attempt]:
    return (
        Attempt.objects.filter(enrolment__person=person).select_related("enrolment__release__course")
        .defer("enrolment__release__outline_json").order_by("-number")
    )  # fmt: skip


ATTEMPTS = Prepared(_attempts, person=BigAutoField())
BY_EITHER = Prepared(
    lambda pk, email: (Person.objects.filter(pk=pk) | Person.objects.filter(email=email)).order_by("email"),
    email=EmailField(),
    pk=BigAutoField(),
)
BY_CODE = Prepared(lambda code: Attempt.objects.filter(public_id=code), code=UUIDField())
LOCKED = Prepared(lambda pk: Person.objects.select_for_update().filter(pk=pk), pk=BigAutoField())


@pytest.mark.django_db
def test_rows_are_those_that_django_reads_with_what_belongs_to_them_and_in_one_statement() -> None:
    place = learner(*course_with_quiz())
    attempt = started(place)
    asked = _attempts(place.person.pk).get()
    ATTEMPTS(person=0)
    with CaptureQueriesContext(connection) as statements:
        (read,) = ATTEMPTS(person=place.person.pk)
        assert read.enrolment.release.course == place.course
    assert len(statements) == 1
    assert read == attempt
    for model, other in (
        (read, asked),
        (read.enrolment, asked.enrolment),
        (read.enrolment.release.course, place.course),
    ):
        assert {k: v for k, v in vars(model).items() if k != "_state"} == {
            k: v for k, v in vars(other).items() if k != "_state"
        }
    assert read.enrolment.release.get_deferred_fields() == {"outline_json"}
    read.address = "192.0.2.1"
    read.save(update_fields=["address"])
    assert Attempt.objects.get(pk=attempt.pk).address == "192.0.2.1"


@pytest.mark.django_db
def test_columns_come_as_django_reads_them_nothing_too() -> None:
    attempt = started(learner(*course_with_quiz()))
    for columns in (("passed",), ("public_id",), ("enrolment__release",)):
        flat = Prepared(
            lambda pk, c=columns: Attempt.objects.filter(pk=pk).values_list(*c, flat=True), pk=BigAutoField()
        )
        assert flat(pk=attempt.pk) == list(Attempt.objects.filter(pk=attempt.pk).values_list(*columns, flat=True))
    rows = Attempt.objects.values_list("passed", "terms", "deadline", "points_possible", "enrolment__person__email")
    assert Prepared(lambda pk: rows.filter(pk=pk), pk=BigAutoField())(pk=attempt.pk) == [rows.get(pk=attempt.pk)]


@pytest.mark.django_db
def test_each_call_has_its_own_values_each_in_its_place() -> None:
    one, two, three = (PersonFactory.create(email=f"{name}@example.go.th") for name in ("ก", "ข", "ค"))
    assert BY_EITHER(pk=one.pk, email=two.email) == [one, two]
    assert BY_EITHER(pk=three.pk, email=one.email) == [one, three]
    assert BY_EITHER(pk=0, email="%s' OR 1=1 --") == []
    assert BY_EITHER.first(pk=0, email="") is None


@pytest.mark.django_db
def test_values_are_told_as_their_fields_tell_them() -> None:
    attempt = started(learner(*course_with_quiz()))
    assert BY_CODE.first(code=attempt.public_id) == attempt
    assert BY_CODE.first(code=str(attempt.public_id)) == attempt
    assert BY_CODE.first(code=uuid.uuid4()) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_for_a_transaction_and_never_without_one() -> None:
    person = PersonFactory.create()
    with transaction.atomic():
        assert LOCKED.first(pk=person.pk) == person
    with pytest.raises(TransactionManagementError):
        LOCKED.first(pk=person.pk)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_connection_of_the_thread_that_asked_first_goes_with_its_thread() -> None:
    person = PersonFactory.create()
    asked = Prepared(lambda pk: Person.objects.filter(pk=pk), pk=BigAutoField())

    def ask() -> "weakref.ref[object]":
        try:
            assert asked(pk=person.pk) == [person]
            return weakref.ref(connections["default"])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(ask).result()
    gc.collect()
    assert first() is None
    assert asked(pk=person.pk) == [person]
