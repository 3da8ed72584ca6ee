"""The pages of signing in and of one's account, as django-allauth shows them in our look."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from playwright.sync_api import Page

from tests.browsing import assert_accessible, assert_fits, screenshot, signed_in
from tests.factories.people import PersonFactory

ENTRANCES = ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/"]
MANAGED = ["email/", "password/change/", "2fa/", "2fa/totp/activate/", "logout/", "3rdparty/", "reauthenticate/"]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_page_of_an_account_is_accessible_and_fits(page: Page, language: str, look: str) -> None:
    page.context.add_cookies([{"name": "look", "value": look, "domain": "localhost", "path": "/"}])
    person = PersonFactory.create(preferred_language=language)
    person.set_password("correct horse battery")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ENTRANCES:
        visit(page, language, look, address)
    signed_in(page, person)
    # Changing how one signs in asks for the password again, once.
    visit(page, language, look, "2fa/")
    page.goto(f"/{language}/accounts/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        screenshot(page, f"account-{language}-{look}-reauthenticate-asked")
        page.locator("input[type=password]").fill("correct horse battery")
        page.locator("main form button").first.click()
    for address in MANAGED:
        visit(page, language, look, address)


def visit(page: Page, language: str, look: str, address: str) -> None:
    answer = page.goto(f"/{language}/accounts/{address}")
    assert answer is not None
    assert answer.status == 200, page.url
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"account-{language}-{look}-{address.strip('/').replace('/', '-')}")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_wrong_password_is_told_above_the_form_and_keeps_the_address(client: Client, language: str) -> None:
    said = client.post(
        f"/{language}/accounts/login/", {"login": "a@agency.example", "password": "wrong"}
    ).content.decode()
    assert 'role="alert"' in said
    assert 'value="a@agency.example"' in said


@pytest.mark.django_db
def test_a_fault_is_told_beside_its_field_and_tied_to_it(client: Client) -> None:
    said = client.post("/en/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert 'id="id_login_error"' in said
    assert 'aria-describedby="id_login_error"' in said
    assert 'aria-invalid="true"' in said


@pytest.mark.django_db
def test_the_label_of_each_field_is_seen(client: Client) -> None:
    said = client.get("/en/accounts/login/").content.decode()
    assert '<label for="id_login">' in said
    assert '<label for="id_password">' in said
