"""People and agencies in the CMS."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.mail import get_connection, send_mail
from django.test import Client
from wagtail.models import ModelLogEntry

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


def history(client: Client) -> str:
    return client.get("/cms/reports/site-history/").content.decode()


def edit(client: Client, person: Person, **change: Any) -> Any:
    form = client.get(f"/cms/users/edit/{person.pk}/").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    if isinstance(shown.get("groups"), list):
        shown["groups"] = [getattr(group, "pk", group) for group in shown["groups"]]
    sent = {name: value for name, value in {**shown, **change}.items() if value}
    return client.post(f"/cms/users/edit/{person.pk}/", sent)


def test_the_site_history_says_who_gave_and_took_which_role(client: Client, administrator: Person) -> None:
    person = person_in(Role.REVIEWER, preferred_language="th")
    officer = Group.objects.get(name=Role.OFFICER.value)
    assert edit(client, person, groups=[officer.pk]).status_code == 302
    assert person.groups.get() == officer
    said = history(client)
    assert "ให้บทบาท: เจ้าหน้าที่ประกาศนียบัตร" in said
    assert "ถอนบทบาท: ผู้ตรวจทาน" in said
    entry = ModelLogEntry.objects.get(action="people.roles")
    assert (entry.user, entry.object_id) == (administrator, str(person.pk))


def test_the_site_history_names_the_fields_that_changed_and_not_what_was_in_them(
    client: Client, administrator: Person
) -> None:
    person = PersonFactory.create(position="secret position")
    assert edit(client, person, position="another position", is_active=False).status_code == 302
    assert "แก้ไข: ตำแหน่ง" in history(client)
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk))
    assert {entry.action for entry in entries} == {"people.amend", "people.close_account"}
    assert "position" in str([entry.data for entry in entries])
    assert "secret" not in str([entry.data for entry in entries])


def test_saving_an_account_unchanged_writes_no_history(client: Client, administrator: Person) -> None:
    assert edit(client, person_in(Role.OFFICER)).status_code == 302
    assert not ModelLogEntry.objects.exists()


def test_adding_a_person_and_acting_on_many_stand_in_the_site_history(client: Client, administrator: Person) -> None:
    one, two = PersonFactory.create(), PersonFactory.create()
    ids = f"?next=/cms/users/&id={one.pk}&id={two.pk}"
    role = Group.objects.get(name=Role.INSTRUCTOR.value)
    client.post(f"/cms/bulk/people/person/assign_role/{ids}", {"role": role.pk})
    client.post(f"/cms/bulk/people/person/set_active_state/{ids}", {"mark_as_active": "False"})
    client.post(
        "/cms/users/new/",
        {
            "email": "new@agency.example",
            "given_th": "ใหม่",
            "family_th": "มา",
            "preferred_language": "th",
            "is_active": "on",
        },
    )
    one.refresh_from_db()
    assert not one.is_active
    assert two.groups.get() == role
    done = [entry.action for entry in ModelLogEntry.objects.order_by("id")]
    assert done == ["people.roles"] * 2 + ["people.close_account"] * 2 + ["people.add"]
    assert all(entry.user == administrator for entry in ModelLogEntry.objects.all())


@pytest.mark.parametrize("words", ["ชาญชัย", "ดี ชาญ", "chanchai", "FINDME@"])
def test_people_are_found_by_name_in_any_order_and_by_address(
    client: Client, administrator: Person, words: str
) -> None:
    PersonFactory.create(email="findme@agency.example", given_th="ชาญชัย", family_th="ดีงาม", given_en="Chanchai")
    other = PersonFactory.create()
    page = client.get("/cms/users/", {"q": words}).content.decode()
    assert "findme@agency.example" in page
    assert other.email not in page


def test_the_list_of_people_speaks_the_readers_language(client: Client, administrator: Person) -> None:
    person_in(Role.OFFICER)
    page = client.get("/cms/users/").content.decode()
    assert "เจ้าหน้าที่ประกาศนียบัตร" in page
    for english in ("Certificate officers", "True", "Username", ">Users<", "Admin<"):
        assert english not in page
