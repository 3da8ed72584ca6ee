"""Cohorts: who belongs to one, and that certificates say it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from certificates.facts import Said
from certificates.models import Certificate
from courses.candidates import Sought, candidates
from courses.gathering import dismiss, gather, keep
from courses.models import Cohort, Enrolment
from tests.courses.desk.making import completed, demanding
from tests.courses.learning.making import Made, enrolled
from tests.factories.people import PersonFactory, agency

pytestmark = pytest.mark.django_db


def cohort(made: Made, name: str = "1") -> Cohort:
    return keep(Cohort(course=made.course, name_th=f"รุ่น {name}", name_en=f"Cohort {name}"))


def test_people_are_gathered_by_their_addresses_and_those_not_enrolled_are_named() -> None:
    made = demanding()
    one, two, gone = (PersonFactory.create(email=f"{name}@agency.example") for name in ("one", "two", "gone"))
    for person in (one, two):
        enrolled(person, made)
    enrolled(gone, made, state=Enrolment.State.WITHDRAWN)
    first = cohort(made)
    gathered = gather(first, [" One@agency.example", "two@agency.example", "", "gone@agency.example", "who@x.example"])
    assert (gathered.added, gathered.unknown) == (2, ("gone@agency.example", "who@x.example"))
    assert gather(first, ["one@agency.example"]).added == 0, "twice is as once"
    assert gather(cohort(made, "2"), ["one@agency.example"]).added == 1
    assert list(first.enrolments.values_list("person__email", flat=True)) == ["two@agency.example"]
    dismiss(first.enrolments.get())
    assert not first.enrolments.exists()


def test_the_certificate_keeps_the_cohort_s_name_as_it_was() -> None:
    made, person = demanding(), PersonFactory.create()
    first = cohort(made)
    completed(made, person, cohort=first)
    first.name_en = "Renamed"
    keep(first)
    assert Certificate.objects.get().facts.cohort == Said("รุ่น 1", "Cohort 1")


def test_certificates_from_before_there_were_cohorts_have_none() -> None:
    completed(demanding())
    certificate = Certificate.objects.get()
    del certificate.facts_json["cohort"], certificate.facts_json["valid_until"]
    certificate.save()
    certificate.refresh_from_db()
    assert (certificate.facts.cohort, certificate.facts.valid_until) == (Said("", ""), "")


def test_a_cohort_cannot_end_before_it_starts() -> None:
    made = demanding()
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(Cohort(course=made.course, name_th="x", name_en="x", starts_on=date(2027, 2, 1), ends_on=date(2027, 1, 1)))


def test_the_list_is_narrowed_by_cohort_agency_day_and_standing() -> None:
    made, ministry = demanding(), agency("Ministry")
    within = agency("Division", ministry)
    first = cohort(made)
    inside = completed(made, PersonFactory.create(agency=within), cohort=first)
    outside = completed(made, PersonFactory.create(agency=agency("Other")))
    studying = enrolled(PersonFactory.create(), made)
    Certificate.objects.filter(person=outside.person).delete()

    def found(**asked: object) -> set[Enrolment]:
        return set(candidates(made.course, Sought(**asked)))  # type: ignore[arg-type]

    assert found() == {outside}
    assert found(standing="issued") == {inside}
    assert found(standing="") == {inside, outside}
    assert found(standing="studying") == {studying}
    assert found(standing="", cohort=first) == {inside}
    assert found(standing="", agency=ministry) == {inside}
    assert found(standing="", q=outside.person.given_th) == {outside}
    assert found(standing="", since=date(2026, 11, 22), until=date(2026, 11, 22)) == {inside, outside}
    assert found(standing="", since=date(2026, 11, 23)) == set()
    assert found(standing="", until=date(2026, 11, 21)) == set()
