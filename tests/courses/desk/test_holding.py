"""Holds and identity stand before the certificate; what was earned meanwhile follows once they are settled."""

import pytest

from academy.errors import Refusal
from academy.people.identifying import doubt, identify
from academy.people.models import IdentityLevel
from certificates.models import Act, Certificate
from courses.certifying import eligibilities, eligibility
from courses.holding import lift, place, vouch
from courses.models import CertificateRequest, Enrolment
from tests.courses.desk.making import FROM, NOON, by, completed, demanding, officer
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_hold_on_the_person_stops_every_course_and_one_on_an_enrolment_that_course_alone() -> None:
    one, other, person = demanding(), demanding(slug="other"), PersonFactory.create()
    first = completed(one, person)
    Certificate.objects.all().delete()
    place(person, first, reason="Asked who sat the test", **by(officer()))
    second = completed(other, person)
    assert list(eligibility(first).reasons) == ["held"]
    assert eligibility(second).eligible
    place(person, None, reason="All of it", **by(officer()))
    assert list(eligibility(second).reasons) == ["held"]


def test_lifting_the_last_hold_awards_what_was_earned_meanwhile() -> None:
    made, person, who = demanding(), PersonFactory.create(), officer()
    hold = place(person, None, reason="Wait", **by(who))
    completed(made, person)
    assert not Certificate.objects.exists()
    assert lift(hold, reason="Cleared", **by(who)) == 1
    assert Certificate.objects.get().person == person
    with pytest.raises(Refusal) as refused:
        lift(hold, reason="Again", **by(who))
    assert refused.value.code == "hold_lifted"
    assert Certificate.objects.count() == 1


def test_lifting_one_of_two_holds_awards_nothing() -> None:
    made, person, who = demanding(), PersonFactory.create(), officer()
    first = place(person, None, reason="One", **by(who))
    place(person, None, reason="Two", **by(who))
    completed(made, person)
    assert lift(first, reason="Cleared", **by(who)) == 0
    assert not Certificate.objects.exists()


def test_a_certificate_that_asks_for_a_checked_identity_is_issued_once_an_officer_has_checked_it() -> None:
    made, person, who = demanding(identity="officer"), PersonFactory.create(), officer()
    enrolment = completed(made, person)
    assert list(eligibility(enrolment).reasons) == ["identity"]
    assert vouch(person, reason="Showed the official's card", **by(who)) == 1
    assert Certificate.objects.get().person == person
    act = Act.objects.get(deed=Act.Deed.IDENTIFY)
    assert (act.by, act.origin, act.person, act.reason) == (who, FROM, person, "Showed the official's card")
    with pytest.raises(Refusal, match="identity_known"):
        vouch(person, reason="Again", **by(who))


@pytest.mark.parametrize(
    ("asked", "known", "enough"),
    [
        *(("self", "self", True), ("officer", "self", False), ("officer", "officer", True)),
        *(("provider", "officer", False), ("provider", "provider", True), ("officer", "provider", True)),
    ],
)
def test_each_level_of_identity_holds_those_below_it(asked: str, known: str, enough: bool) -> None:
    enrolment = completed(demanding(identity=asked), PersonFactory.create(identity_level=known))
    assert eligibility(enrolment).eligible is enough


def test_nobody_vouches_for_themselves_or_lifts_their_own_hold() -> None:
    who = officer()
    hold = place(who, None, reason="Wait", **by(officer()))
    for deed, code in ((lambda: vouch(who, reason="It is me", **by(who)), "own_identity"),
                       (lambda: lift(hold, reason="It is me", **by(who)), "own_hold")):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            deed()
        assert refused.value.code == code


def test_an_identity_is_never_known_less_well_but_by_another_name() -> None:
    person = PersonFactory.create(identity_level=IdentityLevel.PROVIDER)
    assert identify(person, IdentityLevel.OFFICER) is False
    assert person.identity_level == IdentityLevel.PROVIDER
    doubt(person)
    person.refresh_from_db()
    assert person.identity_level == IdentityLevel.SELF


def test_where_two_officers_decide_vouching_makes_the_request() -> None:
    made, person = demanding(identity="officer", approval=True), PersonFactory.create()
    completed(made, person)
    assert not CertificateRequest.objects.exists()
    assert vouch(person, reason="Seen", **by(officer())) == 0
    assert CertificateRequest.objects.get().enrolment.person == person
    assert not Certificate.objects.exists()


def test_many_are_judged_in_as_many_queries_as_one(django_assert_num_queries: object) -> None:
    made = demanding()
    people = [PersonFactory.create() for _ in range(6)]
    enrolments = [completed(made, person) for person in people]
    place(people[2], None, reason="Wait", **by(officer()))
    rows = list(Enrolment.objects.filter(course=made.course).select_related("person", "release").order_by("pk"))
    with django_assert_num_queries(2):  # type: ignore[operator]
        judged = eligibilities(rows)
    assert [judged[one.pk].eligible for one in enrolments] == [True, True, False, True, True, True]
    assert enrolments[0].completed_at == NOON
