"""Releasing: what it freezes, what it refuses, what it keeps."""

import pytest
from django.utils import timezone, translation

from academy.errors import Refusal
from assessments.models import QuizPage
from courses import keeping, releasing
from courses.models import Course, CoursePage, KeptPage, LessonPage, ModulePage, Release
from tests.factories.courses import course_tree, lesson, publish, released

pytestmark = pytest.mark.django_db


def faults(page: CoursePage) -> str:
    return "\n".join(str(fault) for fault in releasing.preview(CoursePage.objects.get(pk=page.pk)).faults)


def test_the_first_release_makes_the_course_with_the_address_of_its_source_page() -> None:
    made = released(course_tree("big-data"))
    course = Course.objects.get()
    assert (course.slug, course.current_release, made.number) == ("big-data", made, 1)


def test_a_release_freezes_units_in_reading_order_with_their_modules_and_languages() -> None:
    outline = released(course_tree("a", modules=2, lessons=2)).outline
    assert [unit.slug for unit in outline.units] == ["a-1-1", "a-1-2", "a-2-1", "a-2-2"]
    assert [outline.modules.index(unit.module) for unit in outline.units if unit.module] == [0, 0, 1, 1]
    assert all(unit.languages == ("th", "en") for unit in outline.units)
    assert outline.languages == ("th", "en")


def test_publishing_never_changes_a_release() -> None:
    page = course_tree("a", hours=3)
    made = released(page)
    page.hours = 9
    page.save_revision().publish()
    assert Release.objects.get(pk=made.pk).outline.hours == 3
    assert Release.objects.count() == 1


def test_the_english_page_releases_the_same_course() -> None:
    thai = course_tree("a")
    english = CoursePage.objects.get(translation_key=thai.translation_key, locale__language_code="en")
    assert released(english).course.key == thai.translation_key
    assert releasing.preview(english).source == thai


def test_a_second_release_of_the_same_is_refused() -> None:
    page = course_tree("a")
    released(page)
    with pytest.raises(Refusal) as refused:
        released(page)
    assert refused.value.code == "release_unchanged"
    assert Release.objects.count() == 1


def test_a_new_lesson_makes_a_second_release_that_says_so() -> None:
    page = course_tree("a", modules=1)
    released(page)
    new = lesson(ModulePage.objects.child_of(page).get(), "extra", title="บทใหม่")
    changes = releasing.preview(page).changes
    assert [(change.change.value, change.key) for change in changes] == [("added", new.translation_key)]
    assert released(page).number == 2


def test_an_incomplete_course_is_refused_with_every_fault_and_nothing_is_made() -> None:
    page = course_tree("a", modules=1, lessons=1, hours=0)
    unit = LessonPage.objects.descendant_of(page).get()
    unit.body = []
    unit.save_revision().publish()
    with pytest.raises(Refusal) as refused:
        released(page)
    assert refused.value.code == "course_incomplete"
    said = refused.value.fields["faults"]
    assert len(said) == 2
    assert said[0].startswith(page.title)
    assert said[1].startswith(unit.title)
    assert Release.objects.count() == Course.objects.count() == 0


def test_a_course_without_units_is_incomplete() -> None:
    with translation.override("en"):
        assert "no lessons or tests" in faults(course_tree("a", modules=0))


def test_a_unit_never_published_is_a_fault_and_one_unpublished_later_is_a_removal() -> None:
    page = course_tree("a", modules=1)
    module = ModulePage.objects.child_of(page).get()
    released(page)
    draft = LessonPage(title="ร่าง", slug="draft", live=False, locale=module.locale)
    module.add_child(instance=draft)
    assert "ร่าง" in faults(page)
    draft.delete()
    gone = LessonPage.objects.child_of(ModulePage.objects.get(pk=module.pk)).first()
    assert gone is not None
    gone.unpublish()
    assert faults(page) == ""
    assert [c.change.value for c in releasing.preview(page).changes] == ["removed"]


def test_two_units_with_one_address_are_a_fault() -> None:
    page = course_tree("a", modules=2, lessons=1)
    for module in ModulePage.objects.child_of(page):
        lesson(module, "same")
    assert faults(page).count("same") >= 2


def test_an_address_that_another_course_has_is_a_fault() -> None:
    released(course_tree("a"))
    other = course_tree("b")
    other.slug = "a-new"
    other.save_revision().publish()
    Course.objects.create(slug="a-new")
    assert "a-new" in faults(other)
    with pytest.raises(Refusal) as refused:
        released(other)
    assert refused.value.code == "course_incomplete"


def test_courses_that_require_each_other_are_a_fault() -> None:
    first, second = course_tree("a"), course_tree("b")
    course_a = released(first).course
    second.requires.add(course_a)
    second.save_revision().publish()
    course_b = released(second).course
    first.requires.add(course_b)
    first.save_revision().publish()
    assert "“b”" in faults(first)


def test_nothing_required_is_a_fault() -> None:
    page = course_tree("a", modules=1, lessons=1)
    unit = LessonPage.objects.descendant_of(page).get()
    unit.required = False
    unit.save_revision().publish()
    assert faults(page)


def test_a_lesson_takes_the_time_of_its_shortest_language_at_400_words_a_minute() -> None:
    page = course_tree("a", modules=1, lessons=1, words=400)
    thai, english = LessonPage.objects.order_by("path")
    unit = releasing.preview(page).outline.units[0]
    assert unit.rule.kind == "attended"
    assert unit.rule.seconds == round(min(thai.words(), english.words()) * 60 / 400)
    assert thai.words() != english.words()
    assert thai.words() > 100


def test_an_author_may_set_the_least_time() -> None:
    page = course_tree("a", modules=1, lessons=1)
    unit = LessonPage.objects.descendant_of(page).get()
    unit.minimum_seconds = 7
    unit.save_revision().publish()
    assert releasing.preview(page).outline.units[0].rule.seconds == 7


def test_a_release_keeps_every_page_in_every_language_and_can_render_it_when_it_is_deleted() -> None:
    page = course_tree("a", modules=1, lessons=1)
    made = released(page)
    assert KeptPage.objects.filter(release=made).count() == 6
    unit = made.outline.units[0]
    LessonPage.objects.filter(translation_key=unit.key).first().delete()
    CoursePage.objects.filter(translation_key=made.course.key).first().delete()
    kept = keeping.kept_page(made, unit.key, "th")
    assert kept is not None
    assert "เริ่มจากคำถาม" in kept.body.render_as_block()
    assert kept.locale.language_code == "th"


def test_the_wording_of_a_released_lesson_may_go_on_changing() -> None:
    page = course_tree("a", modules=1, lessons=1)
    made = released(page)
    unit = LessonPage.objects.descendant_of(page).get()
    unit.title = "ชื่อใหม่"
    unit.save_revision().publish()
    assert releasing.preview(page).changes == ()
    kept = keeping.kept_page(made, unit.translation_key, "th")
    assert kept.title != "ชื่อใหม่"


def test_a_page_that_only_mirrors_another_language_does_not_count_as_one() -> None:
    page = course_tree("a", modules=1, lessons=1, languages=("th",))
    from wagtail.models import Locale

    from tests.factories.courses import catalogue

    catalogue("en")
    page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True, alias=True)
    assert releasing.preview(page).outline.languages == ("th",)


def test_a_draft_course_page_is_a_fault() -> None:
    page = course_tree("a", languages=("th",))
    page.unpublish()
    assert faults(page)


def test_moved_and_changed_units_are_said_once_each() -> None:
    page = course_tree("a", modules=2, lessons=2)
    released(page)
    units = list(LessonPage.objects.descendant_of(page).order_by("path"))
    units[3].move(units[0], pos="left")
    changed = LessonPage.objects.get(pk=units[1].pk)
    changed.minimum_seconds = 1
    changed.save_revision().publish()
    changes = {(c.change.value, c.key) for c in releasing.preview(page).changes}
    assert ("moved", units[3].translation_key) in changes
    assert ("rule", units[1].translation_key) in changes
    assert len([c for c in changes if c[0] == "moved"]) == 1


def test_a_test_may_stand_below_the_course_without_a_module() -> None:
    page = course_tree("a", modules=1, lessons=1)
    quiz = publish(page, QuizPage(title="แบบทดสอบ", slug="final"))
    draft = releasing.preview(page)
    assert [(unit.slug, unit.module is None) for unit in draft.outline.units] == [("a-1-1", False), ("final", True)]
    assert {fault.page for fault in draft.faults} == {quiz.pk}


def test_the_moment_of_release_is_the_given_one() -> None:
    at = timezone.now().replace(year=2025)
    made = releasing.release(course_tree("a"), by=None, note="แรก", at=at)
    assert (made.made_at, made.note) == (at, "แรก")
