"""Suspended for a time, and back; what its holder and a stranger see meanwhile."""

from typing import Any

import pytest
from django.test import Client

from academy.errors import Refusal
from certificates.announcing import announce
from certificates.claiming import overdue
from certificates.correcting import reissue, supersede
from certificates.models import Act, Certificate, Issuer
from certificates.revoking import revoke
from certificates.suspending import reinstate, suspend
from certificates.verification.verifying import State, by_code
from tests.factories.certificates import AT, facts, pending, ready
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": None, "at": AT, "origin": "2001:db8::1"}


def test_a_suspended_certificate_says_so_with_its_reason_to_people_and_machines(client: Client) -> None:
    certificate = ready()
    suspend(certificate, reason="Under review", **WHO)
    page = client.get(f"/verify/{certificate.code}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Suspended" in page
    assert "Under review" in page
    said = client.get(f"/verify/{certificate.code}/", headers={"Accept": "application/json"}).json()
    assert (said["state"], said["reason"], said["ended_at"]) == ("suspended", "Under review", AT.isoformat())
    client.force_login(certificate.person)
    assert client.get(f"/th/certificates/{certificate.code}.pdf").status_code == 404


def test_reinstated_it_counts_again_and_its_holder_downloads_it(client: Client) -> None:
    certificate = ready()
    suspend(certificate, reason="Under review", **WHO)
    reinstate(certificate, reason="Cleared", **WHO)
    assert (certificate.reason, certificate.ended_at) == ("", None)
    assert by_code(certificate.code).state == State.VALID
    client.force_login(certificate.person)
    assert client.get(f"/th/certificates/{certificate.code}.pdf").getvalue().startswith(b"%PDF-")
    acts = Act.objects.order_by("pk").values_list("deed", "reason", "origin")
    assert list(acts) == [("suspend", "Under review", "2001:db8::1"), ("reinstate", "Cleared", "2001:db8::1")]


def test_only_what_is_in_force_is_suspended_and_only_what_is_suspended_is_reinstated() -> None:
    waiting, revoked, valid = pending(), ready(), ready()
    revoke(revoked, reason="x", by=None, at=AT)
    for certificate, code in ((waiting, "certificate_pending"), (revoked, "certificate_ended")):
        with pytest.raises(Refusal, match=code):
            suspend(certificate, reason="x", **WHO)
    for certificate in (waiting, revoked, valid):
        with pytest.raises(Refusal, match="not_suspended"):
            reinstate(certificate, reason="x", **WHO)
    suspend(valid, reason="x", **WHO)
    with pytest.raises(Refusal, match="certificate_suspended"):
        suspend(valid, reason="x", **WHO)


@pytest.mark.parametrize("deed", [suspend, reinstate])
def test_both_ask_for_a_reason(deed: Any) -> None:
    with pytest.raises(Refusal, match="reason_required"):
        deed(ready(), reason=" ", **WHO)


def test_a_suspended_certificate_is_revoked_but_not_replaced() -> None:
    certificate = ready()
    suspend(certificate, reason="x", **WHO)
    with pytest.raises(Refusal, match="certificate_suspended"):
        supersede(certificate, facts(), reason="Name", by=None, at=AT)
    revoke(certificate, reason="Proven", by=None, at=AT)
    assert by_code(certificate.code).state == State.REVOKED


def test_the_sweep_leaves_it_alone_and_its_holder_is_told_once_it_is_back() -> None:
    certificate = ready()
    suspend(certificate, reason="x", **WHO)
    assert announce(certificate.pk) is False
    assert overdue(AT.replace(year=2099), 10) == []
    reinstate(certificate, reason="y", **WHO)
    assert overdue(AT.replace(year=2099), 10) == [(certificate.pk, "ready")]
    assert announce(certificate.pk) is True


def test_issued_anew_it_carries_today_s_signing_officer_and_all_else_as_it_was() -> None:
    certificate = ready()
    issuer = Issuer.load()
    issuer.signatory_name_th = "นายใหม่ ล่าสุด"
    issuer.save()
    new = reissue(certificate, reason="New director", by=PersonFactory.create(), at=AT)
    assert new.facts.signatories[0].name.th == "นายใหม่ ล่าสุด"
    assert (new.facts.holder, new.facts.completed_on) == (certificate.facts.holder, certificate.facts.completed_on)
    assert Certificate.objects.get(pk=certificate.pk).state == Certificate.State.SUPERSEDED
    assert Act.objects.get(deed=Act.Deed.REISSUE).about == new.serial
