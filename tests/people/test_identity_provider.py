"""Signing in by an identity provider: the whole way, with a provider that answers over HTTP."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from academy.people.enlisting import enlist
from academy.people.models import Person
from academy.settings.environment import oidc_apps
from tests.people.provider import CLIENT, SECRET, Provider, provider

pytestmark = pytest.mark.django_db

MALEE = {
    "sub": "1-2345-67890",
    "email": "malee@agency.example",
    "email_verified": True,
    "title": "นางสาว",
    "given_name": "มาลี",
    "family_name": "รักเรียน",
    "given_name_en": "Malee",
    "family_name_en": "Rakrian",
}
START = "/th/accounts/oidc/sso/login/"


@pytest.fixture
def idp(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with provider() as made:
        told = {"NAME": "ระบบกลาง", "SERVER_URL": made.address, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET}
        for name, value in told.items():
            monkeypatch.setenv(f"OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps()}}
        made.claims = dict(MALEE)
        yield made


def come_back(client: Client, process: str = "login") -> Any:
    """Press the button, be signed in by the provider, and be sent back; the academy's answer."""
    page = client.post(f"{START}?process={process}")
    assert page.status_code == 200
    way = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())
    assert way
    back = requests.get(unescape(way[1]), allow_redirects=False, timeout=5).headers["Location"]
    return client.get(urlsplit(back).path, dict(parse_qs(urlsplit(back).query)))


def form_of(page: Any) -> dict[str, Any]:
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "notice"}


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_new_person_checks_their_name_reads_the_notice_and_is_in(client: Client, idp: Provider) -> None:
    answer = come_back(client)
    assert answer.url == "/th/accounts/3rdparty/signup/"
    page = client.get(answer.url)
    filled = form_of(page)
    assert (filled["title_th"], filled["given_th"], filled["family_en"]) == ("นางสาว", "มาลี", "Rakrian")

    refused = client.post(answer.url, filled)
    assert "notice" in refused.context["form"].errors
    assert not Person.objects.exists()

    client.post(answer.url, filled | {"notice": "on"})
    person = Person.objects.get(email="malee@agency.example")
    assert signed_in(client) == str(person.pk)
    assert person.certificate_name("th") == "นางสาวมาลี รักเรียน"
    assert not person.has_usable_password()

    client.logout()
    come_back(client)
    assert signed_in(client) == str(person.pk), "the second time nothing is asked"
    assert not idp.refused


def test_an_address_the_provider_has_not_verified_is_verified_by_us_first(client: Client, idp: Provider) -> None:
    idp.claims["email_verified"] = False
    page = client.get(come_back(client).url)
    client.post(page.request["PATH_INFO"], form_of(page) | {"notice": "on"})
    assert signed_in(client) is None
    assert not EmailAddress.objects.get(email="malee@agency.example").verified
    assert "/confirm-email/" in mail.outbox[0].body


def test_an_address_typed_instead_of_the_providers_is_not_taken_for_verified(client: Client, idp: Provider) -> None:
    page = client.get(come_back(client).url)
    client.post(page.request["PATH_INFO"], form_of(page) | {"notice": "on", "email": "another@agency.example"})
    assert not EmailAddress.objects.filter(email="another@agency.example", verified=True).exists()


@pytest.mark.parametrize("verified", [True, False])
def test_a_provider_opens_no_account_by_an_address_alone(client: Client, idp: Provider, verified: bool) -> None:
    there = enlist("malee@agency.example", password="tuk-tuk-som-tam-2569")
    idp.claims["email_verified"] = verified
    page = client.get(come_back(client).url)
    client.post(page.request["PATH_INFO"], form_of(page) | {"notice": "on"})
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()
    assert [letter.to for letter in mail.outbox] == [[there.email]], "its holder is told, whoever asked is not"


def test_whoever_has_an_account_connects_the_provider_and_comes_in_by_it(client: Client, idp: Provider) -> None:
    person = enlist("someone@agency.example", password="tuk-tuk-som-tam-2569")
    client.post("/th/accounts/login/", {"login": person.email, "password": "tuk-tuk-som-tam-2569"})
    come_back(client, process="connect")
    assert SocialAccount.objects.get().user == person
    client.logout()
    come_back(client)
    assert signed_in(client) == str(person.pk)


def test_a_person_who_may_no_longer_sign_in_does_not_come_in_by_the_provider(client: Client, idp: Provider) -> None:
    person = enlist("someone@agency.example", password="tuk-tuk-som-tam-2569", is_active=False)
    SocialAccount.objects.create(user=person, provider="sso", uid=MALEE["sub"])
    come_back(client)
    assert signed_in(client) is None


def test_where_people_may_not_open_accounts_the_provider_opens_none(
    client: Client, idp: Provider, settings: Any
) -> None:
    settings.SELF_SIGN_UP = False
    come_back(client)
    assert not Person.objects.exists()
    assert signed_in(client) is None


def test_an_answer_that_we_did_not_ask_for_signs_nobody_in(client: Client, idp: Provider) -> None:
    SocialAccount.objects.create(user=enlist("someone@agency.example"), provider="sso", uid=MALEE["sub"])
    code = idp.authorize({"redirect_uri": "http://testserver/", "state": "made-up"}).split("code=")[1].split("&")[0]
    client.get(f"{START}callback/", {"code": code, "state": "made-up"})
    assert signed_in(client) is None


def test_a_provider_that_is_away_is_told_and_the_password_still_works(
    client: Client, settings: Any, idp: Provider
) -> None:
    apps = oidc_apps()
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:9"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    answer = client.post(f"{START}?process=login", follow=True)
    assert answer.redirect_chain[-1][0] == "/th/accounts/login/"
    assert 'class="notice notice--error"' in answer.content.decode()


def test_the_button_stands_where_a_provider_is_and_nowhere_else(client: Client, idp: Provider, settings: Any) -> None:
    assert "ระบบกลาง" in client.get("/th/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "/oidc/" not in client.get("/th/accounts/login/").content.decode()


def test_half_a_provider_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert oidc_apps() == []
    monkeypatch.setenv("OIDC_SERVER_URL", "https://id.example")
    with pytest.raises(ImproperlyConfigured, match="OIDC_NAME"):
        oidc_apps()
