"""Addresses, previews, roles and review of the pages that instructors write."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow

from academy.people.roles import Role
from courses import tasks
from courses.models import CataloguePage, Course, CoursePage, LessonPage, ModulePage
from tests.factories.courses import catalogue, course_tree, released
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db


def first_lesson(page: CoursePage) -> LessonPage:
    found = LessonPage.objects.descendant_of(page).order_by("path").first()
    assert found is not None
    return found


def test_nothing_has_an_address_before_its_release() -> None:
    page = course_tree("a", modules=1, lessons=1)
    for one in (page, ModulePage.objects.descendant_of(page).get(), first_lesson(page)):
        assert one.url is None
        assert one.full_url is None
        assert one.get_sitemap_urls() == []


def test_after_it_every_page_has_the_learners_address_in_its_language() -> None:
    page = course_tree("a", modules=1, lessons=1)
    released(page)
    english = CoursePage.objects.get(translation_key=page.translation_key, locale__language_code="en")
    assert CoursePage.objects.get(pk=page.pk).url == "/th/courses/a/"
    assert ModulePage.objects.descendant_of(page).get().url == "/th/courses/a/"
    assert first_lesson(page).url == "/th/courses/a/a-1-1/"
    assert english.url == "/en/courses/a/"
    assert first_lesson(english).url == "/en/courses/a/a-1-1/"
    assert english.get_sitemap_urls()[0]["location"].endswith("/en/courses/a/")
    assert first_lesson(english).get_sitemap_urls() == []


def test_an_address_stays_when_the_pages_slug_changes() -> None:
    page = course_tree("a", modules=1, lessons=1)
    released(page)
    page.slug = "renamed"
    page.save_revision().publish()
    assert CoursePage.objects.get(pk=page.pk).url == "/th/courses/a/"


def test_the_way_through_the_tree_leads_to_the_learners_address_or_nowhere(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    unit = first_lesson(page)
    assert unit.get_url_parts() is None
    tree = "/th" + unit.url_path.split("/courses/", 1)[1].join(["/courses/", ""])
    assert client.get(tree).status_code == 404
    released(page)
    answer = client.get(tree)
    assert (answer.status_code, answer["Location"]) == (302, "/th/courses/a/a-1-1/")


def test_a_lessons_preview_is_the_learners_page() -> None:
    unit = first_lesson(course_tree("a", modules=1, lessons=1))
    assert unit.is_previewable()
    unit.title = "ยังไม่เผยแพร่"
    response = unit.make_preview_request()
    html = response.content.decode()
    assert response.status_code == 200
    assert "ยังไม่เผยแพร่" in html
    assert "เริ่มจากคำถาม" in html


def test_a_courses_preview_is_the_learners_page() -> None:
    page = course_tree("a", modules=1, lessons=1)
    page.title = "ยังไม่เผยแพร่"
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "ยังไม่เผยแพร่" in response.content.decode()


def test_migrations_made_a_catalogue_in_each_language_each_others_translation() -> None:
    pages = list(CataloguePage.objects.order_by("path"))
    assert [page.locale.language_code for page in pages] == ["th", "en"]
    assert len({page.translation_key for page in pages}) == 1
    assert [page.url for page in pages] == ["/th/courses/", "/en/courses/"]
    assert not Page.find_problems()[0]
    assert all(not problem for problem in Page.find_problems())


def test_what_is_written_below_the_catalogues_is_reviewed() -> None:
    for page in CataloguePage.objects.all():
        workflow = page.get_workflow()
        assert workflow is not None
        task = workflow.tasks.get().specific
        assert isinstance(task, GroupApprovalTask)
        assert set(task.groups.values_list("name", flat=True)) == {Role.REVIEWER, Role.ADMINISTRATOR}
    assert Workflow.objects.filter(active=True).exists()


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("role", "adds", "edits", "publishes", "locks"),
    [
        (Role.INSTRUCTOR, True, True, False, False),
        (Role.REVIEWER, False, True, True, True),
        (Role.ADMINISTRATOR, True, True, True, True),
        (Role.OFFICER, False, False, False, False),
        (Role.MANAGER, False, False, False, False),
    ],
)
def test_each_role_may_do_its_work_to_pages_and_no_more(
    language: str, role: Role, adds: bool, edits: bool, publishes: bool, locks: bool
) -> None:
    course_tree("a", modules=0, lessons=0)
    course = CoursePage.objects.get(locale__language_code=language)
    person = person_in(role)
    rights = course.permissions_for_user(person)
    assert catalogue(language).permissions_for_user(person).can_add_subpage() is adds
    assert (rights.can_edit(), rights.can_publish(), rights.can_lock()) == (edits, publishes, locks)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.INSTRUCTOR, {"release_course", "view_taught_roster", "change_taught_roster"}),
        (Role.REVIEWER, set()),
        (Role.OFFICER, {"view_roster"}),
        (Role.MANAGER, {"view_agency_roster"}),
        (Role.ADMINISTRATOR, {"release_course", "view_roster", "change_roster", "view_agency_roster"}),
    ],
)
def test_each_role_has_its_rights_over_courses_and_no_more(role: Role, expected: set[str]) -> None:
    mine = Group.objects.get(name=role.value).permissions.filter(content_type__app_label="courses")
    here = {name for name, _label in Course._meta.permissions}
    assert set(mine.values_list("codename", flat=True)) & here == expected


def test_a_review_publishes_what_an_instructor_submits() -> None:
    unit = first_lesson(course_tree("a", modules=1, lessons=1))
    author, reviewer = person_in(Role.INSTRUCTOR), person_in(Role.REVIEWER)
    unit.title = "แก้แล้ว"
    unit.save_revision(user=author)
    state = unit.get_workflow().start(unit, author)
    assert LessonPage.objects.get(pk=unit.pk).title != "แก้แล้ว"
    task = state.current_task_state.task.specific
    assert task.user_can_access_editor(unit, reviewer)
    assert not [name for name, *_rest in task.get_actions(unit, author) if name == "approve"]
    task.on_action(state.current_task_state, reviewer, "approve")
    assert LessonPage.objects.get(pk=unit.pk).title == "แก้แล้ว"


def test_a_page_is_published_at_its_time() -> None:
    unit = first_lesson(course_tree("a", modules=1, lessons=1))
    unit.title = "ตามกำหนด"
    unit.go_live_at = timezone.now() + timedelta(hours=1)
    unit.save_revision().publish()
    assert LessonPage.objects.get(pk=unit.pk).title != "ตามกำหนด"
    revision = LessonPage.objects.get(pk=unit.pk).scheduled_revision
    now = timezone.now()
    content = {**revision.content, "go_live_at": now.isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=now, content=content)
    tasks.publish_scheduled()
    assert LessonPage.objects.get(pk=unit.pk).title == "ตามกำหนด"


def test_pages_stand_only_where_they_belong() -> None:
    assert set(CataloguePage.creatable_subpage_models()) == {CoursePage}
    assert CoursePage.allowed_parent_page_models() == [CataloguePage]
    assert LessonPage.allowed_parent_page_models() == [ModulePage]
    assert ModulePage.allowed_parent_page_models() == [CoursePage]
    assert {model.__name__ for model in ModulePage.creatable_subpage_models()} == {"LessonPage", "QuizPage"}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_editor_opens_in_both_languages_for_an_instructor(client: Client, language: str) -> None:
    page = course_tree("a", modules=1, lessons=1)
    client.force_login(person_in(Role.INSTRUCTOR, preferred_language=language))
    for one in (page, ModulePage.objects.descendant_of(page).get(), first_lesson(page)):
        assert client.get(f"/cms/pages/{one.pk}/edit/").status_code == 200
    assert client.get(f"/cms/pages/add/courses/lessonpage/{one.get_parent().pk}/").status_code == 200


def test_a_learner_may_not_enter_the_cms(client: Client) -> None:
    client.force_login(PersonFactory.create())
    assert client.get("/cms/").status_code in (302, 403)
