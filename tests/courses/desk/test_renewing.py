"""Certificates that run out: how long they count, and both ways to another."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from academy.errors import Refusal
from certificates.models import Act, Certificate
from certificates.suspending import suspend
from certificates.verification.verifying import State, by_code
from courses import reporting
from courses.completing import record
from courses.models import Enrolment, Evidence
from courses.overseeing import Scope
from courses.renewing import begin_again, may_renew, newest, prolong
from courses.validity import last_day, renewable
from tests.courses.desk.making import NOON, by, completed, demanding, officer
from tests.courses.learning.making import Made

pytestmark = pytest.mark.django_db
YEAR_LATER = datetime(2027, 11, 1, 5, tzinfo=UTC)


def ready(certificate: Certificate) -> Certificate:
    Certificate.objects.filter(pk=certificate.pk).update(state=Certificate.State.READY)
    certificate.refresh_from_db()
    return certificate


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 15), 36, date(2029, 12, 15)),
    ],
)
def test_a_term_ends_on_the_same_day_of_the_month_or_its_last(start: date, months: int, last: date) -> None:
    assert last_day(start, months) == last


def test_renewing_opens_ninety_days_before_the_last_day() -> None:
    last = date(2027, 11, 22)
    assert not renewable(last, last - timedelta(days=91))
    assert renewable(last, last - timedelta(days=90))
    assert renewable(last, last + timedelta(days=400))
    assert not renewable(None, last)


def test_the_term_of_the_release_is_frozen_in_the_certificate() -> None:
    completed(demanding(valid_months=12))
    certificate = Certificate.objects.get()
    assert certificate.facts.valid_until == "2027-11-22"
    assert certificate.valid_until == date(2027, 11, 22)


def ending(certificate: Certificate, day: date) -> Certificate:
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=day)
    certificate.refresh_from_db()
    return certificate


def test_a_certificate_counts_on_its_last_day_and_says_expired_on_the_next() -> None:
    completed(demanding(valid_months=12))
    certificate, today = ready(Certificate.objects.get()), timezone.localdate()
    assert by_code(ending(certificate, today).code).state == State.VALID
    verdict = by_code(ending(certificate, today - timedelta(days=1)).code)
    assert verdict.state == State.EXPIRED
    assert verdict.as_json()["valid_until"] == (today - timedelta(days=1)).isoformat()
    assert verdict.certificate.standing in {"expired", "หมดอายุ"}  # type: ignore[union-attr]


def test_completing_the_current_release_again_gives_a_second_certificate_and_keeps_the_first() -> None:
    made = demanding(valid_months=12)
    first = completed(made)
    old = ready(Certificate.objects.get())
    with pytest.raises(Refusal, match="not_renewable"):
        begin_again(first.person, made.course, at=NOON)
    again = begin_again(first.person, made.course, at=YEAR_LATER)
    assert (again.cycle, again.state, again.units_done) == (2, Enrolment.State.ACTIVE, 0)
    assert begin_again(first.person, made.course, at=YEAR_LATER) == again, "twice is as once"
    assert people() == (1, 1, 1), "who renews is one person, who has completed and studies"
    done = completed_again(again, made)
    new = ready(Certificate.objects.exclude(pk=old.pk).get())
    assert (new.cycle, new.valid_until, done.state) == (2, date(2028, 11, 1), Enrolment.State.COMPLETED)
    assert people() == (1, 0, 1)
    old.refresh_from_db()
    assert old.state == Certificate.State.READY
    ending(new, timezone.localdate())
    assert by_code(ending(old, timezone.localdate() - timedelta(days=1)).code).successor == new


def people() -> tuple[int, int, int]:
    """How many the completion report counts: enrolled, studying, completed."""
    (line,) = reporting.completion(Scope(everyone=True), today=YEAR_LATER.date(), language="th")
    return line.enrolled, line.studying, line.completed


def completed_again(enrolment: Enrolment, made: Made) -> Enrolment:
    record(enrolment, made.unit("test").key, evidence=Evidence.SERVER, score=Decimal(95), at=YEAR_LATER)
    return enrolment


def test_an_officer_renews_by_decision_for_another_term_from_the_old_last_day() -> None:
    made = demanding(valid_months=12)
    enrolment, who = completed(made), officer()
    old = ready(Certificate.objects.get())
    new = prolong(old, made.course, reason="The course has not changed", **by(who, YEAR_LATER))
    assert (new.cycle, new.valid_until, new.facts.completed_on) == (2, date(2028, 11, 22), old.facts.completed_on)
    act = Act.objects.get(deed=Act.Deed.RENEW)
    assert (act.certificate, act.about, act.reason) == (old, new.serial, "The course has not changed")
    assert newest(enrolment.person, made.course) == new
    with pytest.raises(Refusal, match="not_renewable"):
        prolong(old, made.course, reason="Twice", **by(who, YEAR_LATER))
    late = ready(new)
    after = prolong(late, made.course, reason="Late", **by(who, datetime(2029, 3, 1, 5, tzinfo=UTC)))
    assert after.valid_until == date(2030, 3, 1), "from today where it has run out"


def test_after_a_decision_completing_again_is_a_cycle_of_its_own() -> None:
    made = demanding(valid_months=12)
    enrolment = completed(made)
    new = prolong(ready(Certificate.objects.get()), made.course, reason="x", **by(officer(), YEAR_LATER))
    later = datetime(2028, 11, 1, 5, tzinfo=UTC)
    ready(new)
    again = begin_again(enrolment.person, made.course, at=later)
    assert again.cycle == 3
    completed_again(again, made)
    assert Certificate.objects.count() == 3


def test_what_is_suspended_or_never_runs_out_is_not_renewed() -> None:
    endless, running = demanding(), demanding(slug="other", valid_months=12)
    completed(endless)
    without_end = ready(Certificate.objects.get())
    assert not may_renew(without_end, date(2099, 1, 1))
    completed(running)
    certificate = ready(Certificate.objects.exclude(pk=without_end.pk).get())
    suspend(certificate, reason="Asked", **by(officer()))
    assert not may_renew(certificate, date(2027, 11, 1))
    with pytest.raises(Refusal, match="not_renewable"):
        prolong(certificate, running.course, reason="x", **by(officer(), YEAR_LATER))


def test_a_learner_renews_from_the_course_s_page(client: Client) -> None:
    made = demanding(valid_months=1)
    enrolment = completed(made)
    certificate = ending(ready(Certificate.objects.get()), timezone.localdate() + timedelta(days=200))
    client.force_login(enrolment.person)
    address = f"/en/my/courses/{made.course.slug}/renew/"
    assert address not in client.get(f"/en/courses/{made.course.slug}/").content.decode()
    client.post(address)
    assert not Enrolment.objects.filter(cycle=2).exists()
    ending(certificate, timezone.localdate() + timedelta(days=20))
    assert address in client.get(f"/en/courses/{made.course.slug}/").content.decode()
    assert "Renew" in client.get("/en/my/").content.decode()
    assert client.post(address).status_code == 302
    assert Enrolment.objects.filter(cycle=2).exists()
