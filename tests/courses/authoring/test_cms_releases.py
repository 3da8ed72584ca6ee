"""The CMS page of releases, moving people, planned releases, and the command."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.errors import Refusal
from academy.people.roles import Role
from courses import planning, releasing
from courses.models import (
    CoursePage,
    Enrolment,
    EnrolmentMove,
    LessonPage,
    ModulePage,
    PlannedRelease,
    Release,
    UnitProgress,
)
from tests.factories.courses import course_tree, lesson, released
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db


def enrolled(release: Release, *, done: int = 0, state: str = "active") -> Enrolment:
    enrolment = Enrolment.objects.create(
        person=PersonFactory.create(), course=release.course, release=release, state=state
    )
    for unit in release.outline.units[:done]:
        UnitProgress.objects.create(
            enrolment=enrolment,
            unit_key=unit.key,
            opened_at=timezone.now(),
            completed_at=timezone.now(),
            evidence="attended",
        )
    return enrolment


def grown(page: CoursePage) -> Release:
    """A second release with one lesson more."""
    lesson(ModulePage.objects.child_of(page).first(), "extra")
    return released(page)


def address(page: CoursePage) -> str:
    return reverse("courses_releases", args=[page.pk])


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_opens_for_those_who_write_and_review(client: Client, role: Role, language: str) -> None:
    page = course_tree("a", modules=1, lessons=1)
    client.force_login(person_in(role, preferred_language=language))
    html = client.get(address(page)).content.decode()
    assert ('value="release"' in html) is (role is not Role.REVIEWER)
    released(page)
    grown(page)
    assert client.get(address(page)).status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
def test_is_closed_to_others(client: Client, role: Role) -> None:
    page = course_tree("a", modules=1, lessons=1)
    client.force_login(person_in(role))
    assert client.get(address(page)).status_code in (302, 403)
    assert client.post(address(page), {"deed": "release"}).status_code in (302, 403)
    assert not Release.objects.exists()


def test_a_reviewer_may_look_and_not_release(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    client.force_login(person_in(Role.REVIEWER))
    assert client.post(address(page), {"deed": "release"}).status_code in (302, 403)
    assert not Release.objects.exists()


def test_an_instructor_releases_with_a_note(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    author = person_in(Role.INSTRUCTOR)
    client.force_login(author)
    client.post(address(page), {"deed": "release", "note": "รุ่นแรก"})
    made = Release.objects.get()
    assert (made.note, made.made_by) == ("รุ่นแรก", author)


def test_faults_are_listed_with_the_way_to_their_pages(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    unit = LessonPage.objects.descendant_of(page).get()
    unit.body = []
    unit.save_revision().publish()
    client.force_login(person_in(Role.INSTRUCTOR))
    html = client.get(address(page)).content.decode()
    assert f"/cms/pages/{unit.pk}/edit/" in html
    assert 'value="release"' not in html
    client.post(address(page), {"deed": "release"})
    assert not Release.objects.exists()


def test_says_what_a_new_release_would_change(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=2)
    released(page)
    gone, kept = LessonPage.objects.descendant_of(page).order_by("path")
    gone.unpublish()
    kept.minimum_seconds = 3
    kept.save_revision().publish()
    page.hours = 12
    page.save_revision().publish()
    client.force_login(person_in(Role.INSTRUCTOR, preferred_language="en"))
    html = client.get(address(page)).content.decode()
    for text in (gone.title, "taken out", "3 seconds of reading", "from 3 to 12"):
        assert text in html, text


def test_the_way_there_stands_on_the_page_being_edited(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    client.force_login(person_in(Role.INSTRUCTOR))
    assert address(page) in client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert address(page) in client.get(f"/cms/pages/{page.get_parent().pk}/").content.decode()


def test_a_dry_run_moves_nobody_and_says_who_gains_and_loses() -> None:
    page = course_tree("a", modules=1, lessons=2)
    old = released(page)
    begun, done = enrolled(old, done=1), enrolled(old, done=2, state="completed")
    new = grown(page)
    moves = releasing.move([begun, done], new, by=None, dry_run=True)
    assert [(m.enrolment, m.done_before, m.total_before, m.done_after, m.total_after) for m in moves.moves] == [
        (begun, 1, 2, 1, 3)
    ]
    assert (len(moves.losing), len(moves.gaining), moves.staying, moves.done) == (1, 0, 1, False)
    begun.refresh_from_db()
    assert begun.release == old
    assert not EnrolmentMove.objects.exists()


def test_moving_pins_to_the_new_release_keeps_what_is_done_and_is_logged() -> None:
    page = course_tree("a", modules=1, lessons=2)
    old = released(page)
    begun, done = enrolled(old, done=1), enrolled(old, done=2, state="completed")
    new = grown(page)
    officer = person_in(Role.ADMINISTRATOR)
    releasing.move([begun, done], new, by=officer, dry_run=False)
    begun.refresh_from_db()
    done.refresh_from_db()
    assert (begun.release, begun.units_done, begun.units_total) == (new, 1, 3)
    assert done.release == old
    entry = EnrolmentMove.objects.get()
    assert (entry.enrolment, entry.from_release, entry.to_release, entry.by) == (begun, old, new, officer)
    assert releasing.move([begun], new, by=officer, dry_run=False).moves == ()


def test_moving_completes_those_who_have_done_all_that_the_new_release_asks() -> None:
    page = course_tree("a", modules=1, lessons=2, certificate=False)
    old = released(page)
    begun = enrolled(old, done=1)
    last = LessonPage.objects.descendant_of(page).order_by("path").last()
    assert last is not None
    last.unpublish()
    new = released(page)
    assert releasing.move([begun], new, by=None, dry_run=True).completing
    releasing.move([begun], new, by=None, dry_run=False)
    begun.refresh_from_db()
    assert begun.state == Enrolment.State.COMPLETED


def test_nobody_is_moved_to_another_course() -> None:
    begun = enrolled(released(course_tree("a", modules=1, lessons=1)))
    other = released(course_tree("b", modules=1, lessons=1))
    with pytest.raises(Refusal) as refused:
        releasing.move([begun], other, by=None, dry_run=False)
    assert refused.value.code == "other_course"


@pytest.mark.parametrize("language", ["th", "en"])
def test_moving_in_the_cms_shows_the_dry_run_first(client: Client, language: str) -> None:
    page = course_tree("a", modules=1, lessons=1)
    old = released(page)
    begun = enrolled(old)
    grown(page)
    author = person_in(Role.INSTRUCTOR, preferred_language=language)
    client.force_login(author)
    way = reverse("courses_move", args=[page.pk, old.pk])
    assert way not in client.get(address(page)).content.decode(), "the people of another's course"
    assert client.post(way).status_code == 302
    assert Enrolment.objects.get(pk=begun.pk).release == old
    CoursePage.objects.filter(pk=page.pk).update(owner=author)
    assert way in client.get(address(page)).content.decode()
    assert client.get(way).status_code == 200
    assert Enrolment.objects.get(pk=begun.pk).release == old
    client.post(way)
    assert Enrolment.objects.get(pk=begun.pk).release.number == 2
    assert client.get(way).status_code == 200


def test_a_planned_release_is_made_at_its_time_and_once(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    author = person_in(Role.INSTRUCTOR)
    at = timezone.now() + timedelta(hours=1)
    planning.plan(page, at=at + timedelta(days=3), by=author)
    planning.plan(page, at=at, by=author, note="ตามกำหนด")
    assert PlannedRelease.objects.count() == 1
    assert planning.carry_out(timezone.now()) == []
    planning.carry_out(at)
    planning.carry_out(at)
    made = Release.objects.get()
    assert (made.note, made.made_by, PlannedRelease.objects.get().release) == ("ตามกำหนด", author, made)


def test_a_planned_release_that_is_refused_says_why(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1, hours=0)
    author = person_in(Role.INSTRUCTOR, preferred_language="en")
    planning.plan(page, at=timezone.now(), by=author)
    planning.carry_out(timezone.now())
    assert len(PlannedRelease.objects.get().faults) == 1
    client.force_login(author)
    assert PlannedRelease.objects.get().faults[0] in client.get(address(page)).content.decode()


def test_a_plan_of_someone_who_may_no_longer_release_is_refused() -> None:
    page = course_tree("a", modules=1, lessons=1)
    planning.plan(page, at=timezone.now(), by=PersonFactory.create())
    planning.carry_out(timezone.now())
    assert not Release.objects.exists()
    assert PlannedRelease.objects.get().faults


def test_a_plan_is_made_and_dropped_in_the_cms(client: Client) -> None:
    page = course_tree("a", modules=1, lessons=1)
    client.force_login(person_in(Role.INSTRUCTOR))
    client.post(address(page), {"deed": "plan", "at": "2020-01-01 10:00"})
    assert not PlannedRelease.objects.exists()
    client.post(address(page), {"deed": "plan", "at": "2099-01-01 10:00"})
    assert PlannedRelease.objects.exists()
    client.post(address(page), {"deed": "unplan"})
    assert not PlannedRelease.objects.exists()


def test_the_command_releases_and_says_so() -> None:
    course_tree("a", modules=1, lessons=1)
    out = StringIO()
    call_command("release_course", "a", "--json", "--note", "จากคำสั่ง", stdout=out)
    assert json.loads(out.getvalue()) == {"status": "released", "course": "a", "release": 1, "units": 1}
    assert Release.objects.get().note == "จากคำสั่ง"


@pytest.mark.parametrize("slug", ["a", "nowhere"])
def test_the_command_refuses_with_one(slug: str) -> None:
    course_tree("a", modules=1, lessons=1, hours=0)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("release_course", slug, "--json", stdout=out)
    assert ended.value.code == 1
    assert json.loads(out.getvalue())["status"] == "refused"
