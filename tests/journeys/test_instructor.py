"""What instructors and reviewers do in the CMS, and what becomes of it for learners."""

import pytest
from playwright.sync_api import expect

from academy.people.roles import Role
from courses.models import CoursePage, LessonPage, ModulePage, Release
from tests.journeys.cms import Cms
from tests.journeys.windows import Windows
from tests.journeys.world import COURSE, course_to_study, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the buffer of a rendition that it has stored to the collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile"),
]

TITLE, TEXT, POINT = "เล่าเรื่องด้วยข้อมูล", "ตัวเลขหนึ่งตัวต้องตอบคำถามหนึ่งข้อ", "เริ่มจากผู้ฟัง"


def test_a_lesson_is_written_reviewed_released_and_read(windows: Windows) -> None:
    course_to_study()
    instructor = Cms(windows, person(windows.language, Role.INSTRUCTOR))
    writes_a_lesson(instructor)
    lesson = LessonPage.objects.get(slug="tell-a-story")
    assert not lesson.live
    reviews_it(Cms(windows, person(windows.language, Role.REVIEWER)), lesson)
    lesson.refresh_from_db()
    assert lesson.live
    releases_the_course(instructor)
    a_learner_reads_it(windows)


def writes_a_lesson(instructor: Cms) -> None:
    page = instructor.page
    module = ModulePage.objects.get(locale__language_code="th")
    instructor.goes("")
    instructor.look("home")
    instructor.goes(f"pages/{module.pk}/")
    instructor.look("module")
    instructor.goes(f"pages/add/courses/lessonpage/{module.pk}/")
    page.locator("#id_title").fill(TITLE)
    instructor.writes(instructor.adds_block("Text"), TEXT)
    instructor.writes(instructor.adds_block("Key points"), POINT)
    instructor.look("new-lesson")
    page.get_by_role("tab", name=instructor.say("How it counts")).click()
    page.locator("#id_slug").fill("tell-a-story")
    page.locator("#id_minimum_seconds").fill("0")
    shown = instructor.preview()
    expect(shown.locator("h1")).to_have_text(TITLE)
    expect(shown.locator(".lesson")).to_contain_text(TEXT)
    expect(shown.locator(".lesson")).to_contain_text(POINT)
    instructor.look("preview")
    instructor.chooses("[name=action-submit]")
    expect(page.locator(".messages .success")).to_contain_text(TITLE)


def reviews_it(reviewer: Cms, lesson: LessonPage) -> None:
    page = reviewer.page
    reviewer.goes("")
    reviewer.sees("Awaiting your review")
    reviewer.look("awaiting-review")
    page.get_by_role("link", name=lesson.title).click()
    reviewer.look("review")
    reviewer.chooses("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
    expect(page.locator(".messages .success")).to_contain_text(lesson.title)


def releases_the_course(instructor: Cms) -> None:
    page = instructor.page
    course = CoursePage.objects.get(locale__language_code="th")
    instructor.goes(f"pages/{course.pk}/edit/")
    page.locator("header [data-w-dropdown-target=toggle]").first.click()
    page.get_by_role("link", name=instructor.say("Releases")).filter(visible=True).click()
    instructor.sees("The next release")
    instructor.look("releases")
    page.locator("[name=note]").fill("+1")
    page.get_by_role("button", name=instructor.say("Release now")).click()
    instructor.sees("Release %(number)s is out.", number=2)
    assert Release.objects.count() == 2


def a_learner_reads_it(windows: Windows) -> None:
    language = windows.language
    learner = windows.open(person(language))
    learner.goto(f"/{language}/courses/big-data/")
    expect(learner.locator("h1")).to_have_text(COURSE[language])
    learner.get_by_role("button", name=windows.say("Enrol")).filter(visible=True).click()
    learner.goto(f"/{language}/courses/big-data/tell-a-story/")
    expect(learner.locator("h1")).to_have_text(TITLE)
    expect(learner.locator(".lesson")).to_contain_text(TEXT)
    if language == "en":
        expect(learner.locator(".notice--info")).to_contain_text("This part has not been translated.")
    windows.look(learner, "lesson-read")
