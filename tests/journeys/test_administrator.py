"""What administrators and managers do with a course's people."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from academy.people.roles import Role
from courses.models import Enrolment
from tests.factories.people import PersonFactory, agency
from tests.journeys.cms import Cms
from tests.journeys.windows import Windows
from tests.journeys.world import COURSE, course_to_study, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

LIST = """one@agency.example, 31/12/2569
two@agency.example
three@agency.example
nobody@agency.example
not an address
two@agency.example
one@agency.example, 32/13/2569"""


def test_people_are_enrolled_by_a_list_and_a_manager_sees_only_their_own(windows: Windows, tmp_path: Path) -> None:
    course_to_study()
    mine, other = agency("Revenue"), agency("Customs")
    within = agency("Appeals", mine)
    PersonFactory.create(email="one@agency.example", agency=mine, given_th="หนึ่ง", given_en="One")
    PersonFactory.create(email="two@agency.example", agency=within, given_th="สอง", given_en="Two")
    PersonFactory.create(email="three@agency.example", agency=other, given_th="สาม", given_en="Three")
    enrols_a_list(Cms(windows, person(windows.language, Role.ADMINISTRATOR)))
    manager = Cms(windows, person(windows.language, Role.MANAGER, agency=mine))
    sees_their_own(manager)
    takes_the_list_away(manager, tmp_path)


def enrols_a_list(administrator: Cms) -> None:
    page, count = administrator.page, administrator.windows.count
    administrator.goes("")
    page.get_by_role("link", name=administrator.say("Learners")).first.click()
    course = page.get_by_role("link", name=COURSE[administrator.windows.language])
    expect(course).to_be_visible()
    administrator.look("learners")
    course.click()
    page.get_by_role("link", name=administrator.say("Enrol by list")).click()
    expect(page.locator("[name=text]")).to_be_visible()
    administrator.look("list")
    page.locator("[name=text]").fill(LIST)
    page.get_by_role("button", name=administrator.say("Check the list")).click()
    wrong = page.locator(".roster table").first.locator("tbody tr")
    expect(wrong).to_have_count(4)
    expect(wrong.first).to_contain_text("nobody@agency.example")
    administrator.look("list-looked-at")
    assert not Enrolment.objects.exists(), "looking enrols nobody"
    page.get_by_role("button", name=count("Enrol %(number)s person", "Enrol %(number)s people", 3)).click()
    said = count("%(number)s person was enrolled.", "%(number)s people were enrolled.", 3)
    expect(page.locator(".roster [role=status]")).to_contain_text(said)
    administrator.look("list-done")
    assert Enrolment.objects.count() == 3
    assert str(Enrolment.objects.get(person__email="one@agency.example").due_on) == "2026-12-31"
    page.get_by_role("link", name=administrator.say("To the list of learners")).click()
    expect(page.locator(".roster tbody tr")).to_have_count(3)
    administrator.look("roster")


def sees_their_own(manager: Cms) -> None:
    page = manager.page
    manager.goes("")
    page.get_by_role("link", name=manager.say("Learners")).first.click()
    page.get_by_role("link", name=COURSE[manager.windows.language]).click()
    expect(page.locator(".roster tbody tr")).to_have_count(2)
    expect(page.locator(".roster table")).not_to_contain_text("three@agency.example")
    expect(page.get_by_role("link", name=manager.say("Enrol by list"))).to_have_count(0)
    manager.look("managers-roster")
    page.locator(".roster tbody th a").first.click()
    manager.sees("How it stands")
    manager.look("managers-person")
    hidden = Enrolment.objects.get(person__email="three@agency.example")
    with manager.windows.expecting("404"):
        answer = page.goto(reverse("rosters:person", args=["big-data", hidden.pk]))
        assert answer is not None
        assert answer.status == 404


def takes_the_list_away(manager: Cms, folder: Path) -> None:
    page = manager.page
    manager.goes("learners/report/")
    manager.look("report")
    for address, rows in (("learners/courses/big-data/", 2), ("learners/report/", 2)):
        manager.goes(address)
        with page.expect_download() as download:
            page.get_by_role("link", name=manager.say("Export (CSV)")).click()
        file = folder / "list.csv"
        download.value.save_as(file)
        with file.open(encoding="utf-8-sig", newline="") as opened:
            found = list(csv.reader(opened))
        assert len(found) == 1 + rows
        assert "three" not in file.read_text(encoding="utf-8")
        assert "Customs" not in file.read_text(encoding="utf-8")
