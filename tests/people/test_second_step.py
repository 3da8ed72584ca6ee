"""Two-step sign-in: who is told to switch it on, and the CMS that may ask for it."""

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from academy.people.enlisting import enlist
from academy.people.roles import Role
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db


def test_whoever_has_a_role_is_told_to_switch_it_on_and_a_learner_is_not(client: Client) -> None:
    officer = person_in(Role.OFFICER)
    client.force_login(officer)
    for page in ("profile/", "2fa/"):
        assert "Your role lets you see or change" in client.get(f"/en/accounts/{page}").content.decode()
    TOTP.activate(officer, generate_totp_secret())
    assert "Your role lets you see or change" not in client.get("/en/accounts/profile/").content.decode()
    client.force_login(PersonFactory.create())
    assert "Your role lets you see or change" not in client.get("/en/accounts/profile/").content.decode()


def test_the_cms_asks_for_it_where_the_operator_wants(client: Client, settings: Any) -> None:
    officer = person_in(Role.OFFICER)
    client.force_login(officer)
    assert client.get("/cms/").status_code == 200
    settings.CMS_NEEDS_SECOND_STEP = True
    assert client.get("/cms/").url == "/th/accounts/2fa/"
    assert client.post("/cms/users/new/").url == "/th/accounts/2fa/"
    assert client.get("/th/accounts/2fa/totp/activate/").status_code in (200, 302), "the way to switch it on is open"
    TOTP.activate(officer, generate_totp_secret())
    assert client.get("/cms/").status_code == 200


def test_the_password_alone_does_not_sign_in_and_a_recovery_code_works_once(client: Client) -> None:
    password = "tuk-tuk-som-tam-2569"
    person = enlist("officer@agency.example", password=password, roles=[Role.OFFICER])
    TOTP.activate(person, generate_totp_secret())
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    for expected in (True, False):
        answer = client.post("/en/accounts/login/", {"login": person.email, "password": password})
        assert answer.url.startswith("/en/accounts/2fa/authenticate/")
        assert "_auth_user_id" not in client.session
        client.post(answer.url, {"code": code})
        assert ("_auth_user_id" in client.session) is expected
        client.logout()
