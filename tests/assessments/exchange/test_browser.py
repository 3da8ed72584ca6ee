"""Importing and exporting in a real browser, in both languages, wide and narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from academy.people.roles import Role
from assessments.models import Question
from tests.browsing import assert_accessible, screenshot, signed_in
from tests.factories.people import person_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
GIFT = """$CATEGORY: ธรรมาภิบาลข้อมูล

::ข้อมูลเปิด::ข้อมูลเปิดคืออะไร{=ข้อมูลที่ทุกคนใช้ได้ ~ข้อมูลลับ}

::ร้อยละ::ร้อยละ 80 ของ 50 เป็นเท่าใด{#40:0.5#ดี}

ย่อหน้านี้ไม่ใช่คำถาม
"""


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_file_is_looked_at_brought_in_and_taken_out(page: Page, tmp_path: Path, language: str, width: int) -> None:
    file = tmp_path / "questions.gift"
    file.write_text(GIFT, encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    signed_in(page, person_in(Role.INSTRUCTOR, preferred_language=language)).goto("/cms/questions/import/")
    said = f"exchange-{language}-{width}"
    for step in ("file", "look", "done"):
        assert_accessible(page, within=".exchange")
        screenshot(page, f"{said}-{step}")
        if step == "file":
            page.locator("input[type=file]").set_input_files(file)
        if step != "done":
            page.locator(".exchange button[type=submit]").click()
            expect(page.locator(".exchange [role=status]")).to_be_visible()
    assert Question.objects.count() == 2
    page.goto("/cms/questions/export/")
    assert_accessible(page, within=".exchange")
    screenshot(page, f"{said}-export")
    page.locator("input[value=csv]").check()
    with page.expect_download() as download:
        page.locator(".exchange button[type=submit]").click()
    assert download.value.suggested_filename == "questions.csv"
