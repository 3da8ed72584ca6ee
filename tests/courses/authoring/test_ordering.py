"""The order of a course's parts: changed by whoever edits, in all languages at once; parts of one language count."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from academy.errors import Refusal
from academy.people.roles import Role
from courses import ordering, releasing
from courses.models import CoursePage, LessonPage, ModulePage
from courses.tree import parts_of
from tests.factories.courses import course_tree, lesson, publish
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return course_tree("a", modules=2, lessons=3)


def slugs(page: CoursePage) -> list[str]:
    """The lessons of the first two modules, as they lie in the tree of that page's language."""
    return list(LessonPage.objects.descendant_of(page).order_by("path").values_list("slug", flat=True))


def key(slug: str) -> object:
    return LessonPage.objects.filter(slug=slug)[0].translation_key


def english(page: CoursePage) -> CoursePage:
    return page.get_translations().get()


class TestAnInstructor:
    def test_moves_a_lesson_in_both_languages_and_the_release_follows(self, course: CoursePage) -> None:
        by = person_in(Role.INSTRUCTOR)
        ordering.shift(course, key("a-1-3"), down=False, by=by)
        wanted = ["a-1-1", "a-1-3", "a-1-2", "a-2-1", "a-2-2", "a-2-3"]
        assert slugs(course) == slugs(english(course)) == wanted
        assert [unit.slug for unit in releasing.preview(course).outline.units] == wanted
        assert PageLogEntry.objects.filter(action="wagtail.reorder", user=by).count() == 2

    def test_moves_from_the_other_language_alike(self, course: CoursePage) -> None:
        ordering.shift(english(course), key("a-1-1"), down=True, by=person_in(Role.INSTRUCTOR))
        assert slugs(course)[:2] == slugs(english(course))[:2] == ["a-1-2", "a-1-1"]

    def test_moves_a_module_with_all_that_is_in_it(self, course: CoursePage) -> None:
        module = ModulePage.objects.child_of(course).first()
        assert module
        ordering.shift(course, module.translation_key, down=True, by=person_in(Role.INSTRUCTOR))
        assert slugs(course) == ["a-2-1", "a-2-2", "a-2-3", "a-1-1", "a-1-2", "a-1-3"]

    def test_moves_nothing_beyond_the_ends(self, course: CoursePage) -> None:
        with pytest.raises(Refusal, match="at_the_end"):
            ordering.shift(course, key("a-1-1"), down=False, by=person_in(Role.INSTRUCTOR))

    def test_moves_nothing_of_another_course(self, course: CoursePage) -> None:
        course_tree("b", modules=1, lessons=2)
        with pytest.raises(Refusal, match="not_found"):
            ordering.shift(course, key("b-1-1"), down=True, by=person_in(Role.INSTRUCTOR))

    @pytest.mark.parametrize("language", ["th", "en"])
    def test_does_it_by_buttons(self, course: CoursePage, client: Client, language: str) -> None:
        client.force_login(person_in(Role.INSTRUCTOR, preferred_language=language))
        address = reverse("courses_order", args=[course.pk])
        answer = client.post(address, {"part": key("a-1-2"), "deed": "up"}, follow=True)
        assert slugs(course)[:2] == ["a-1-2", "a-1-1"]
        assert b"autofocus" in answer.content, "the keyboard stays where it was"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
def test_whoever_does_not_edit_orders_nothing(course: CoursePage, role: Role) -> None:
    with pytest.raises(Refusal, match="forbidden"):
        ordering.shift(course, key("a-1-1"), down=True, by=person_in(role))


class TestAPartOfOneLanguage:
    def test_enters_the_release_where_its_own_language_puts_it(self, course: CoursePage) -> None:
        module = ModulePage.objects.child_of(english(course)).first()
        extra = lesson(module, "only-english")
        extra.move(LessonPage.objects.child_of(module).first(), pos="right")
        outline = releasing.preview(course).outline
        assert [unit.slug for unit in outline.units][:3] == ["a-1-1", "only-english", "a-1-2"]
        unit = outline.by_slug["only-english"]
        assert unit.languages == ("en",)
        assert unit.module == module.translation_key

    def test_enters_with_its_module(self, course: CoursePage) -> None:
        module = publish(english(course), ModulePage(title="Extra", slug="extra"))
        lesson(module, "only-english")
        outline = releasing.preview(course).outline
        assert outline.modules[-1] == module.translation_key
        assert outline.units[-1].slug == "only-english"

    def test_is_put_in_order_in_its_own_language(self, course: CoursePage) -> None:
        module = ModulePage.objects.child_of(english(course)).first()
        extra = lesson(module, "only-english")
        ordering.shift(course, extra.translation_key, down=False, by=person_in(Role.INSTRUCTOR))
        part = parts_of(course)[0]
        assert [below.page.slug for below in part.parts] == ["a-1-1", "a-1-2", "only-english", "a-1-3"]

    def test_changes_no_place_with_a_part_of_the_other_language_alone(self, course: CoursePage) -> None:
        extra = lesson(ModulePage.objects.child_of(english(course)).first(), "only-english")
        lesson(ModulePage.objects.child_of(course).first(), "only-thai")
        with pytest.raises(Refusal, match="no_common_order"):
            ordering.shift(course, extra.translation_key, down=True, by=person_in(Role.INSTRUCTOR))
