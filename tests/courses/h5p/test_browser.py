"""Interactive content in a real browser: played in a lesson, resumed elsewhere, reported once; nothing hostile runs."""

import re

import pytest
from playwright.sync_api import expect

from courses.models import H5PAttempt, H5PState, UnitProgress
from tests.browsing import assert_accessible, assert_fits, signed_in
from tests.courses.h5p.lessons import course_playing
from tests.courses.learning import making
from tests.factories import h5p as made_h5p
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

RECEIVED = re.compile("Your result was received|ระบบได้รับผล")


def lesson_with(name):
    """A course whose one lesson plays the content of this name and asks for half of its points."""
    admin = PersonFactory(is_superuser=True)
    made_h5p.installed(admin)
    version = made_h5p.uploaded(admin, name)
    person = PersonFactory()
    making.enrolled(person, course_playing(version, 50))
    return version, person


def answer(frame, questions):
    """Answer every question of a data reading rightly."""
    for number, question in enumerate(questions):
        part = frame.locator(".question").nth(number)
        if question["kind"] == "choice":
            place = next(place for place, one in enumerate(question["choices"]) if one["correct"])
            part.get_by_role("radio").nth(place).check()
        else:
            part.get_by_role("textbox").fill(str(question["answer"]))
        part.locator(".actions button").click()


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_content_is_played_reported_once_and_completes_the_lesson(browsing, page, language):
    version, person = lesson_with(f"requests-{language}")
    signed_in(page, person).goto(f"/{language}/courses/data/one/")
    frame = page.frame_locator(".interactive__frame")
    answer(frame, version.filtered["questions"])
    expect(frame.locator("#play-state")).to_have_text(RECEIVED, timeout=30_000)
    attempt = H5PAttempt.objects.exclude(finished_at=None).get()
    assert attempt.verdict == H5PAttempt.Verdict.VERIFIED
    assert attempt.raw == attempt.max == len(version.filtered["questions"])
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page)
        assert_accessible(page)
    page.locator(".player__next button").click()
    page.wait_for_load_state()
    assert UnitProgress.objects.get().completed_at


def test_a_result_that_met_a_broken_line_is_kept_and_counts_once(browsing, page):
    version, person = lesson_with("requests-th")
    signed_in(page, person).goto("/th/courses/data/one/")
    page.route("**/api/v1/h5p/**", lambda route: route.abort())
    frame = page.frame_locator(".interactive__frame")
    answer(frame, version.filtered["questions"])
    expect(frame.locator("#play-state")).to_contain_text("ขาดการเชื่อมต่อ", timeout=30_000)
    assert not H5PAttempt.objects.exclude(finished_at=None).exists()
    page.unroute("**/api/v1/h5p/**")
    page.reload()
    expect(page.frame_locator(".interactive__frame").locator("#play-state")).to_have_text(RECEIVED, timeout=30_000)
    assert H5PAttempt.objects.exclude(finished_at=None).count() == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_result_of_somebody_signed_out_meanwhile_is_kept_and_sent_when_they_are_back(browsing, page, language):
    version, person = lesson_with(f"requests-{language}")
    signed_in(page, person).goto(f"/{language}/courses/data/one/")
    frame = page.frame_locator(".interactive__frame")
    expect(frame.locator(".question").first).to_be_visible(timeout=30_000)
    page.context.clear_cookies()
    answer(frame, version.filtered["questions"])
    held = "เข้าสู่ระบบใหม่" if language == "th" else "please sign in again"
    expect(frame.locator("#play-state")).to_contain_text(held, timeout=30_000)
    assert not H5PAttempt.objects.exclude(finished_at=None).exists()
    other = page.context.new_page()
    signed_in(other, person).goto(f"/{language}/")
    page.bring_to_front()
    expect(frame.locator("#play-state")).to_have_text(RECEIVED, timeout=30_000)
    assert H5PAttempt.objects.exclude(finished_at=None).get().verdict == H5PAttempt.Verdict.VERIFIED
    assert page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('h5p:result'))") == []


def test_where_the_reader_was_comes_back_in_another_window(browsing, page, browser, live_server):
    _version, person = lesson_with("requests-th")
    signed_in(page, person).goto("/th/courses/data/one/")
    first = page.frame_locator(".interactive__frame").locator(".question").first
    first.get_by_role("radio").nth(2).check()
    with page.expect_response(lambda response: "/h5p/state/" in response.url and response.ok, timeout=60_000):
        first.locator(".actions button").click()
    phone = browser.new_context(base_url=live_server.url, viewport={"width": 320, "height": 640})
    try:
        again = signed_in(phone.new_page(), person)
        again.goto("/th/courses/data/one/")
        question = again.frame_locator(".interactive__frame").locator(".question").first
        expect(question.get_by_role("radio").nth(2)).to_be_checked(timeout=30_000)
    finally:
        phone.close()
    assert H5PState.objects.get().person == person


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_content_within_a_content_is_played_and_marked_whole(browsing, page, language):
    version, person = lesson_with(f"counter-hours-{language}")
    signed_in(page, person).goto(f"/{language}/courses/data/one/")
    frame = page.frame_locator(".interactive__frame")
    reading = version.filtered["nodes"][0]["evidence"]["params"]
    expect(frame.locator(".evidence .question").first).to_be_visible(timeout=30_000)
    answer(frame.locator(".evidence"), reading["questions"])
    while not frame.locator(".trail").count():
        here = frame.locator(".situation").last
        here.locator(".options input").first.check()
        here.locator(".actions button").last.click()
        frame.locator(".consequence .actions button, .after .actions button").last.click()
    expect(frame.locator("#play-state")).to_have_text(RECEIVED, timeout=30_000)
    attempt = H5PAttempt.objects.exclude(finished_at=None).get()
    assert attempt.verdict == H5PAttempt.Verdict.VERIFIED
    assert attempt.max == version.max_score
    assert_accessible(page)


def test_nothing_hostile_runs(browsing, page, monkeypatch):
    """Scripts in text fields, links that run, events in allowed tags, a picture that is a program."""
    hostile = made_h5p.content_types.params("requests-th")
    run = "window.top.hacked = window.hacked = true"
    hostile["introduction"] = (
        f'<p onclick="{run}" onmouseover="{run}">x</p><script>{run}</script><img src=x onerror="{run}">'
        f'<a href="javascript:{run}">link</a><svg onload="{run}"><script>{run}</script></svg>'
        f'<iframe srcdoc="<script>{run}</script>"></iframe><math><mtext></p>'
        f'<style><!--</style><img onerror="{run}" src=x>'
    )
    hostile["data"]["title"] = f"</script><script>{run}</script>"
    hostile["questions"][0]["choices"][0]["text"] = f'"><img src=x onerror="{run}">'
    monkeypatch.setattr(made_h5p.content_types, "params", lambda name: hostile)
    version, person = lesson_with("requests-th")
    signed_in(page, person).goto("/th/courses/data/one/")
    frame = page.frame_locator(".interactive__frame")
    expect(frame.locator(".question").first).to_be_visible(timeout=30_000)
    frame.locator("p", has_text="x").first.click()
    assert page.evaluate("() => [window.hacked, document.querySelector('iframe').contentWindow.hacked]") == [None, None]
    assert not frame.locator("script:not([src]):not([type='application/json']), iframe, [onclick], [onerror]").count()
    assert version.report
