"""Importing and exporting in the CMS."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.people.roles import Role
from assessments.exchange import importing
from assessments.models import Question
from tests.factories.assessments import bank, category, question
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db
GIFT = "ข้อหนึ่ง{T}\n\nข้อสอง{#5}\n\nไม่ใช่คำถาม\n".encode()


@pytest.fixture
def instructor(client: Client) -> Client:
    client.force_login(person_in(Role.INSTRUCTOR, preferred_language="en"))
    return client


def looked(client: Client, data: bytes = GIFT, **more: Any) -> Any:
    file = SimpleUploadedFile("q.txt", data)
    return client.post(reverse("questions:import"), {"file": file, "status": "draft", **more})


def confirmed(client: Client, page: Any, **more: Any) -> Any:
    body = {"token": page.context["token"], "status": "draft", "format": "gift", **more}
    return client.post(reverse("questions:import"), body)


def test_first_the_instructor_sees_what_would_come_and_then_it_comes(instructor: Client) -> None:
    where = category()
    page = looked(instructor, category=where.pk)
    text = page.content.decode()
    assert "2 questions will be brought in." in text
    assert "ไม่ใช่คำถาม" in text
    assert not Question.objects.exists()
    done = confirmed(instructor, page, category=where.pk)
    assert "2 questions were brought in." in done.content.decode()
    assert {one.category for one in Question.objects.all()} == {where}
    assert reverse("questions:edit", args=[Question.objects.all()[0].pk]) in done.content.decode()


def test_a_file_that_was_brought_is_not_kept(instructor: Client) -> None:
    page = looked(instructor)
    confirmed(instructor, page)
    assert confirmed(instructor, page).status_code == 400
    assert Question.objects.count() == 2


def test_another_persons_file_is_not_found(instructor: Client) -> None:
    page = looked(instructor)
    other = Client()
    other.force_login(person_in(Role.INSTRUCTOR))
    assert confirmed(other, page).status_code == 400
    assert not Question.objects.exists()


def test_a_refused_file_says_why(instructor: Client) -> None:
    page = looked(instructor, b"<!DOCTYPE quiz><quiz/>")
    assert page.status_code == 400
    assert "document type" in page.content.decode()


def test_more_than_five_hundred_questions_are_refused(instructor: Client) -> None:
    page = looked(instructor, "\n\n".join(f"Q{n}{{T}}" for n in range(501)).encode())
    assert page.status_code == 400
    assert "501" in page.content.decode()


def test_words_of_a_file_are_shown_as_words(instructor: Client) -> None:
    page = looked(instructor, b"::<script>x()</script>::Q{T}")
    assert "<script>x()" not in page.content.decode()


def test_the_list_is_exported_as_it_is_filtered(instructor: Client) -> None:
    where = category()
    question(where, "single", "ธรรมาภิบาลข้อมูล")
    question(where, "truefalse", "ค่าเฉลี่ย")
    address = reverse("questions:export")
    assert "1 question of the list" in instructor.get(address, {"q": "ธรรมาภิบาล"}).content.decode()
    file = instructor.get(address, {"current__kind": "truefalse", "format": "moodle-xml"})
    assert file.headers["Content-Disposition"] == 'attachment; filename="questions.xml"'
    looked_at = importing.look(file.content)
    assert [line.kind for line in looked_at.lines] == ["truefalse"]


def test_what_a_format_cannot_hold_is_shown_before_the_file(instructor: Client) -> None:
    question(category(), "number")
    address = reverse("questions:export")
    page = instructor.get(address, {"format": "gift"})
    assert "Units: GIFT carries none." in page.content.decode()
    file = instructor.get(address, {"format": "gift", "download": "1"})
    assert file.headers["Content-Type"].startswith("text/plain")


def test_the_list_leads_to_both_and_keeps_its_filter(instructor: Client) -> None:
    bank(2)
    page = instructor.get(reverse("questions:index"), {"status": "ready"}).content.decode()
    assert reverse("questions:import") in page
    assert f"{reverse('questions:export')}?status=ready" in page


def test_the_template_is_a_table(instructor: Client) -> None:
    file = instructor.get(reverse("questions:import_template"))
    assert file.content.decode().startswith("\ufeffkey,kind")


def test_a_reviewer_exports_but_does_not_import(client: Client) -> None:
    client.force_login(person_in(Role.REVIEWER))
    bank(1)
    assert client.get(reverse("questions:export")).status_code == 200
    assert looked(client).status_code in {302, 403}
    assert reverse("questions:import") not in client.get(reverse("questions:index")).content.decode()


@pytest.mark.parametrize("name", ["import", "export", "import_template"])
def test_a_learner_sees_none_of_it(client: Client, name: str) -> None:
    client.force_login(PersonFactory.create())
    assert client.get(reverse(f"questions:{name}")).status_code in {302, 403}
