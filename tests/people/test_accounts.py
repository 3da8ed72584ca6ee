"""Signing up, signing in, being locked out, resetting a password, changing one's profile."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from academy.errors import Refusal
from academy.people.enlisting import enlist
from academy.people.models import Person
from academy.people.roles import Role
from tests.factories.people import PersonFactory, agency

pytestmark = pytest.mark.django_db

PASSWORD = "tuk-tuk-som-tam-2569"
SIGN_UP = {
    "email": "Malee@Agency.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "title_th": "นางสาว",
    "given_th": "มาลี",
    "family_th": "รักเรียน",
    "title_en": "",
    "given_en": "",
    "family_en": "",
    "agency": "",
    "notice": "on",
}


def sign_in(client: Client, email: str, password: str = PASSWORD) -> bool:
    client.post("/th/accounts/login/", {"login": email, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("language", "greeting"), [("th", "เรียน ผู้เรียน"), ("en", "Dear learner")])
def test_a_new_account_opens_once_its_address_is_verified(client: Client, language: str, greeting: str) -> None:
    answer = client.post(f"/{language}/accounts/signup/", SIGN_UP)
    assert answer.status_code == 302, answer.context["form"].errors
    person = Person.objects.get(email="malee@agency.example")
    assert person.preferred_language == language
    assert person.certificate_name("th") == "นางสาวมาลี รักเรียน"
    assert not sign_in(client, person.email)

    letter = mail.outbox[0]
    assert greeting in letter.body
    html = letter.alternatives[0][0]
    assert f'<html lang="{language}">' in html
    link = re.search(r"http://testserver(\S+)", letter.body)
    assert link
    assert link[1] in html
    client.post(link[1])
    assert sign_in(client, person.email)


def test_sign_up_is_closed_when_its_switch_is_off(client: Client, settings: Any) -> None:
    settings.SELF_SIGN_UP = False
    client.post("/th/accounts/signup/", SIGN_UP)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"given_th": "มาลี😀"}, "given_th"),
        ({"family_th": "รัก\u200bเรียน"}, "family_th"),
        ({"given_th": "", "family_th": ""}, "given_th"),
        ({"given_th": "ม" * 121}, "given_th"),
        ({"notice": ""}, "notice"),
        ({"password2": "another"}, "password2"),
        ({"family_th": ""}, "family_th"),
        ({"given_en": "Malee"}, "family_en"),
    ],
)
def test_a_sign_up_that_cannot_be_is_refused_at_its_field(client: Client, change: dict[str, str], field: str) -> None:
    answer = client.post("/th/accounts/signup/", SIGN_UP | change)
    assert field in answer.context["form"].errors
    assert not Person.objects.exists()


@pytest.mark.parametrize(("language", "first"), [("th", "given_th"), ("en", "given_en")])
def test_without_any_name_the_readers_own_language_is_asked_for(client: Client, language: str, first: str) -> None:
    answer = client.post(f"/{language}/accounts/signup/", SIGN_UP | {"given_th": "", "family_th": ""})
    assert list(answer.context["form"].errors) == [first, first.replace("given", "family")]


def test_the_sign_up_form_asks_who_first_and_the_notice_last_and_leads_to_it(client: Client) -> None:
    answer = client.get("/th/accounts/signup/")
    page = answer.content.decode()
    places = [page.index(f'name="{name}"') for name in answer.context["form"].fields]
    assert places == sorted(places), "the faults are listed in the order of the page"
    assert page.index('name="password2"') < page.index('name="notice"')
    assert '<a href="/th/privacy/" target="_blank"' in page
    assert 'autocomplete="section-th given-name"' in page
    assert '<label for="id_given_th">ชื่อภาษาไทย</label>' in page, "neither required by itself nor optional"


def test_what_was_typed_stays_after_a_fault_and_the_password_is_asked_again(client: Client) -> None:
    page = client.post("/th/accounts/signup/", SIGN_UP | {"notice": ""}).content.decode()
    assert 'value="มาลี"' in page
    assert PASSWORD not in page
    assert "กรุณากรอกรหัสผ่านอีกครั้ง" in page


def test_the_language_chosen_at_sign_up_is_kept_with_the_rank(client: Client) -> None:
    client.post("/th/accounts/signup/", SIGN_UP | {"preferred_language": "en", "rank_th": "พันตำรวจเอก"})
    person = Person.objects.get()
    assert person.preferred_language == "en"
    assert person.certificate_name("th") == "พันตำรวจเอกมาลี รักเรียน"


def test_no_page_leads_to_a_closed_sign_up(client: Client, settings: Any) -> None:
    assert "/accounts/signup/" in client.get("/th/accounts/login/").content.decode()
    settings.SELF_SIGN_UP = False
    assert "/accounts/signup/" not in client.get("/th/accounts/login/").content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_letter_has_one_button_for_its_link(client: Client, language: str) -> None:
    enlist("reset@agency.example", preferred_language=language)
    client.post(f"/{language}/accounts/password/reset/", {"email": "reset@agency.example"})
    html = mail.outbox[0].alternatives[0][0]
    assert html.count("display:inline-block") == 1
    assert {"th": "เปิดลิงก์", "en": "Open the link"}[language] in html


def test_a_name_of_120_letters_and_one_without_a_thai_form_are_taken(client: Client) -> None:
    client.post("/th/accounts/signup/", SIGN_UP | {"given_th": "ม" * 120})
    client.post(
        "/en/accounts/signup/",
        SIGN_UP | {"email": "b@agency.example", "given_th": "", "family_th": "", "given_en": "Ann", "family_en": "Li"},
    )
    assert Person.objects.count() == 2


def test_five_wrong_passwords_lock_even_the_right_one_out(client: Client) -> None:
    enlist("lock@agency.example", password=PASSWORD)
    for _ in range(5):
        assert not sign_in(client, "lock@agency.example", "wrong")
    assert not sign_in(client, "lock@agency.example")
    enlist("other@agency.example", password=PASSWORD)
    assert sign_in(client, "other@agency.example")


def test_a_forgotten_password_is_set_anew_by_letter(client: Client) -> None:
    enlist("reset@agency.example", password="the-old-one-1234", preferred_language="en")
    client.post("/th/accounts/password/reset/", {"email": "reset@agency.example"})
    letter = mail.outbox[0]
    assert "Dear learner" in letter.body, "the letter speaks its reader's language, not the asker's"
    link = re.search(r"http://testserver(\S+)", letter.body)
    assert link
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    assert sign_in(client, "reset@agency.example")


def test_passwords_are_kept_by_argon2(client: Client) -> None:
    assert enlist("hash@agency.example", password=PASSWORD).password.startswith("argon2")


def test_one_address_is_one_person(client: Client) -> None:
    enlist("one@agency.example")
    with pytest.raises(Refusal) as refusal:
        enlist("ONE@agency.example")
    assert refusal.value.code == "email_taken"


def test_a_person_changes_their_profile_and_the_language_follows(client: Client) -> None:
    person = PersonFactory.create()
    place = agency("Revenue")
    client.force_login(person)
    page = client.get("/th/accounts/profile/")
    form = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    answer = client.post(
        "/th/accounts/profile/",
        form | {"family_en": "Dee", "agency": place.pk, "preferred_language": "en", "certificate_name_th": "มานี มีนา"},
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.family_en, person.agency, person.preferred_language) == ("Dee", place, "en")
    assert person.certificate_name("th") == "มานี มีนา"
    assert person.wagtail_userprofile.preferred_language == "en"


def test_the_profile_is_for_those_who_have_signed_in(client: Client) -> None:
    assert client.get("/th/accounts/profile/").url.startswith("/th/accounts/login/")


def test_a_person_without_prefix_in_the_address_is_answered_in_their_language(client: Client) -> None:
    client.force_login(PersonFactory.create(preferred_language="en"))
    assert client.get("/").url == "/en/"
    client.logout()
    assert client.get("/", headers={"accept-language": "th"}).url == "/th/"


def test_every_role_is_there(client: Client) -> None:
    person = enlist("roles@agency.example", roles=[Role.INSTRUCTOR])
    assert person.has_perm("wagtailadmin.access_admin")
    assert not person.has_perm("people.change_person")
    assert enlist("boss@agency.example", roles=[Role.ADMINISTRATOR]).has_perm("people.change_person")
