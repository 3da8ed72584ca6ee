"""What changes while a deed waits for an enrolment's lock is seen by it: on PostgreSQL, where rows are locked."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection, transaction

from academy.people.models import Person
from certificates.models import Certificate
from courses.completing import open_unit, record
from courses.holding import vouch
from courses.models import Enrolment, Evidence, UnitProgress
from courses.placing import place_of
from tests.courses.desk.making import NOON, by, demanding, officer
from tests.courses.learning.making import Made, enrolled
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]
PATIENCE = 30


def passed(enrolment: Enrolment, made: Made) -> Enrolment:
    """Record the test as passed, as another request would; the enrolment as it was decided."""
    mine = Enrolment.objects.get(pk=enrolment.pk)
    with transaction.atomic():
        record(mine, made.unit("test").key, evidence=Evidence.SERVER, score=Decimal(90), at=NOON)
    return mine


@contextmanager
def before_the_lock(enrolment: Enrolment, deed: Callable[[], object]) -> Iterator["Future[object]"]:
    """Inside, the deed stands before the enrolment's lock; what is done inside is done when it gets it."""
    ended = threading.Event()

    def run() -> object:
        try:
            return deed()
        finally:
            ended.set()
            connection.close()

    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        result = thread.submit(run)
        while not (ended.wait(0.02) or _somebody_waits()):
            pass
        assert not ended.is_set(), result.exception()
        yield result


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_who_the_person_is_by_then_decides_about_the_certificate() -> None:
    made, person = demanding(identity="officer"), PersonFactory.create(identity_level="self")
    enrolment = enrolled(person, made)
    with before_the_lock(enrolment, lambda: passed(enrolment, made)) as result:
        Person.objects.filter(pk=person.pk).update(identity_level="officer", given_th="ชื่อใหม่")
    result.result(PATIENCE)
    assert "ชื่อใหม่" in Certificate.objects.get().facts_json["holder"]["th"]


def test_a_learner_who_is_moved_to_another_release_meanwhile_is_decided_by_that() -> None:
    made, person = demanding(), PersonFactory.create()
    enrolment = enrolled(person, made)
    newer = made.release_again(made.outline)
    with before_the_lock(enrolment, lambda: passed(enrolment, made)) as result:
        Enrolment.objects.filter(pk=enrolment.pk).update(release=newer)
    decided = result.result(PATIENCE)
    assert isinstance(decided, Enrolment)
    assert (decided.release, decided.state) == (newer, Enrolment.State.COMPLETED)


def test_the_first_opening_of_a_unit_waits_for_whoever_writes_in_the_enrolment() -> None:
    made, person = demanding(), PersonFactory.create()
    enrolment = enrolled(person, made)
    place = place_of(person, made.course.slug, "test")
    with before_the_lock(enrolment, lambda: open_unit(place, NOON)) as result:
        UnitProgress.objects.create(enrolment=enrolment, unit_key=place.unit.key, opened_at=NOON)
    result.result(PATIENCE)
    assert UnitProgress.objects.count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_completing_beside_an_officers_check_gives_one_certificate(_round: int) -> None:
    made, person, who = demanding(identity="officer"), PersonFactory.create(identity_level="self"), officer()
    enrolment = enrolled(person, made)
    start = threading.Barrier(2)

    def at_once(deed: Callable[[], object]) -> object:
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for one in [
            threads.submit(at_once, lambda: passed(enrolment, made)),
            threads.submit(at_once, lambda: vouch(person, reason="Showed the card", **by(who))),
        ]:
            one.result(PATIENCE)
    assert Certificate.objects.get().person == person
