"""How well a person is known: by an identity provider's word, and no longer once they call themselves otherwise."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from academy.people.adapter import SocialAccountAdapter
from academy.people.identifying import prove
from academy.people.models import IdentityLevel, Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
TOLD = {"title_th": "นาย", "given_th": "สมชาย", "family_th": "ใจดี"}


def known(person: Person) -> str:
    person.refresh_from_db()
    return person.identity_level


@pytest.mark.parametrize(
    ("fields", "told", "proven"),
    [
        ({}, TOLD, True),
        ({"given_en": "Anybody"}, TOLD, True),
        ({"family_th": "ใจร้าย"}, TOLD, False),
        ({"certificate_name_en": "Somebody Else"}, TOLD, False),
        ({}, {}, False),
        ({}, {"title_th": "นาย"}, False),
    ],
)
def test_a_provider_proves_the_very_name_that_it_told(
    fields: dict[str, str], told: dict[str, str], proven: bool
) -> None:
    person = PersonFactory.create(**{**TOLD, **fields})
    assert prove(person, told) is proven
    assert known(person) == (IdentityLevel.PROVIDER if proven else IdentityLevel.SELF)


@pytest.mark.parametrize(("trusted", "level"), [(True, IdentityLevel.PROVIDER), (False, IdentityLevel.SELF)])
def test_signing_in_by_a_provider_counts_where_the_operator_trusts_it(
    settings: Settings, rf: RequestFactory, trusted: bool, level: str
) -> None:
    settings.OIDC_PROVES_IDENTITY = trusted
    person = PersonFactory.create(**TOLD)
    claims = {"userinfo": {"title": "นาย", "given_name": "สมชาย", "family_name": "ใจดี"}}
    login: Any = SimpleNamespace(is_existing=True, user=person, account=SimpleNamespace(extra_data=claims))
    SocialAccountAdapter().pre_social_login(rf.get("/"), login)
    assert known(person) == level


def test_another_name_of_one_s_own_word_takes_the_checked_identity_back(client: Client) -> None:
    person = PersonFactory.create(identity_level=IdentityLevel.OFFICER)
    client.force_login(person)
    same = {name: getattr(person, name) for name in ("title_th", "given_th", "family_th", "given_en", "family_en")}
    same |= {"title_en": "Mr", "preferred_language": "th", "position": "Changed"}
    assert client.post("/th/accounts/profile/", same).status_code == 302
    assert known(person) == IdentityLevel.OFFICER
    client.post("/th/accounts/profile/", {**same, "family_th": "ใหม่"})
    assert known(person) == IdentityLevel.SELF
