"""What certificate officers do: two decide on a certificate, and many are issued after a dry run."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from academy.people.models import Person
from academy.people.roles import Role
from certificates.bulk import running
from certificates.models import Act, Certificate, CertificateRun
from courses import holding
from courses.completing import record
from courses.enrolling import enrol
from courses.models import CoursePage, Enrolment, Evidence, Release
from tests.factories.courses import released
from tests.factories.people import PersonFactory, agency
from tests.journeys.cms import Cms
from tests.journeys.windows import Windows
from tests.journeys.world import COURSE, course_to_study, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
NAMES = (("สุดา", "Suda"), ("มานะ", "Mana"), ("ปิติ", "Piti"))


def completed(release: Release, who: Person) -> Enrolment:
    """Somebody who has done all that the release asks for."""
    enrolment = enrol(who, release.course, by=who, at=timezone.now())
    for unit in release.outline.units:
        score = Decimal(90) if unit.rule.kind == "passed" else None
        evidence = Evidence.SERVER if score else Evidence.ATTENDED
        record(enrolment, unit.key, evidence=evidence, score=score, at=timezone.now())
    return enrolment


def learners() -> list[Person]:
    home = agency("Revenue")
    return [PersonFactory.create(given_th=th, given_en=en, agency=home) for th, en in NAMES]


def test_one_officer_proposes_a_certificate_and_another_approves_it(windows: Windows) -> None:
    course_to_study()
    CoursePage.objects.update(approval=True, valid_months=12)
    enrolment = completed(released(CoursePage.objects.get(locale__language_code="th")), learners()[0])
    first, second = (Cms(windows, person(windows.language, Role.OFFICER, email=f"{one}@x.example")) for one in "ab")
    goes_to_the_desk(first)
    first.page.get_by_role("link", name=first.say("Requests")).click()
    first.look("requests")
    name = enrolment.person.name_in(windows.language)
    first.page.get_by_role("link", name=name).click()
    first.look("case")
    first.page.get_by_role("button", name=first.say("Propose the certificate")).click()
    first.sees("You proposed it: another officer must approve it.")
    expect(first.page.get_by_role("button", name=first.say("Approve, and issue the certificate"))).to_have_count(0)
    second.goes(f"desk/cases/{enrolment.pk}/")
    second.page.get_by_role("button", name=second.say("Approve, and issue the certificate")).click()
    second.sees("It is approved, and the certificate is issued.")
    second.look("approved")
    certificate = Certificate.objects.get()
    assert certificate.facts.valid_until
    assert set(Act.objects.values_list("deed", flat=True)) == {"propose", "approve"}
    second.page.get_by_role("link", name=certificate.serial).click()
    second.look("certificate")


def test_many_certificates_are_issued_after_a_dry_run_and_one_is_suspended(windows: Windows) -> None:
    release = course_to_study()
    people = learners()
    officer = Cms(windows, person(windows.language, Role.OFFICER))
    holds = [holding.place(one, None, reason="x", **by(officer)) for one in people]
    enrolments = [completed(release, one) for one in people]
    for hold in holds[:2]:
        type(hold).objects.filter(pk=hold.pk).update(lifted_at=timezone.now())
    goes_to_the_desk(officer)
    rehearses_and_carries_out(officer)
    assert Certificate.objects.filter(person__in=people[:2]).count() == Certificate.objects.count() == 2
    assert enrolments
    suspends_one(officer)


def by(officer: Cms) -> dict[str, object]:
    return {"by": Person.objects.get(groups__name=Role.OFFICER.value), "origin": "", "at": timezone.now()}


def goes_to_the_desk(officer: Cms) -> None:
    officer.goes("")
    officer.page.get_by_role("link", name=officer.say("Certificate desk")).first.click()
    expect(officer.page.get_by_role("link", name=COURSE[officer.windows.language])).to_be_visible()
    officer.look("desk")


def rehearses_and_carries_out(officer: Cms) -> None:
    page, say = officer.page, officer.say
    page.get_by_role("link", name=COURSE[officer.windows.language]).click()
    expect(page.locator(".desk tbody tr")).to_have_count(3)
    officer.sees("An officer has placed a hold: there is no certificate until it is lifted.")
    officer.look("course")
    expect(page.get_by_role("button", name=say("Dry run for those chosen"))).to_be_visible()
    page.locator("form:has([name=all]) button").click()
    expect(page.locator("[data-state=running]")).to_be_visible()
    officer.look("run-waiting")
    running.work(CertificateRun.objects.get().pk)
    # The page sees by itself that the run rests.
    carry = page.locator("button[value=carry_out]")
    expect(carry).to_be_visible()
    officer.look("run-rehearsed")
    carry.click()
    page.get_by_role("button", name=say("Pause")).click()
    page.get_by_role("button", name=say("Go on")).click()
    running.work(CertificateRun.objects.get(dry=False).pk)
    expect(page.locator("[data-state=done]")).to_be_visible()
    officer.look("run-done")


def suspends_one(officer: Cms) -> None:
    page, say = officer.page, officer.say
    certificate = Certificate.objects.first()
    assert certificate
    Certificate.objects.update(state=Certificate.State.READY)
    officer.goes("certificates/")
    page.locator(f"input[name=id][value='{certificate.pk}']").check()
    officer.look("register")
    page.get_by_role("button", name=say("Act on those chosen")).click()
    page.get_by_label(say("Suspend"), exact=True).check()
    page.locator("[name=reason]").fill("x")
    officer.look("many")
    page.get_by_role("button", name=say("See what would happen")).click()
    expect(page.locator("[data-state=running]")).to_be_visible()
    running.work(CertificateRun.objects.first().pk)  # type: ignore[union-attr]
    page.locator("button[value=carry_out]").click()
    running.work(CertificateRun.objects.first().pk)  # type: ignore[union-attr]
    expect(page.locator("[data-state=done]")).to_be_visible()
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.SUSPENDED
    for address, name in (("acts/", "acts"), ("queue/", "queue"), ("runs/", "runs"), ("bundles/", "bundles")):
        officer.goes(f"desk/certificates/{address}")
        officer.look(name)
    page.goto(f"/verify/{certificate.code}/")
    officer.sees("The academy has suspended this certificate. It does not count for the time being.")
    officer.windows.look(page, "verified")
