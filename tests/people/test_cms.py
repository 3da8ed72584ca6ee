"""People and agencies in the CMS."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.mail import get_connection, send_mail
from django.test import Client

from academy.people.models import Agency, Person
from academy.people.roles import Role
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Person:
    person = person_in(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def test_an_administrator_adds_a_person_with_a_role(client: Client, administrator: Person) -> None:
    role = Group.objects.get(name=Role.OFFICER.value)
    answer = client.post(
        "/cms/users/new/",
        {
            "email": "New@agency.example",
            "given_th": "ใหม่",
            "family_th": "มา",
            "preferred_language": "th",
            "groups": [role.pk],
            "is_active": "on",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    person = Person.objects.get(email="new@agency.example")
    assert person.groups.get() == role
    assert person.emailaddress_set.get().verified


def test_an_administrator_can_neither_change_nor_become_a_superuser(client: Client, administrator: Person) -> None:
    boss = PersonFactory.create(is_superuser=True)
    assert client.get(f"/cms/users/edit/{boss.pk}/").status_code in (302, 403)
    client.post(f"/cms/users/edit/{administrator.pk}/", {"email": administrator.email, "is_superuser": "on"})
    administrator.refresh_from_db()
    assert not administrator.is_superuser


def test_people_are_found_in_the_list(client: Client, administrator: Person) -> None:
    PersonFactory.create(email="findme@agency.example")
    page = client.get("/cms/users/?q=findme").content.decode()
    assert "findme@agency.example" in page


def test_agencies_make_a_tree(client: Client, administrator: Person) -> None:
    ministry = agency("Finance", kind="ministry")
    client.post(
        "/cms/agencies/new/",
        {"name_th": "กรมสรรพากร", "name_en": "Revenue", "kind": "department", "parent": ministry.pk},
    )
    revenue = Agency.objects.get(name_en="Revenue")
    assert revenue.get_parent() == ministry
    other = agency("Digital", kind="ministry")
    client.post(
        f"/cms/agencies/edit/{revenue.pk}/",
        {"name_th": "กรมสรรพากร", "name_en": "Revenue", "kind": "department", "parent": other.pk},
    )
    assert Agency.objects.get(pk=revenue.pk).get_parent() == other


def test_the_demo_shows_its_mail_to_the_administrator_only(
    client: Client, administrator: Person, settings: Any, tmp_path: Path
) -> None:
    settings.MAIL_DIR = tmp_path
    assert client.get("/cms/mail/").status_code == 200
    send_mail(
        "หัวเรื่อง", "เนื้อความ", None, ["a@agency.example"], connection=get_connection("academy.people.mail.FileBackend")
    )
    page = client.get("/cms/mail/").content.decode()
    assert "หัวเรื่อง" in page
    assert "เนื้อความ" in page
    name = next(tmp_path.glob("*.eml")).stem
    letter = client.get(f"/cms/mail/{name}/")
    assert "sandbox" in letter.headers["Content-Security-Policy"]
    client.force_login(person_in(Role.INSTRUCTOR))
    assert client.get("/cms/mail/").status_code != 200
    assert client.get(f"/cms/mail/{name}/").status_code != 200


def test_ones_own_cms_settings_open(client: Client, administrator: Person) -> None:
    assert client.get("/cms/account/").status_code == 200
