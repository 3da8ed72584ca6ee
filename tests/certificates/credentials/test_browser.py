"""The holder's page, the page they share and the achievement, in a browser: shared by the button, and within reach."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from certificates.models import Credential
from tests.browsing import assert_accessible, assert_fits, screenshot, signed_in
from tests.factories.certificates import ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "th": ("สร้างหน้าเว็บเพื่อแบ่งปัน", "เปิดหน้าเว็บ", "เกณฑ์ที่ผ่าน"),
    "en": ("Make a page to share", "Open the page", "What it took"),
}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_holder_makes_a_page_and_others_see_it(
    page: Page, settings: Settings, live_server: object, language: str, width: int
) -> None:
    settings.PUBLIC_ORIGIN = str(live_server)
    certificate = ready()
    make, opened, took = WORDS[language]
    page.set_viewport_size({"width": width, "height": 800})
    page.context.add_cookies([{"name": "django_language", "value": language, "domain": "localhost", "path": "/"}])
    page.context.set_extra_http_headers({"Accept-Language": language})
    signed_in(page, certificate.person).goto(f"/{language}/certificates/{certificate.code}/")
    looked_at(page, f"badge-own-{language}-{width}")
    page.get_by_role("button", name=make).click()
    expect(page.locator("#address")).to_have_value(re.compile(f"/shared/{certificate.code}/$"))
    looked_at(page, f"badge-sharing-{language}-{width}")
    page.get_by_role("link", name=opened).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(certificate.facts.holder.in_language(language))
    looked_at(page, f"badge-shared-{language}-{width}")
    page.get_by_role("link", name=took).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(certificate.facts.course.in_language(language))
    looked_at(page, f"badge-achievement-{language}-{width}")
    assert Credential.objects.get().shared_at is not None


def looked_at(page: Page, name: str) -> None:
    """It fits, is accessible, and its badge is drawn; a picture is kept when asked for."""
    assert page.locator("img.medal").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert_fits(page)
    assert_accessible(page)
    screenshot(page, name)
