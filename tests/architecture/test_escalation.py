"""Nobody climbs: not by the CMS's screens for people, not by one's own profile, not by a side door to signing in."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from academy.people.models import Person
from academy.people.roles import Role
from courses.models import CoursePage
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def administrator(client: Client) -> Person:
    person = person_in(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.fixture
def root() -> Person:
    return PersonFactory.create(email="root@agency.example", is_superuser=True)


def filled(email: str, **more: Any) -> dict[str, Any]:
    """What the CMS's form for a person takes."""
    return {"email": email, "given_th": "ใหม่", "family_th": "มา", "preferred_language": "th", "is_active": "on", **more}


def test_copying_a_superuser_neither_changes_nor_makes_one(client: Client, administrator: Person, root: Person) -> None:
    client.get(f"/cms/users/copy/{root.pk}/")
    client.post(f"/cms/users/copy/{root.pk}/", filled("mine@agency.example"))
    root.refresh_from_db()
    assert root.email == "root@agency.example"
    assert list(Person.objects.filter(is_superuser=True)) == [root]


def test_an_administrator_gives_no_role_to_themselves_in_bulk(client: Client, administrator: Person) -> None:
    role = Group.objects.get(name=Role.INSTRUCTOR.value)
    client.post(f"/cms/bulk/people/person/assign_role/?id={administrator.pk}", {"role": role.pk})
    assert not administrator.groups.filter(pk=role.pk).exists()


def test_an_administrator_does_not_close_a_superusers_account_in_bulk(
    client: Client, administrator: Person, root: Person
) -> None:
    client.post(f"/cms/bulk/people/person/set_active_state/?id={root.pk}", {"mark_as_active": "False"})
    root.refresh_from_db()
    assert root.is_active


def test_an_administrator_gives_no_role_that_is_not_the_academys(client: Client, administrator: Person) -> None:
    """Wagtail's own groups publish on every page; nobody needs them beside the academy's roles."""
    page = client.get("/cms/users/new/").content.decode()
    assert "Moderators" not in page
    assert "Editors" not in page


def test_a_manager_does_not_choose_whom_they_oversee(client: Client) -> None:
    mine, elsewhere = agency("Mine", kind="ministry"), agency("Elsewhere", kind="ministry")
    manager = person_in(Role.MANAGER, agency=mine)
    client.force_login(manager)
    client.post(
        "/th/accounts/profile/",
        {"given_th": "ก", "family_th": "ข", "preferred_language": "th", "agency": elsewhere.pk},
    )
    manager.refresh_from_db()
    assert manager.agency == mine


@pytest.mark.parametrize("door", ["/cms/login/", "/th/_util/login/"])
def test_there_is_one_door_to_sign_in(client: Client, door: str) -> None:
    """Any other would know neither the limits on failed attempts nor the second factor nor unconfirmed addresses."""
    person = person_in(Role.ADMINISTRATOR, email="door@agency.example")
    person.set_password(PASSWORD)
    person.save()
    client.post(door, {"username": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_failed_attempts_are_limited(client: Client) -> None:
    person = PersonFactory.create(email="target@agency.example")
    person.set_password(PASSWORD)
    person.save()
    cache.clear()
    for _attempt in range(5):
        client.post("/th/accounts/login/", {"login": person.email, "password": "wrong wrong wrong"})
    client.post("/th/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_person_without_access_to_the_cms_is_told_so_and_not_sent_round_in_circles(client: Client) -> None:
    client.force_login(PersonFactory.create())
    answer = client.get("/cms/", follow=True)
    assert answer.redirect_chain[-1][0] != "/cms/"
    assert len(answer.redirect_chain) < 5


class TestInstructors:
    """Instructors write, reviewers publish."""

    @pytest.fixture
    def course(self, client: Client) -> CoursePage:
        page = course_tree("thai-only", modules=1, lessons=1, languages=("th",))
        released(page)
        client.force_login(person_in(Role.INSTRUCTOR))
        return page

    def test_do_not_publish_by_submitting_a_translation(
        self, client: Client, course: CoursePage, django_capture_on_commit_callbacks: Any
    ) -> None:
        locale = Locale.objects.get(language_code="en")
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/cms/localize/submit/page/{course.pk}/", {"locales": [locale.pk], "include_subtree": "on"})
        assert not Page.objects.filter(translation_key=course.translation_key, locale=locale, live=True).exists()

    def test_do_not_publish_by_updating_a_translation(
        self, client: Client, course: CoursePage, django_capture_on_commit_callbacks: Any
    ) -> None:
        locale = Locale.objects.get(language_code="en")
        source, _made = TranslationSource.get_or_create_from_instance(course)
        translation = Translation.objects.create(source=source, target_locale=locale)
        translation.save_target(publish=False)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/cms/localize/update/{source.pk}/", {"publish_translations": "on"})
        assert not translation.get_target_instance().live
