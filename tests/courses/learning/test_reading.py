"""What is remembered of a course's pages, and that what is published shows at the next request all the same."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses import reading
from tests.courses.learning.making import Made, course, enrolled, lesson
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/en/courses/data/one/"


@pytest.fixture
def made() -> Made:
    return course(lesson("one"), lesson("two"))


@pytest.fixture
def learner(made: Made) -> Client:
    person = PersonFactory.create()
    enrolled(person, made)
    client = Client()
    client.force_login(person)
    assert "two en" in client.get(ADDRESS).content.decode()
    return client


def test_pages_are_asked_for_once_and_not_at_each_view(learner: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        learner.get(ADDRESS)
    assert not [query["sql"] for query in asked if "wagtailcore_page" in query["sql"]]


def test_a_title_that_is_published_shows_at_the_next_view(learner: Client, made: Made) -> None:
    page = made.pages["two", "en"]
    page.title = "Another title"
    page.save_revision().publish()
    said = learner.get(ADDRESS).content.decode()
    assert "Another title" in said
    assert "two en" not in said


def test_a_page_taken_back_or_deleted_gives_way_to_the_kept_one_at_the_next_view(learner: Client, made: Made) -> None:
    course_page = reading.shelf(made.release, "en")[made.unit("two").key]
    assert course_page.page
    made.pages["two", "en"].unpublish()
    assert _shelf(made)[made.unit("two").key].kept
    made.pages["one", "en"].delete()
    assert _shelf(made)[made.unit("one").key].kept


def test_publishing_elsewhere_changes_no_edition(made: Made) -> None:
    other = course(lesson("far"), slug="other")
    before = _edition(made)
    other.pages["far", "en"].save_revision().publish()
    assert _edition(made) == before
    assert _edition(other) > 0


def _edition(made: Made) -> int:
    made.course.refresh_from_db()
    return made.course.edition


def _shelf(made: Made) -> reading.Shelf:
    """As the next request finds it."""
    made.course.refresh_from_db()
    made.release.course = made.course
    return reading.shelf(made.release, "en")
