"""Two tabs and ten calls at once. They count on PostgreSQL only: SQLite lets one writer in."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from certificates.models import Certificate
from courses.completing import Done, NotYet, attend, record
from courses.enrolling import enrol
from courses.models import Course, Enrolment, Evidence, Release, UnitProgress
from courses.outline import Outline
from courses.placing import place_of
from tests.courses.learning.making import Made, enrolled, lesson, opened, quiz
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("A race counts on PostgreSQL only.")


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Run the deeds in threads that start together; their results, or what they raised."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        start.wait()
        try:
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def bare(slug: str, *units: object, **fields: object) -> Made:
    """A released course without pages."""
    outline = Outline(hours=Decimal(1), units=units, languages=("th",), **fields)
    course = Course.objects.create(slug=slug)
    release = Release.objects.create(course=course, number=1, outline_json=outline.as_json())
    course.current_release = release
    course.save()
    return Made(course, release, outline)


@pytest.fixture(params=range(5))
def again(request: pytest.FixtureRequest) -> int:
    """A race that is lost once in five is lost."""
    return request.param


def test_two_tabs_that_finish_two_lessons_at_once_count_the_minute_once(again: int) -> None:
    person, now = PersonFactory.create(), timezone.now()
    places = []
    for slug in ("data", "ai"):
        made = bare(slug, lesson("one", 60), lesson("two"))
        opened(enrolled(person, made), made.unit("one"), now - timedelta(seconds=61))
        places.append(place_of(person, slug, "one"))
    results = at_once(*(lambda place=place: attend(place, now) for place in places))
    assert sorted(type(one).__name__ for one in results) == [Done.__name__, NotYet.__name__], results
    assert UnitProgress.objects.filter(completed_at__isnull=False).count() == 1


def test_ten_results_at_once_make_one_completion_and_one_certificate(again: int) -> None:
    made, now = bare("data", quiz()), timezone.now()
    enrolment = enrolled(PersonFactory.create(), made)
    key = made.unit("test").key

    def deed(score: int) -> object:
        with transaction.atomic():
            mine = Enrolment.objects.get(pk=enrolment.pk)
            return record(mine, key, evidence=Evidence.SERVER, score=Decimal(score), at=now)

    results = at_once(*(lambda score=score: deed(score) for score in range(80, 90)))
    assert not [one for one in results if isinstance(one, Exception)], results
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.units_done, enrolment.score) == ("completed", 1, Decimal(89))
    assert UnitProgress.objects.count() == 1
    assert Certificate.objects.count() == 1


def test_ten_clicks_on_enrol_make_one_enrolment(again: int) -> None:
    made, person, now = bare("data", quiz()), PersonFactory.create(), timezone.now()
    results = at_once(*[lambda: enrol(person, made.course, by=person, at=now)] * 10)
    assert {getattr(one, "pk", one) for one in results} == {Enrolment.objects.get().pk}
