"""What instructors and reviewers do in the CMS, and what becomes of it for learners."""

import pytest
from playwright.sync_api import Locator, expect

from academy.people.roles import Role
from assessments.kinds import KINDS
from assessments.models import Question
from courses.models import CoursePage, LessonPage, ModulePage, Release
from tests.factories.assessments import NEW_KINDS, bank, category
from tests.factories.courses import publish, released
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
ENGLISH = ["Tell a story with data", "One number answers one question."]
STEM = {"th": "ข้อใดควรทำก่อน", "en": "What comes first?"}
CHOICES = [("ตั้งคำถาม", "Ask a question"), ("ซื้อระบบ", "Buy a system")]


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
    expect(page.locator("#id_title")).to_have_value(lesson.title)
    reviewer.look("review")
    reviewer.chooses("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
    expect(page.locator(".messages .success")).to_contain_text(lesson.title)


def releases_the_course(instructor: Cms) -> None:
    page = instructor.page
    course = CoursePage.objects.get(locale__language_code="th")
    instructor.goes(f"pages/{course.pk}/edit/")
    instructor.opens_menu()
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


def test_a_question_is_written_and_seen_as_learners_see_it(windows: Windows) -> None:
    category("ข้อมูล")
    instructor = Cms(windows, person(windows.language, Role.INSTRUCTOR))
    page = instructor.page
    instructor.goes("questions/")
    instructor.look("questions")
    page.locator("header a[href='/cms/questions/new/']").click()
    page.locator("a[href='?kind=single']").click()
    page.locator("[name=kind]").select_option("single")
    page.locator("[name=category]").select_option(index=1)
    page.locator("[name=status]").select_option("ready")
    for language, text in STEM.items():
        instructor.writes(field_of(instructor, f"stem_{language}"), text)
    for row, (thai, english) in enumerate(CHOICES):
        page.locator(f"[name=choice_{row}_text_th]").fill(thai)
        page.locator(f"[name=choice_{row}_text_en]").fill(english)
    page.locator("[name=choice_0_correct]").check()
    instructor.look("question")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name=instructor.say("See it as learners do")).click()
    shown = opened.value
    for text in (*STEM.values(), *(word for pair in CHOICES for word in pair)):
        expect(shown.locator("main")).to_contain_text(text)
    assert shown.locator("fieldset.question").count() == 2
    windows.look(shown, "question-preview")
    shown.close()
    assert not Question.objects.exists(), "looking keeps nothing"
    page.locator("footer [type=submit], form .actions [type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible()
    assert Question.objects.get().current.content["stem"]["th"] == f"<p>{STEM['th']}</p>"


def field_of(cms: Cms, name: str) -> Locator:
    """The rich text of a form's field, which keeps its value in a hidden input."""
    return cms.page.locator(f".w-field__input:has(> [name={name}]), .w-field__input:has([name={name}])").last


def test_a_translated_lesson_is_read_in_english(windows: Windows) -> None:
    release = course_to_study()
    module = ModulePage.objects.get(locale__language_code="th")
    thai = publish(
        module, LessonPage(title=TITLE, slug="tell-a-story", body=[("text", f"<p>{TEXT}</p>")], minimum_seconds=0)
    )
    released(CoursePage.objects.get(translation_key=release.course.key, locale__language_code="th"))
    learner = windows.open(person("en"))
    learner.goto("/en/courses/big-data/")
    learner.locator("form[action$='/enrol/'] button").filter(visible=True).click()
    learner.goto("/en/courses/big-data/tell-a-story/")
    expect(learner.locator("h1")).to_have_text(TITLE)
    instructor = Cms(windows, person(windows.language, Role.INSTRUCTOR))
    translates(instructor, thai)
    submits_the_translation(instructor)
    learner.reload()
    expect(learner.locator("h1")).to_have_text(TITLE)
    publishes(Cms(windows, person(windows.language, Role.REVIEWER)), thai.get_translations().get())
    learner.reload()
    expect(learner.locator("h1")).to_have_text(ENGLISH[0])
    expect(learner.locator(".lesson")).to_contain_text(ENGLISH[1])
    expect(learner.locator(".notice--info")).to_have_count(0)


def translates(instructor: Cms, thai: LessonPage) -> None:
    page = instructor.page
    instructor.goes(f"pages/{thai.pk}/edit/")
    instructor.opens_menu()
    page.locator("a[href*='/localize/submit/page/']").filter(visible=True).click()
    page.get_by_label("English").check()
    instructor.look("submit-translation")
    page.locator("main form [type=submit]").click()
    waiting = page.locator("li.incomplete")
    expect(waiting).to_have_count(len(ENGLISH))
    instructor.look("translation")
    for left, text in zip(range(len(ENGLISH), 0, -1), ENGLISH, strict=True):
        waiting.first.get_by_role("button").click()
        page.locator("li textarea").fill(text)
        with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            page.locator("li:has(> div > textarea) button").last.click()
        assert saved.value.ok
        expect(waiting).to_have_count(left - 1)


def submits_the_translation(instructor: Cms) -> None:
    page = instructor.page
    expect(page.locator("footer.footer")).to_be_hidden()
    page.get_by_role("button", name=instructor.say("Submit for review")).click()
    expect(page.locator(".messages .success")).to_contain_text(ENGLISH[0])
    instructor.sees("It is being reviewed. What you change now goes to the reviewer too.")
    instructor.look("translation-submitted")


def publishes(reviewer: Cms, english: LessonPage) -> None:
    reviewer.goes("")
    reviewer.sees("Awaiting your review")
    reviewer.page.get_by_role("link", name=ENGLISH[0]).first.click()
    reviewer.look("translated")
    reviewer.page.get_by_role("button", name=reviewer.say("Approve and publish")).click()
    expect(reviewer.page.locator(".messages .success")).to_be_visible()
    english.refresh_from_db()
    assert english.live


def test_the_bank_shows_every_kind_and_its_review(windows: Windows) -> None:
    bank(len(NEW_KINDS), of=NEW_KINDS)
    instructor = Cms(windows, person(windows.language, Role.INSTRUCTOR))
    instructor.goes("questions/new/")
    assert instructor.page.locator(".question-kinds__one").count() == len(KINDS)
    instructor.look("question-kinds")
    for written in Question.objects.order_by("pk"):
        instructor.goes(f"questions/edit/{written.pk}/")
        assert written.current
        instructor.look(f"question-{written.current.kind}")
    instructor.goes(f"questions/inspect/{written.pk}/")
    instructor.page.locator("#comment-text").fill("กำกวม")
    instructor.page.get_by_role("button", name=instructor.say("Add the comment")).click()
    expect(instructor.page.locator(".question-comments__one")).to_contain_text("กำกวม")
    instructor.look("question-review")
    instructor.goes("questions/")
    instructor.page.locator("[data-bulk-action-checkbox]").nth(1).check()
    instructor.look("questions-ticked")
    instructor.page.locator("a[href*='/bulk/assessments/question/sort/']").click()
    instructor.page.wait_for_url("**/sort/**")
    instructor.look("questions-sort")
