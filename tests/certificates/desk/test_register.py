"""The register in the CMS: who sees it, what it shows first, and its deeds."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse

from academy.people.roles import Role
from certificates.facts import Said
from certificates.models import Certificate, Issuer
from certificates.producing import produce
from certificates.typesetting.rendering import RenderingError
from tests.factories.certificates import pending, ready
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db
REGISTER = "/cms/certificates/"


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(person_in(Role.OFFICER, preferred_language="en"))
    return client


def inspect(client: Client, certificate: Certificate) -> str:
    return client.get(reverse("certificate_register:inspect", args=[certificate.pk])).content.decode()


def stuck() -> Certificate:
    certificate = pending(holder=Said("นางสาวติดขัด 🎓", ""))
    with pytest.raises(RenderingError):
        produce(certificate.pk)
    return certificate


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.REVIEWER, Role.MANAGER])
def test_others_do_not_see_the_register(client: Client, role: Role) -> None:
    certificate = ready()
    client.force_login(person_in(role))
    for address in (
        REGISTER,
        *(
            reverse(f"certificate_register:{name}", args=[certificate.pk])
            for name in ("inspect", "revoke", "correct", "repair")
        ),
    ):
        assert client.get(address).status_code == 302
        assert client.post(address, {"reason": "x"}).status_code in {302, 405}
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.READY


def test_what_is_stuck_comes_first_with_its_trouble(officer: Client) -> None:
    first = stuck()
    done = ready()
    Certificate.objects.filter(pk=done.pk).update(look_again_at=None)
    said = officer.get(REGISTER).content.decode()
    assert "has a letter that the fonts of the certificate lack" in said
    assert said.index(first.serial) < said.index(done.serial)


def test_certificates_are_found_by_serial_and_by_name(officer: Client) -> None:
    mine, other = ready(holder=Said("นางสาวค้นหา พบเจอ", "Ms Found")), ready()
    for query in (mine.serial, mine.serial.lower(), "ค้นหา", "found", mine.person.email):
        said = officer.get(REGISTER, {"q": query}).content.decode()
        assert mine.serial in said, query
        assert other.serial not in said, query


def test_they_are_filtered_by_state(officer: Client) -> None:
    waiting, done = pending(), ready()
    said = officer.get(REGISTER, {"state": "pending"}).content.decode()
    assert waiting.serial in said
    assert done.serial not in said


def test_an_officer_revokes_with_a_reason(officer: Client) -> None:
    certificate = ready()
    address = reverse("certificate_register:revoke", args=[certificate.pk])
    assert address in inspect(officer, certificate)
    assert "cannot be undone" in officer.get(address).content.decode()
    assert officer.post(address, {"reason": " "}).status_code == 200
    assert officer.post(address, {"reason": "Cheating"}).status_code == 302
    said = inspect(officer, certificate)
    assert "Cheating" in said
    assert "Revoked the certificate" in said
    assert address not in said


def test_what_has_ended_meanwhile_is_said_and_not_done_again(officer: Client) -> None:
    certificate = ready()
    address = reverse("certificate_register:revoke", args=[certificate.pk])
    officer.post(address, {"reason": "Cheating"})
    said = officer.post(address, {"reason": "Again"}).content.decode()
    assert "was revoked or superseded before" in said


def test_an_officer_corrects_a_name_and_the_account_s_own_is_proposed(officer: Client) -> None:
    certificate = ready(PersonFactory.create(certificate_name_th="นางสาวสมหญิง ใจดี"))
    address = reverse("certificate_register:correct", args=[certificate.pk])
    assert "นางสาวสมหญิง ใจดี" in officer.get(address).content.decode()
    response = officer.post(address, {"name_th": "นางสาวสมหญิง  ใจดี", "name_en": "", "reason": "Misspelt"})
    new = Certificate.objects.get(supersedes=certificate)
    assert response["Location"] == reverse("certificate_register:inspect", args=[new.pk])
    assert new.facts.holder == Said("นางสาวสมหญิง ใจดี", "")
    assert new.serial in inspect(officer, certificate)


def test_an_officer_repairs_what_is_stuck(officer: Client, django_capture_on_commit_callbacks: Any) -> None:
    certificate = stuck()
    said = inspect(officer, certificate)
    assert "Tried once." in said
    address = reverse("certificate_register:repair", args=[certificate.pk])
    assert address in said
    with django_capture_on_commit_callbacks() as callbacks:
        assert officer.post(address).status_code == 302
    assert len(callbacks) == 1


def test_not_even_a_superuser_edits_or_deletes_a_row(client: Client) -> None:
    client.force_login(PersonFactory.create(is_superuser=True))
    certificate = ready()
    for way in ("add", "edit", "delete", "copy", "usage", "history"):
        with pytest.raises(NoReverseMatch):
            reverse(f"certificate_register:{way}", args=[certificate.pk])
    assert "certificates/new" not in client.get(REGISTER).content.decode()
    assert client.get(REGISTER).status_code == 200


def test_an_administrator_changes_who_signs_and_an_officer_does_not(client: Client) -> None:
    address = reverse("wagtailsettings:edit", args=["certificates", "issuer"])
    client.force_login(person_in(Role.OFFICER))
    assert client.get(address).status_code == 302
    client.force_login(person_in(Role.ADMINISTRATOR))
    page = client.get(address, follow=True)
    assert page.status_code == 200
    address = page.redirect_chain[-1][0] if page.redirect_chain else address
    names = dict.fromkeys(("name_th", "name_en", "signatory_name_th", "signatory_name_en"), "x")
    client.post(address, {**names, "signatory_position_th": "ผอ.", "signatory_position_en": "Director"})
    assert Issuer.load().signatory_position_th == "ผอ."


def test_the_register_is_whole_in_thai(client: Client) -> None:
    client.force_login(person_in(Role.ADMINISTRATOR, preferred_language="th"))
    said = inspect(client, stuck())
    for english in ("Trouble", "Serial", "Holder", "Issued", "Tried", "Next try"):
        assert english not in said


def test_roles_are_granted_what_their_work_takes() -> None:
    officers = set(Group.objects.get(name=Role.OFFICER).permissions.values_list("codename", flat=True))
    assert {"access_admin", "view_certificate", "issue_certificate", "repair_certificate"} <= officers
    assert "change_issuer" not in officers
