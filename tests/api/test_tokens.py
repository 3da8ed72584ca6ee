"""Programs with tokens: they do what they were let in for and what their person may, and nothing more."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from oauth2_provider.models import get_access_token_model, get_refresh_token_model
from wagtail.models import ModelLogEntry

from academy.api.models import Application
from academy.api.tasks import forget
from academy.people.models import Person
from academy.people.roles import Role
from assessments.models import Attempt
from courses.placing import Place
from tests.factories.api import BACK, agreed, consent_address, exchanged, program, token_by_itself, with_token
from tests.factories.assessments import course_with_quiz, learner
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db
AccessToken, RefreshToken = get_access_token_model(), get_refresh_token_model()


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


@pytest.fixture
def browser(place: Place, client: Client) -> Client:
    client.force_login(place.person)
    return client


def started(client: Client, place: Place) -> Any:
    return client.post(f"/api/v1/quizzes/{place.unit.key}/attempts/", "{}", content_type="application/json")


def given(browser: Client, scope: str = "attempts:write") -> tuple[Application, str, dict[str, Any]]:
    """An application, its secret, and the tokens of the person who has signed in."""
    application, secret = program()
    return application, secret, exchanged(application, secret, agreed(browser, application, scope)).json()


def test_a_person_agrees_and_the_program_takes_the_test_in_their_name(browser: Client, place: Place) -> None:
    application, secret = program()
    page = browser.get("/o/authorize/", consent_address(application, "attempts:write results:read"))
    said = page.content.decode()
    assert "ทำแบบทดสอบในนามของท่าน" in said
    assert application.name in said
    assert BACK in said
    assert "form-action 'self' https://program.example;" in page["Content-Security-Policy"]
    code = agreed(browser, application, "attempts:write results:read")
    answer = exchanged(application, secret, code)
    tokens = answer.json()
    assert answer["Cache-Control"] == "no-store"
    assert tokens["expires_in"] == 3600
    program_of = with_token(tokens["access_token"])
    attempt = started(program_of, place)
    assert attempt.status_code == 201
    assert Attempt.objects.get().enrolment.person == place.person
    assert program_of.post(f"/api/v1/attempts/{attempt.json()['id']}/submit/").status_code == 200
    assert program_of.get(f"/api/v1/attempts/{attempt.json()['id']}/result/").status_code == 200
    # The code is good for once, and its second use ends nothing but itself being accepted.
    assert exchanged(application, secret, code).status_code == 400


def test_who_does_not_agree_gives_nothing(browser: Client) -> None:
    application, _secret = program()
    answer = browser.post("/o/authorize/", consent_address(application, "attempts:write"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{BACK}?error=access_denied")


def test_a_code_is_worth_nothing_without_what_it_was_asked_with(browser: Client) -> None:
    application, secret = program()
    code = agreed(browser, application, "attempts:write")
    assert exchanged(application, secret, code, code_verifier="x" * 50).status_code == 400
    other, others_secret = program()
    assert exchanged(other, others_secret, agreed(browser, application, "attempts:write")).status_code == 400
    wrong = exchanged(application, "wrong", agreed(browser, application, "attempts:write"))
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"redirect_uri": "https://elsewhere.example/back"},
        {"client_id": "nobody"},
        {"code_challenge": "", "code_challenge_method": ""},
        {"scope": "everything"},
        {"response_type": "token"},
    ],
)
def test_what_is_asked_wrongly_is_not_asked_of_the_person(browser: Client, more: dict[str, str]) -> None:
    application, _secret = program()
    answer = browser.get("/o/authorize/", consent_address(application, "attempts:write", **more))
    if answer.status_code == 302:
        assert answer["Location"].startswith(f"{BACK}?"), answer["Location"]
        assert "error=" in answer["Location"]
        assert "code=" not in answer["Location"]
    else:
        assert answer.status_code == 400
        assert "allow" not in answer.content.decode()


def test_a_challenge_in_plain_words_brings_no_code(browser: Client) -> None:
    application, _secret = program()
    asked = consent_address(application, "attempts:write", code_challenge_method="plain") | {"allow": "true"}
    assert "code=" not in browser.post("/o/authorize/", asked).headers.get("Location", "")


def test_a_token_does_only_what_it_was_given_for(browser: Client, place: Place) -> None:
    _application, _secret, tokens = given(browser, "results:read")
    answer = started(with_token(tokens["access_token"]), place)
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert answer.json()["fields"]["scope"]["needed"] == "attempts:write"
    # Nor what no scope is for, whatever it was given for.
    nonce = "/api/v1/h5p/attempts/00000000-0000-0000-0000-000000000000/result/"
    answer = with_token(tokens["access_token"]).post(nonce, "{}", content_type="application/json")
    assert answer.status_code in {403, 404}


def test_a_token_loses_what_its_application_may_no_longer_ask_for(browser: Client, place: Place) -> None:
    application, _secret, tokens = given(browser)
    application.scopes = ["results:read"]
    application.save()
    assert started(with_token(tokens["access_token"]), place).json()["code"] == "insufficient_scope"


def test_a_token_that_is_not_good_is_refused_with_401(browser: Client, place: Place) -> None:
    application, secret, tokens = given(browser)
    bearer = with_token(tokens["access_token"])
    assert started(bearer, place).status_code == 201

    def refused() -> bool:
        answer = started(bearer, place)
        right = (answer.status_code, answer.json().get("code")) == (401, "invalid_token")
        return right and 'error="invalid_token"' in answer["WWW-Authenticate"]

    assert started(with_token("none"), place).status_code == 401
    Person.objects.update(is_active=False)
    assert refused()
    Person.objects.update(is_active=True)
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert refused()
    AccessToken.objects.update(expires=timezone.now() + timedelta(hours=1))
    back = {"client_id": application.client_id, "client_secret": secret, "token": tokens["access_token"]}
    assert Client().post("/o/revoke_token/", back).status_code == 200
    assert refused()


def test_a_token_in_the_address_is_none(browser: Client, place: Place) -> None:
    _application, _secret, tokens = given(browser)
    address = f"/api/v1/quizzes/{place.unit.key}/attempts/?access_token={tokens['access_token']}"
    assert Client().post(address, "{}", content_type="application/json").status_code == 403


def test_tokens_and_secrets_are_kept_as_hashes(browser: Client) -> None:
    application, secret, tokens = given(browser)
    kept = [*AccessToken.objects.values_list("token", flat=True), *RefreshToken.objects.values_list("token", flat=True)]
    assert kept == ["", ""]
    application.refresh_from_db()
    assert secret not in application.client_secret
    assert application.client_secret.startswith("argon2")
    assert tokens["access_token"] not in str(list(AccessToken.objects.values()))


def test_a_renewal_is_good_for_once_and_its_second_use_ends_them_all(browser: Client, place: Place) -> None:
    application, secret, tokens = given(browser)
    asked = {"grant_type": "refresh_token", "client_id": application.client_id, "client_secret": secret}
    renewed = Client().post("/o/token/", asked | {"refresh_token": tokens["refresh_token"]}).json()
    assert started(with_token(renewed["access_token"]), place).status_code == 201
    again = Client().post("/o/token/", asked | {"refresh_token": tokens["refresh_token"]})
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert started(with_token(renewed["access_token"]), place).status_code == 401


def test_a_program_that_acts_by_itself_acts_for_its_person_and_takes_no_test(place: Place) -> None:
    token = token_by_itself(place.person, scopes=["quizzes:read", "attempts:write"])
    assert AccessToken.objects.get().user == place.person
    assert AccessToken.objects.get().scope == "quizzes:read"
    assert started(with_token(token), place).json()["code"] == "insufficient_scope"
    application, secret = program(place.person)
    asked = {"grant_type": "client_credentials", "client_id": application.client_id, "client_secret": secret}
    refused = Client().post("/o/token/", asked | {"scope": "attempts:write"})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_scope")
    Person.objects.update(is_active=False)
    assert Client().post("/o/token/", asked).status_code == 401


def test_a_program_looks_up_its_own_tokens_and_learns_nobodys_name(browser: Client, place: Place) -> None:
    application, secret, tokens = given(browser)
    own = {"client_id": application.client_id, "client_secret": secret, "token": tokens["access_token"]}
    seen = Client().post("/o/introspect/", own)
    assert seen.json()["active"]
    assert seen.json()["scope"] == "attempts:write"
    assert place.person.email not in seen.content.decode()
    other, others_secret = program()
    foreign = own | {"client_id": other.client_id, "client_secret": others_secret}
    assert Client().post("/o/introspect/", foreign).json() == {"active": False}
    assert Client().post("/o/introspect/", own | {"client_secret": "wrong"}).status_code == 403
    assert Client().get("/o/introspect/", own).status_code in {403, 405}


@pytest.mark.parametrize("grant", ["password", "urn:ietf:params:oauth:grant-type:device_code", "", "x"])
def test_no_other_way_leads_to_a_token(grant: str) -> None:
    application, secret = program(PersonFactory.create())
    asked = {"grant_type": grant, "client_id": application.client_id, "client_secret": secret}
    answer = Client().post("/o/token/", asked | {"username": "a", "password": "b"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_secrets_cannot_be_tried_without_end() -> None:
    asked = {"grant_type": "client_credentials", "client_id": "nobody", "client_secret": "x"}
    # The window may turn over once between them: of so many, some are too many in one of two windows.
    refused = [one for one in (Client().post("/o/token/", asked) for _ in range(125)) if one.status_code == 429]
    assert refused
    assert 1 <= int(refused[0]["Retry-After"]) <= 60


def test_what_is_over_is_forgotten(browser: Client) -> None:
    given(browser)
    forget()
    assert AccessToken.objects.exists()
    AccessToken.objects.update(expires=timezone.now() - timedelta(days=31))
    forget()
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.exists()


def test_whoever_has_signed_in_pays_nothing_for_tokens(browser: Client, place: Place) -> None:
    started(browser, place)
    attempt = Attempt.objects.get()
    body = json.dumps({"answers": [{"question": 1, "sequence": 1, "answer": None}]})
    with CaptureQueriesContext(connection) as asked:
        browser.post(f"/api/v1/attempts/{attempt.public_id}/answers/", body, content_type="application/json")
    said = [one["sql"] for one in asked.captured_queries]
    assert not [sql for sql in said if "oauth" in sql or "api_application" in sql]


def test_an_administrator_registers_changes_and_renews_in_the_cms(client: Client) -> None:
    administrator = person_in(Role.ADMINISTRATOR)
    service = person_in(Role.INSTRUCTOR, email="service@agency.example")
    client.force_login(administrator)
    form = {"name": "คลังข้อสอบกลาง", "email": "Service@agency.example", "scopes": ["bank:read", "bank:write"]}
    page = client.post("/cms/applications/new/", form)
    application = Application.objects.get()
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert application.user == service
    assert application.by_itself
    for address in ("", f"edit/{application.pk}/", f"history/{application.pk}/"):
        assert secret not in client.get(f"/cms/applications/{address}").content.decode()
    asked = {"grant_type": "client_credentials", "client_id": application.client_id, "client_secret": secret}
    assert Client().post("/o/token/", asked).status_code == 200
    client.post(f"/cms/applications/edit/{application.pk}/", {"name": "คลังข้อสอบ", "scopes": ["bank:read"]})
    application.refresh_from_db()
    assert (application.name, application.scopes) == ("คลังข้อสอบ", ["bank:read"])
    assert Client().post("/o/token/", asked).status_code == 200
    renewed = client.post(f"/cms/applications/secret/{application.pk}/").context["secret"]
    assert not AccessToken.objects.exists()
    assert Client().post("/o/token/", asked).status_code == 401
    assert Client().post("/o/token/", asked | {"client_secret": renewed}).status_code == 200
    done = list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))
    assert done == ["api.register", "api.amend", "api.renew_secret"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"email": "root@agency.example", "scopes": ["bank:read"]}, "email"),
        ({"email": "nobody@agency.example", "scopes": ["bank:read"]}, "email"),
        ({"email": "service@agency.example", "scopes": ["attempts:write"]}, "scopes"),
        ({"scopes": ["bank:read"]}, "addresses"),
        ({"scopes": ["bank:read"], "addresses": "http://program.example/back"}, "addresses"),
        ({"scopes": ["bank:read"], "addresses": "https://*.example/"}, "addresses"),
        ({"addresses": BACK}, "scopes"),
    ],
)
def test_no_application_is_a_way_to_climb(client: Client, form: dict[str, Any], field: str) -> None:
    PersonFactory.create(email="root@agency.example", is_superuser=True)
    PersonFactory.create(email="service@agency.example")
    client.force_login(person_in(Role.ADMINISTRATOR))
    page = client.post("/cms/applications/new/", {"name": "โปรแกรม", **form})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Application.objects.exists()


def test_the_toolkit_finds_nothing_to_warn_of_before_production() -> None:
    call_command("check", "--deploy", "--tag", "security", "--fail-level", "ERROR")


def test_a_person_sees_whom_they_let_in_and_takes_it_back(browser: Client, place: Place) -> None:
    application, secret, tokens = given(browser, "attempts:write results:read")
    token_by_itself(place.person)
    said = browser.get("/th/accounts/programs/").content.decode()
    assert said.count("ทำแบบทดสอบในนามของท่าน") == 1
    assert said.count("card__title") == 1, "who acts by itself was let in by an administrator"
    stranger = Client()
    stranger.force_login(PersonFactory.create())
    assert "card__title" not in stranger.get("/en/accounts/programs/").content.decode()
    stranger.post("/en/accounts/programs/", {"application": application.pk})
    assert with_token(tokens["access_token"]).get("/api/v1/attempts/").status_code == 200
    for asked in (application.pk, application.pk, "x", ""):
        answer = browser.post("/th/accounts/programs/", {"application": asked}, follow=True)
        assert "card__title" not in answer.content.decode()
    assert with_token(tokens["access_token"]).get("/api/v1/attempts/").status_code == 401
    again = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    known = {"client_id": application.client_id, "client_secret": secret}
    assert Client().post("/o/token/", again | known).status_code == 400
    assert ModelLogEntry.objects.filter(action="api.take_back", user=place.person).count() == 1
