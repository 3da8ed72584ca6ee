"""Translating a course with wagtail-localize: what translators get, what follows the source."""

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from academy.errors import Refusal
from academy.people.roles import Role
from courses import translating
from courses.models import CoursePage, LessonPage, ModulePage
from tests.factories.courses import catalogue, course_tree
from tests.factories.people import person_in

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


class TestEndingATranslation:
    """The bar below the editor: an instructor submits, a reviewer approves or sends back."""

    @pytest.fixture
    def lesson(self, thai: CoursePage) -> LessonPage:
        """The English lesson: its title translated, nothing else."""
        for model in (CoursePage, ModulePage):
            translate(submitted(model.objects.get(locale__language_code="th"))[0])
        translation, _said = submitted(LessonPage.objects.get(locale__language_code="th"))
        translation.save_target(publish=False)
        return LessonPage.objects.get(locale__language_code="en")

    @staticmethod
    def says(page: LessonPage, path: str, text: str) -> None:
        translation = Translation.objects.get(source__object_id=page.translation_key)
        segment = translation.source.stringsegment_set.select_related("string", "context").get(context__path=path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": text},
        )

    def test_is_submitted_by_an_instructor_and_published_by_a_reviewer(self, lesson: LessonPage) -> None:
        self.says(lesson, "title", "Start")
        instructor, reviewer = person_in(Role.INSTRUCTOR), person_in(Role.REVIEWER)
        translating.submit(lesson, by=instructor)
        lesson.refresh_from_db()
        assert not lesson.live
        standing = translating.standing_of(lesson, reviewer)
        assert standing
        assert standing.in_review
        assert standing.may_decide
        translating.decide(lesson, by=reviewer, approve=True, stamp=standing.stamp)
        lesson.refresh_from_db()
        assert lesson.live
        assert lesson.title == "Start"

    def test_is_never_published_by_whoever_may_not(self, lesson: LessonPage) -> None:
        self.says(lesson, "title", "Start")
        instructor = person_in(Role.INSTRUCTOR)
        translating.submit(lesson, by=instructor)
        standing = translating.standing_of(lesson, instructor)
        assert standing
        assert not standing.may_decide
        with pytest.raises(Refusal, match="forbidden"):
            translating.decide(lesson, by=instructor, approve=True, stamp=standing.stamp)
        lesson.refresh_from_db()
        assert not lesson.live

    def test_submits_nothing_where_nothing_is_translated(self, lesson: LessonPage) -> None:
        with pytest.raises(Refusal, match="nothing_translated"):
            translating.submit(lesson, by=person_in(Role.INSTRUCTOR))
        assert not lesson.workflow_in_progress

    def test_does_not_approve_a_wording_that_nobody_looked_at(self, lesson: LessonPage) -> None:
        self.says(lesson, "title", "Start")
        translating.submit(lesson, by=person_in(Role.INSTRUCTOR))
        reviewer = person_in(Role.REVIEWER)
        seen = translating.standing_of(lesson, reviewer)
        self.says(lesson, "title", "Something else")
        with pytest.raises(Refusal, match="changed"):
            translating.decide(lesson, by=reviewer, approve=True, stamp=seen.stamp if seen else "")
        lesson.refresh_from_db()
        assert not lesson.live

    def test_comes_back_with_a_comment_and_is_submitted_again(self, lesson: LessonPage, client: Client) -> None:
        self.says(lesson, "title", "Start")
        instructor, reviewer = person_in(Role.INSTRUCTOR), person_in(Role.REVIEWER)
        translating.submit(lesson, by=instructor)
        translating.decide(lesson, by=reviewer, approve=False, comment="A verb, please.")
        client.force_login(instructor)
        address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
        assert "A verb, please." in client.get(address).content.decode()
        answer = client.post(reverse("courses_translation", args=[lesson.pk]), {"deed": "submit"})
        assert answer.headers["Location"] == address
        standing = translating.standing_of(lesson.__class__.objects.get(pk=lesson.pk), reviewer)
        assert standing
        assert standing.in_review
        assert standing.may_decide

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
    def test_is_closed_to_those_who_write_nothing(self, lesson: LessonPage, client: Client, role: Role) -> None:
        client.force_login(person_in(role))
        answer = client.post(reverse("courses_translation", args=[lesson.pk]), {"deed": "submit"})
        assert answer.status_code == 302
        assert not LessonPage.objects.get(pk=lesson.pk).workflow_in_progress
