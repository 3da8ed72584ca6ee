"""Two officers decide: one proposes, another approves; never the same, never on one's own."""

import pytest
from django.db import IntegrityError, transaction

from academy.errors import Refusal
from certificates.models import Act, Certificate
from courses.certifying import award, certificate_of
from courses.holding import place
from courses.models import CertificateRequest, Enrolment
from courses.requesting import approve, decide, refuse
from tests.courses.desk.making import FROM, NOON, by, completed, demanding, officer

pytestmark = pytest.mark.django_db
State = CertificateRequest.State


def requested() -> Enrolment:
    return completed(demanding(approval=True))


def proposed() -> tuple[CertificateRequest, object]:
    enrolment, first = requested(), officer()
    decide(enrolment, **by(first))
    return CertificateRequest.objects.get(), first


def test_completing_makes_one_request_and_no_certificate() -> None:
    enrolment = requested()
    assert award(enrolment) is None
    request = CertificateRequest.objects.get()
    assert (request.enrolment, request.state, request.proposed_by) == (enrolment, State.REQUESTED, None)
    assert not Certificate.objects.exists()


def test_a_second_officer_s_approval_issues_the_certificate_with_the_facts_of_that_moment() -> None:
    request, first = proposed()
    second = officer()
    request.enrolment.person.certificate_name_th = "นางสาวชื่อ ใหม่"
    request.enrolment.person.save()
    certificate = approve(request, **by(second))
    assert certificate.facts.holder.th == "นางสาวชื่อ ใหม่"
    assert (request.state, request.proposed_by, request.decided_by, request.decided_at) == (
        State.APPROVED, first, second, NOON,
    )  # fmt: skip
    acts = list(Act.objects.order_by("pk").values_list("deed", "by", "origin"))
    assert acts == [("propose", first.pk, FROM), ("approve", second.pk, FROM)]  # type: ignore[attr-defined]


def test_whoever_proposed_cannot_approve() -> None:
    request, first = proposed()
    with pytest.raises(Refusal) as refused:
        approve(request, **by(first))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.status) == ("same_person", 403)
    assert not Certificate.objects.exists()


def test_the_database_itself_refuses_an_approval_by_the_same_officer() -> None:
    request, first = proposed()
    rows = CertificateRequest.objects.filter(pk=request.pk)
    for fields in ({"decided_by": first}, {"decided_by": None}, {"decided_by": officer(), "proposed_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=State.APPROVED, **fields)
    rows.update(state=State.APPROVED, decided_by=officer())


def test_nothing_is_approved_that_nobody_proposed() -> None:
    requested()
    with pytest.raises(Refusal, match="not_proposed"):
        approve(CertificateRequest.objects.get(), **by(officer()))


def test_nobody_decides_on_their_own_certificate() -> None:
    who = officer()
    enrolment = completed(demanding(approval=True), who)
    with pytest.raises(Refusal, match="own_certificate"):
        decide(enrolment, **by(who))
    decide(enrolment, **by(officer()))
    for deed in (approve, refuse):
        with pytest.raises(Refusal, match="own_certificate"):
            deed(CertificateRequest.objects.get(), reason="Why not", **by(who))


def test_what_has_changed_since_the_proposal_stops_the_approval() -> None:
    request, _first = proposed()
    place(request.enrolment.person, None, reason="Wait", **by(officer()))
    with pytest.raises(Refusal, match="not_eligible") as refused:
        approve(request, **by(officer()))
    assert refused.value.fields == {"reasons": ["held"]}
    assert not Certificate.objects.exists()


def test_a_refusal_says_why_and_may_be_proposed_again() -> None:
    request, _first = proposed()
    enrolment = request.enrolment
    with pytest.raises(Refusal, match="reason_required"):
        refuse(request, reason=" ", **by(officer()))
    refuse(request, reason="The name is not that of the card", **by(officer()))
    assert (request.state, request.reason) == (State.REFUSED, "The name is not that of the card")
    for deed in (lambda: approve(request, **by(officer())), lambda: refuse(request, reason="x", **by(officer()))):
        with pytest.raises(Refusal):
            deed()
    assert award(enrolment) is None
    assert CertificateRequest.objects.count() == 1, "completing again does not ask again"
    decide(enrolment, **by(officer()))
    approve(CertificateRequest.objects.get(state=State.PROPOSED), **by(officer()))
    assert certificate_of(enrolment)


def test_proposing_twice_is_refused_and_so_is_issuing_what_is_issued() -> None:
    request, _first = proposed()
    with pytest.raises(Refusal, match="already_proposed"):
        decide(request.enrolment, **by(officer()))
    approve(request, **by(officer()))
    with pytest.raises(Refusal, match="already_issued"):
        decide(request.enrolment, **by(officer()))


def test_where_completion_is_enough_an_officer_issues_alone_what_was_held_up() -> None:
    enrolment = completed(demanding())
    Certificate.objects.all().delete()
    decide(enrolment, reason="Lost in the move", **by(officer()))
    assert certificate_of(enrolment)
    assert Act.objects.get().deed == Act.Deed.ISSUE
