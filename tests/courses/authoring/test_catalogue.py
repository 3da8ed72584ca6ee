"""The catalogue: what is in it, how it is narrowed down, what it costs."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from academy.people.models import Person
from courses import catalogue
from courses.models import CoursePage, Enrolment
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def look(query: str = "", person: Person | None = None, language: str = "th") -> catalogue.Catalogue:
    return catalogue.look(QueryDict(query), person=person, language=language)


def titles(found: catalogue.Catalogue) -> set[str]:
    return {entry.address.strip("/").split("/")[-1] for entry in found.entries}


@pytest.fixture
def three() -> None:
    for slug, fields in {
        "data": {"area": "data", "level": "foundation", "hours": 3},
        "law": {"area": "governance", "level": "foundation", "hours": 6},
        "ai": {"area": "data", "level": "advanced", "hours": 8, "languages": ("th",)},
    }.items():
        released(course_tree(slug, modules=1, lessons=1, **fields))


def test_only_released_and_published_courses_are_in_it(three: None) -> None:
    course_tree("draft", modules=1, lessons=1)
    for page in CoursePage.objects.filter(slug="law"):
        page.unpublish()
    assert titles(look()) == {"data", "ai"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=data", {"data", "ai"}),
        ("area=data&level=foundation", {"data"}),
        ("area=data&area=governance", {"data", "law", "ai"}),
        ("length=short", {"data"}),
        ("length=medium&length=long", {"law", "ai"}),
        ("language=en", {"data", "law"}),
        ("area=nonsense", {"data", "law", "ai"}),
        ("level=advanced&language=en", set()),
    ],
)
def test_facets_narrow_down(three: None, query: str, expected: set[str]) -> None:
    assert titles(look(query)) == expected


def test_counts_follow_the_other_facets_and_not_their_own(three: None) -> None:
    facets = {facet.name: {c.value: c.count for c in facet.choices} for facet in look("area=data").facets}
    assert facets["area"] == {"governance": 1, "data": 2}
    assert facets["level"] == {"foundation": 1, "advanced": 1}
    assert facets["language"] == {"th": 2, "en": 1}


def test_words_and_facets_go_together(three: None) -> None:
    assert titles(look("q=ข้อมูล&area=governance")) == {"law"}
    assert titles(look("q=ไม่มีคำนี้เลย")) == set()


def test_a_course_without_the_readers_language_is_shown_in_the_other_and_says_so(three: None) -> None:
    languages = {entry.address.split("/")[-2]: entry.language for entry in look(language="en").entries}
    assert languages == {"data": "en", "law": "en", "ai": "th"}


def test_hours_are_those_of_the_release_and_not_of_the_page(three: None) -> None:
    page = CoursePage.objects.get(slug="data", locale__language_code="th")
    page.hours = 20
    page.save_revision().publish()
    assert {e.hours for e in look("length=short").entries} == {3}


def test_says_where_the_person_stands(three: None) -> None:
    person = PersonFactory.create()
    for slug, state in (("data", "completed"), ("law", "withdrawn")):
        course = CoursePage.objects.get(slug=slug, locale__language_code="th")
        release = released_of(course)
        Enrolment.objects.create(person=person, course=release.course, release=release, state=state)
    states = {entry.address.split("/")[-2]: entry.state for entry in look(person=person).entries}
    assert states == {"data": "completed", "law": "", "ai": ""}
    assert {entry.state for entry in look(person=PersonFactory.create()).entries} == {""}


def released_of(page: CoursePage):  # type: ignore[no-untyped-def]
    from courses.models import Release

    return Release.objects.get(course__key=page.translation_key)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_shows_it_in_both_languages(three: None, client: Client, language: str) -> None:
    answer = client.get(f"/{language}/courses/")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert reverse("courses:course", args=["data"]).split("/", 2)[2] in html
    assert 'name="area" value="data"' in html


def test_a_search_without_result_gives_the_way_on(three: None, client: Client) -> None:
    html = client.get("/th/courses/", {"q": "ไม่มีคำนี้เลย"}).content.decode()
    assert 'class="empty"' in html
    assert 'href="/th/courses/"' in html


def test_an_empty_catalogue_says_so(client: Client) -> None:
    assert 'class="empty"' in client.get("/th/courses/").content.decode()


def test_what_was_typed_is_escaped(three: None, client: Client) -> None:
    assert "<script>x" not in client.get("/th/courses/", {"q": "<script>x"}).content.decode()


@pytest.mark.parametrize("query", ["", "?q=ข้อมูล&area=data"])
def test_costs_at_most_eight_queries(
    three: None, client: Client, query: str, django_assert_max_num_queries: object
) -> None:
    client.force_login(PersonFactory.create())
    client.get(f"/th/courses/{query}")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get(f"/th/courses/{query}").status_code == 200
