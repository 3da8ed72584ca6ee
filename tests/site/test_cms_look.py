"""The CMS in the academy's look."""

import pytest
from playwright.sync_api import Page

from tests.browsing import screenshot, signed_in
from tests.factories.people import PersonFactory


@pytest.mark.browser
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_cms_speaks_in_the_academys_name_and_letters(page: Page, language: str) -> None:
    name = "Digital Government Academy" if language == "en" else "สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ"
    signed_in(page, PersonFactory.create(is_superuser=True, preferred_language=language))
    page.context.add_cookies([{"name": "django_language", "value": language, "domain": "localhost", "path": "/"}])
    page.goto("/cms/")
    assert page.title().endswith(name)
    assert page.locator(".academy-emblem").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Sarabun")
    screenshot(page, f"cms-home-{language}")
    page.goto("/cms/pages/")
    screenshot(page, f"cms-pages-{language}")
    page.goto("/cms/settings/site/contact/")
    page.wait_for_load_state("networkidle")
    screenshot(page, f"cms-contact-{language}")
