"""Files of lessons: to those who may open the lesson, and to those who write; nowhere else."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from academy.people.models import Person
from academy.people.roles import Role
from academy.site.models import PlainPage
from courses import enrolling
from courses.models import CoursePage, LessonPage, Release
from tests.courses.learning.making import NOON
from tests.factories.courses import course_tree, home, publish, released
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db


def document(name: str = "list.txt", content: bytes = b"0123456789") -> Any:
    return get_document_model().objects.create(title="List", file=ContentFile(content, name))


@pytest.fixture
def paper() -> Any:
    return document()


@pytest.fixture
def release(paper: Any) -> Release:
    """A course whose first lesson holds the file."""
    course = course_tree("a", modules=1, lessons=2, sequential=True)
    put_on(LessonPage.objects.get(slug="a-1-1", locale__language_code="th"), paper)
    return released(CoursePage.objects.get(pk=course.pk))


def put_on(lesson: LessonPage, paper: Any) -> None:
    block = ("document", {"document": paper, "title": "A list", "description": ""})
    lesson.body = [*((child.block_type, child.value) for child in lesson.body), block]
    lesson.save_revision().publish()


def asking(person: Person | None, paper: Any, **headers: str) -> Any:
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(paper.url, headers=headers)
    answer.said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for close in answer._resource_closers:  # closing the answer whole would close the database's connection too
        close()
    return answer


def test_those_enrolled_have_it_as_a_file_to_save(release: Release, paper: Any) -> None:
    person = PersonFactory.create()
    enrolling.enrol(person, release.course, by=person, at=NOON)
    answer = asking(person, paper)
    assert answer.said == b"0123456789"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_others_do_not(release: Release, paper: Any) -> None:
    gone = PersonFactory.create()
    enrolment = enrolling.enrol(gone, release.course, by=gone, at=NOON)
    enrolling.withdraw(enrolment, by=gone, reason="", at=NOON)
    assert asking(gone, paper).status_code == 404
    assert asking(PersonFactory.create(), paper).status_code == 404
    assert "/login/?next=" in asking(None, paper).headers["Location"]
    for role in (Role.OFFICER, Role.MANAGER):
        assert asking(person_in(role), paper).status_code == 404


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_those_who_write_and_review_do(release: Release, paper: Any, role: Role) -> None:
    assert asking(person_in(role), paper).status_code == 200


def test_a_lesson_that_is_still_closed_keeps_its_file(release: Release) -> None:
    later = document("later.txt")
    put_on(LessonPage.objects.get(slug="a-1-2", locale__language_code="th"), later)
    person = PersonFactory.create()
    enrolling.enrol(person, release.course, by=person, at=NOON)
    assert asking(person, later).status_code == 404


def test_a_lesson_that_is_gone_still_gives_its_file(release: Release, paper: Any) -> None:
    person = PersonFactory.create()
    enrolling.enrol(person, release.course, by=person, at=NOON)
    for page in LessonPage.objects.filter(slug="a-1-1"):
        page.delete()
    assert asking(person, paper).status_code == 200
    assert asking(PersonFactory.create(), paper).status_code == 404


def test_a_file_on_a_public_page_is_public(paper: Any) -> None:
    link = f'<p><a linktype="document" id="{paper.pk}">A list</a></p>'
    publish(home(), PlainPage(title="Open", slug="open", body=link))
    assert asking(None, paper).status_code == 200


def test_it_is_not_found_where_uploads_lie(client: Client, paper: Any) -> None:
    assert client.get(f"/media/{paper.file.name}").status_code == 404
    assert client.get(f"/media/images/../{paper.file.name}").status_code in {400, 404}


@pytest.mark.parametrize(
    ("asked", "status", "piece", "said"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=8-", 206, b"89", "bytes 8-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("", 200, b"0123456789", None),
    ],
)
def test_a_video_comes_in_pieces(asked: str, status: int, piece: bytes, said: str | None) -> None:
    answer = asking(person_in(Role.INSTRUCTOR), document("film.mp4"), range=asked)
    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, said)
    assert answer.said == piece
