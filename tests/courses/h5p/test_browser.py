"""Interactive content in a real browser: played in a lesson, resumed elsewhere, reported once; nothing hostile runs."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from courses.models import H5PAttempt, LessonPage, UnitProgress
from courses.outline import Exercise, Rule
from tests.browsing import assert_accessible, assert_fits, signed_in
from tests.courses.learning import making
from tests.factories import h5p as made_h5p
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def on_disk(settings, tmp_path: Path):
    settings.H5P_DIR = str(tmp_path)


def lesson_with(name):
    """A course whose one lesson plays the content of this name and asks for half of its points."""
    admin = PersonFactory(is_superuser=True)
    made_h5p.installed(admin)
    version = made_h5p.uploaded(admin, name)
    block = made_h5p.block(version, 50)
    rule = Rule("attended", seconds=0, exercises=(Exercise(block["id"], "50"),))
    made = making.course(replace(making.lesson("one"), rule=rule))
    for language in ("th", "en"):
        page = LessonPage.objects.get(pk=made.pages["one", language].pk)
        page.body = [{"type": "text", "value": "<p>x</p>"}, block]
        page.save_revision().publish()
    person = PersonFactory()
    making.enrolled(person, made)
    return version, person


def answer(frame, version):
    """Answer every question of a data reading rightly."""
    for number, question in enumerate(version.filtered["questions"]):
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
    answer(frame, version)
    expect(frame.locator("#play-state")).to_have_text(re.compile("Your result was received|ระบบได้รับผล"))
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
