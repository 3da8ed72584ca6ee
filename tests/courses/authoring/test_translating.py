"""Translating a course with wagtail-localize: what translators get, what follows the source."""

import pytest
from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.models import CoursePage, LessonPage, ModulePage
from tests.factories.courses import catalogue, course_tree

pytestmark = pytest.mark.django_db

TABLE = {
    "cells": {
        "columns": [{"type": "text", "heading": "ระดับ"}, {"type": "text", "heading": "ตัวอย่าง"}],
        "rows": [{"values": ["เปิดเผย", "สถิติ"]}],
        "caption": "ชั้นความลับ",
    },
    "row_headers": True,
}


@pytest.fixture
def thai() -> CoursePage:
    page = course_tree("a", modules=1, lessons=1, languages=("th",), hours=3)
    catalogue("en")
    unit = LessonPage.objects.get()
    unit.body = [
        *[(child.block_type, child.value) for child in unit.body],
        ("table", TABLE),
        ("code", {"language": "sql", "code": "SELECT 1"}),
        ("accordion", {"parts": [{"heading": "ถาม", "text": "<p>ตอบ</p>"}]}),
    ]
    unit.save_revision().publish()
    return page


def submitted(page: object) -> tuple[Translation, list[str]]:
    source, _made = TranslationSource.get_or_create_from_instance(page)
    source.refresh_segments()
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    said = [segment.string.data for segment in source.stringsegment_set.select_related("string").order_by("order")]
    return translation, said


def translate(translation: Translation) -> None:
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=f"EN {segment.string.data}",
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)


def test_every_text_of_a_lesson_is_a_segment_and_code_is_not(thai: CoursePage) -> None:
    translate(submitted(thai)[0])
    translate(submitted(ModulePage.objects.get(locale__language_code="th"))[0])
    _translation, said = submitted(LessonPage.objects.get(locale__language_code="th"))
    for text in ("เริ่มจากคำถาม", "ชั้นความลับ", "ระดับ", "สถิติ", "ถาม", "ตอบ", "เริ่มจากปัญหา", "สมมติว่าจังหวัดหนึ่ง"):
        assert text in said, text
    assert "SELECT 1" not in said
    assert "a-1-1" not in said


def test_a_translated_course_tree_publishes_with_the_sources_settings(thai: CoursePage) -> None:
    for page in (thai, ModulePage.objects.get(), LessonPage.objects.get()):
        translate(submitted(page)[0])
    course = CoursePage.objects.get(locale__language_code="en")
    unit = LessonPage.objects.get(locale__language_code="en")
    assert course.live
    assert unit.live
    assert (course.hours, course.area, course.slug) == (thai.hours, thai.area, "a")
    assert course.title.startswith("EN ")
    table = next(child.value for child in unit.body if child.block_type == "table")["cells"]
    assert table.caption == "EN ชั้นความลับ"
    assert table.columns[1]["heading"] == "EN ตัวอย่าง"
    assert table.row_data[0]["values"] == ["EN เปิดเผย", "EN สถิติ"]
    assert "SELECT 1" in str(unit.body)
    assert "EN ตอบ" in unit.body.render_as_block()
    assert "EN เริ่มจากปัญหา" in unit.body.render_as_block()


def test_changing_the_hours_of_the_source_changes_the_translation_too(thai: CoursePage) -> None:
    translation, _said = submitted(thai)
    translate(translation)
    thai.hours = 9
    thai.sequential = True
    thai.save_revision().publish()
    translation.source.update_from_db()
    translation.save_target(publish=True)
    english = CoursePage.objects.get(locale__language_code="en")
    assert (english.hours, english.sequential) == (9, True)
