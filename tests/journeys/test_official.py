"""The whole way of an official: from the home page to a certificate that a stranger verifies."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from academy.people import mail as letters
from academy.people.models import Person
from certificates.codes import grouped
from certificates.models import Certificate
from courses.models import Enrolment, UnitProgress
from tests.factories.people import PersonFactory
from tests.journeys.official import Official
from tests.journeys.windows import Windows
from tests.journeys.world import COURSE, LESSONS, MINUTES, WAITING, course_to_study, person
from tests.working import Worker, eventually

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

EMAIL = "malee@agency.example"
NAMES = {"th": "นางสาวมาลี รักเรียน", "en": "Malee Rakrian"}
# A word out of the middle of text that is written without spaces.
WORDS = {"th": "นโยบาย", "en": "policy"}


def test_an_official_learns_passes_and_holds_a_certificate_that_a_stranger_can_verify(
    windows: Windows, celery_worker_process: Callable[..., Worker], tmp_path: Path
) -> None:
    worker = celery_worker_process(processes=1, PUBLIC_ORIGIN=windows.address)
    course_to_study()
    official = Official(windows, windows.open())
    finds_the_course(official)
    official.press("Sign in to enrol", "link")
    official.page.wait_for_url("**/login/**")
    official.look("sign-in")
    if official.language == "th":
        official.signs_up(EMAIL)
    else:
        person("en", email=EMAIL, title_en="")
        official.signs_in(EMAIL)
    enrols(official)
    reads_the_lessons(official)
    takes_the_test(official)
    file = fetches_the_certificate(official, worker, tmp_path)
    a_stranger_verifies(windows, file)
    nobody_else_can_have_it(windows, official)


def finds_the_course(official: Official) -> None:
    page, language = official.page, official.language
    page.goto(f"/{language}/")
    official.look("home")
    page.locator("main input[name=q]").fill(WORDS[language])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    found = page.get_by_role("link", name=COURSE[language])
    expect(found).to_be_visible()
    official.look("catalogue")
    found.click()
    official.reads(COURSE[language])
    official.look("course-before")


def enrols(official: Official) -> None:
    official.page.wait_for_url("**/courses/big-data/")
    official.look("course-to-enrol")
    official.press("Enrol")
    official.reads(LESSONS["start-from-a-question"][official.language])


def reads_the_lessons(official: Official) -> None:
    page, language = official.page, official.language
    for slug, titles in LESSONS.items():
        official.reads(titles[language])
        official.look(slug)
        if slug == WAITING:
            is_told_how_long(official)
        official.press("Finish and go on")
    page.wait_for_url("**/final-test/")


def is_told_how_long(official: Official) -> None:
    """Too early is refused by the server, which says how long is left; the browser's clock has no say."""
    page = official.page
    official.press("Finish and go on")
    notice = page.locator(".notice--warning")
    expect(notice).to_contain_text(official.say("The lesson counts once it has been open for its time."))
    expect(notice).to_contain_text({"th": f"{MINUTES} นาที", "en": f"{MINUTES} minutes"}[official.language])
    official.look("too-early")
    waiting = UnitProgress.objects.get(completed_at=None)
    waiting.opened_at -= timedelta(minutes=MINUTES)
    waiting.save()


def takes_the_test(official: Official) -> None:
    page = official.page
    official.look("test-rules")
    if official.language == "th":
        official.press("Start the test")
        answers_by_mouse_over_a_broken_line(official)
    else:
        official.enters(page.get_by_role("button", name="Start the test"))
        answers_by_keyboard_alone(official)
    page.wait_for_url("**/result/")
    expect(page.locator("h1")).to_have_text(official.say("You have passed"))
    expect(page.locator(".result__score")).to_have_text("100%")
    official.look("result")


def answers_by_mouse_over_a_broken_line(official: Official) -> None:
    page = official.page
    page.wait_for_url("**/attempts/**")
    official.look("attempt")
    first, second, *others = official.drawn()
    official.answers(first)
    official.sees_saved()
    with official.windows.expecting("ERR_INTERNET_DISCONNECTED", "Failed to fetch"):
        page.context.set_offline(True)
        official.answers(second)
        expect(page.locator("#save-state")).to_have_attribute("data-state", "waiting")
        expect(page.locator("#trouble")).to_contain_text("สัญญาณ")
        second.refresh_from_db()
        assert second.sequence == 0
        page.context.set_offline(False)
        official.sees_saved()
    expect(page.locator("#trouble")).to_be_hidden()
    page.reload()
    for row in (first, second):
        for control, value in official.controls(row):
            expect(control).to_have_value(value) if value else expect(control).to_be_checked()
    official.press("Next")
    for row in others:
        official.answers(row)
    official.sees_saved()
    official.press("Review and submit")
    expect(page.get_by_text(official.say("Every question has an answer."))).to_be_visible()
    official.look("attempt-review")
    official.press("Submit the test")


def answers_by_keyboard_alone(official: Official) -> None:
    page = official.page
    page.wait_for_url("**/attempts/**")
    official.look("attempt")
    for row in official.drawn():
        if not page.locator(f"#q{row.position}").is_visible():
            official.enters(page.get_by_role("button", name="Next", exact=True).filter(visible=True))
        official.answers_by_keyboard(row)
    official.sees_saved()
    official.enters(page.locator("section:visible").get_by_role("button", name="Review and submit"))
    official.look("attempt-review")
    official.enters(page.get_by_role("button", name="Submit the test"))


def fetches_the_certificate(official: Official, worker: Worker, folder: Path) -> Path:
    page, language = official.page, official.language
    official.press("To my certificates", "link")
    expect(page.locator("h1")).to_have_text(official.say("My learning"))
    certificate = eventually(lambda: Certificate.objects.filter(announced_at__isnull=False).first())
    letter = next(letters.read(path) for path in worker.mail.iterdir())
    assert letter.to == EMAIL
    assert COURSE[language] in letter.subject
    assert certificate.serial in letter.text
    page.reload()
    official.look("my-learning")
    with page.expect_download() as download:
        official.press("Download the certificate", "link")
    file = folder / "certificate.pdf"
    download.value.save_as(file)
    text = "".join(pypdfium2.PdfDocument(file)[0].get_textpage().get_text_bounded().split())
    for said in (*NAMES.values(), COURSE["th"], certificate.serial):
        assert "".join(said.split()) in text
    page.goto(f"/{language}/courses/big-data/")
    official.look("course-after")
    return file


def a_stranger_verifies(windows: Windows, file: Path) -> None:
    certificate = Certificate.objects.get()
    page = windows.open()
    page.goto(f"/{windows.language}/")
    page.get_by_role("link", name=windows.say("Verify a certificate")).first.click()
    expect(page.locator("#code")).to_be_visible()
    windows.look(page, "verify")
    page.locator("#code").fill(grouped(certificate.code).lower())
    page.get_by_role("button", name=windows.say("Verify the code")).click()
    is_valid(windows, page)
    windows.look(page, "verdict-by-code")
    page.get_by_role("link", name=windows.say("Verify another certificate")).click()
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name=windows.say("Verify the file")).click()
    is_valid(windows, page)
    windows.look(page, "verdict-by-file")
    changed = file.with_name("changed.pdf")
    changed.write_bytes(file.read_bytes() + b"\n")
    page.get_by_role("link", name=windows.say("Verify another certificate")).click()
    page.locator("#file").set_input_files(changed)
    page.get_by_role("button", name=windows.say("Verify the file")).click()
    expect(page.locator("h1")).to_have_text(windows.say("Not found"))
    windows.look(page, "verdict-changed")


def is_valid(windows: Windows, page: Page) -> None:
    expect(page.locator("h1")).to_have_text(windows.say("Valid"))
    expect(page.locator("main")).to_contain_text(NAMES[windows.language])
    expect(page.locator("main")).to_contain_text(COURSE[windows.language])


def nobody_else_can_have_it(windows: Windows, official: Official) -> None:
    address = f"/{windows.language}/certificates/{Certificate.objects.get().code}.pdf"
    assert official.page.context.request.get(address).ok
    other = windows.open(PersonFactory.create())
    with windows.expecting("404"):
        answer = other.goto(address)
        assert answer is not None
        assert answer.status == 404
    windows.look(other, "not-yours")
    assert Enrolment.objects.get().state == Enrolment.State.COMPLETED
    assert Person.objects.get(email=EMAIL).certificate_name("th") == NAMES["th"]
