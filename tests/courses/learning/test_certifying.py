"""Who has earned a certificate, and what it will say."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from certificates.facts import Said
from certificates.models import Certificate
from courses.certifying import award, eligibility, subject_of
from courses.completing import record
from courses.models import Enrolment, Evidence, LessonPage
from tests.courses.learning.making import course, enrolled, lesson, quiz
from tests.factories.designs import SIGNERS, design
from tests.factories.people import PersonFactory, agency

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 31, 18, tzinfo=UTC)  # 1 January 2027, 01:00 in Bangkok


def passed(made: object, person: object, score: str = "87.50", evidence: Evidence = Evidence.SERVER) -> Enrolment:
    enrolment = enrolled(person, made)
    record(enrolment, made.unit("test").key, evidence=evidence, score=Decimal(score), at=EVENING)
    return enrolment


def test_completion_issues_the_certificate_with_the_facts_of_that_moment() -> None:
    made = course(quiz())
    person = PersonFactory.create(title_th="นาง", given_th="มาลี", family_th="ดี", given_en="", family_en="")
    enrolment = passed(made, person)
    certificate = Certificate.objects.get()
    facts = certificate.facts
    assert (certificate.subject, certificate.cycle) == (subject_of(made.course.key), enrolment.cycle)
    assert (facts.holder.th, facts.holder.en) == ("นางมาลี ดี", "")
    assert (facts.course.th, facts.course.en) == ("data th", "data en")
    assert (facts.hours, facts.score, facts.completed_on, facts.release, facts.evidence) == (
        "6", "87.5", "2027-01-01", "1", "server",
    )  # fmt: skip


def test_a_course_that_chose_a_design_freezes_its_version_signatories_and_the_agency_it_prints() -> None:
    chosen = design(above_name=Said("ขอมอบให้บุคลากรของ {agency}", "of {agency}"), signers=SIGNERS[:2])
    made = course(quiz(), design=str(chosen.key))
    passed(made, PersonFactory.create(agency=agency("Revenue")))
    facts = Certificate.objects.get().facts
    assert chosen.current
    assert facts.design == chosen.current.digest
    assert [one.name for one in facts.signatories] == [one.name for one in SIGNERS[:2]]
    assert facts.agency.en == "Revenue"


def test_awarding_twice_gives_the_same_certificate() -> None:
    enrolment = passed(course(quiz()), PersonFactory.create())
    assert award(enrolment) == award(enrolment) == Certificate.objects.get()


def test_titles_come_from_the_release_when_the_pages_are_gone() -> None:
    made = course(quiz())
    made.pages["", "en"].delete()
    passed(made, PersonFactory.create())
    assert Certificate.objects.get().facts.course.en == "data en"


@pytest.mark.parametrize(
    ("fields", "evidence", "why"),
    [
        ({"certificate": False}, Evidence.SERVER, "no_certificate"),
        ({"evidence": "server"}, Evidence.BROWSER, "evidence"),
        ({"evidence": "server"}, Evidence.PERSON, "evidence"),
    ],
)
def test_a_completion_without_what_the_certificate_takes_stays_without_it(
    fields: dict[str, object], evidence: Evidence, why: str
) -> None:
    enrolment = passed(course(quiz(), **fields), PersonFactory.create(), evidence=evidence)
    assert enrolment.state == Enrolment.State.COMPLETED
    assert list(eligibility(enrolment).reasons) == [why]
    assert not Certificate.objects.exists()


def test_nobody_is_certified_before_completing() -> None:
    enrolment = enrolled(PersonFactory.create(), course(quiz(), lesson("one")))
    assert "not_completed" in eligibility(enrolment).reasons
    assert award(enrolment) is None


def test_someone_without_a_name_completes_and_is_certified_once_they_have_one() -> None:
    nameless = dict.fromkeys(("given_th", "family_th", "given_en", "family_en"), "")
    person = PersonFactory.create(**nameless)
    enrolment = passed(course(quiz()), person)
    assert list(eligibility(enrolment).reasons) == ["no_name"]
    person.given_th = "มาลี"
    person.save()
    enrolment.refresh_from_db()
    assert award(Enrolment.objects.get()) is not None
    assert LessonPage.objects.exists()
