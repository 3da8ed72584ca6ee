"""What the academy publishes for verifiers: its keys, its name, and which credentials are out of force."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from openbadgeslib.ob3 import decode_encoded_list, set_indices
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from academy.people.models import Person
from certificates.codes import new_code
from certificates.credentials import jwt, keeping, statuslist
from certificates.credentials.allotting import credential_of
from certificates.credentials.keeping import Form
from certificates.keyring.keymaking import make_development_keys
from certificates.models import Certificate, Credential
from certificates.revoking import revoke
from tests.certificates.credentials.reading import DID, ORIGIN, Outside, verified_by_library
from tests.factories.certificates import AT, facts, pending
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
DID_PAGE = "/.well-known/did.json"
LIST = "/credentials/status/revocation/1/"
LINKED = {"accept": "application/ld+json, application/json"}


def test_the_did_document_names_both_keys_and_the_one_for_jwt_first(outside: Outside) -> None:
    document = json.loads(outside.get(ORIGIN + DID_PAGE))
    kinds = [method["type"] for method in document["verificationMethod"]]
    assert (document["id"], kinds) == (DID, ["JsonWebKey", "Multikey"])
    assert document["assertionMethod"] == [method["id"] for method in document["verificationMethod"]]
    assert "d" not in document["verificationMethod"][0]["publicKeyJwk"]


def test_what_an_earlier_key_signed_verifies_after_a_rotation(signing: Path, outside: Outside) -> None:
    certificate = pending()
    token, document = jwt.sign(certificate).decode(), json.loads(keeping.content(certificate, Form.INTEGRITY))
    make_development_keys(signing, at=timezone.now())
    published = json.loads(outside.get(ORIGIN + DID_PAGE))["verificationMethod"]
    assert [method["type"] for method in published] == ["JsonWebKey", "Multikey"] * 2
    assert published[0]["id"] != document["proof"]["verificationMethod"]
    for credential in (token, document, jwt.sign(certificate).decode()):
        assert verified_by_library(outside, credential, status=True)


def test_keys_for_development_are_not_published_where_they_may_not_sign(settings: Settings, outside: Outside) -> None:
    settings.DEVELOPMENT_KEYS = False
    assert json.loads(outside.get(ORIGIN + DID_PAGE))["verificationMethod"] == []


def test_without_a_key_no_list_is_published_unsigned(settings: Settings, tmp_path: Path, client: Client) -> None:
    credential_of(pending())
    settings.SIGNING_DIR = str(tmp_path / "nothing")
    answer = client.get(LIST)
    assert (answer.status_code, answer.content, answer["Retry-After"]) == (503, b"", "60")


def test_the_issuers_profile_is_the_one_in_credentials(outside: Outside) -> None:
    profile = outside.linked(f"{ORIGIN}/.well-known/issuer.json")
    document = json.loads(keeping.content(pending(), Form.INTEGRITY))
    assert {**document["issuer"], "@context": profile["@context"]} == profile


@pytest.mark.parametrize("address", [DID_PAGE, "/.well-known/issuer.json", LIST])
def test_a_page_of_another_site_may_read_it_and_is_told_when_nothing_changed(client: Client, address: str) -> None:
    credential_of(pending())
    first = client.get(address)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"].startswith("public, max-age=")
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_list_is_signed_in_the_form_that_its_reader_asks_for(client: Client) -> None:
    credential_of(pending())
    token, linked = client.get(LIST), client.get(LIST, headers=LINKED)
    assert (token["Content-Type"], token.content.count(b".")) == ("application/vc+jwt", 2)
    assert linked["Content-Type"] == "application/ld+json"
    assert json.loads(linked.content)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert "Accept" in token["Vary"]
    assert "Accept" in linked["Vary"]


def test_a_list_is_good_for_seven_days_and_signed_once_while_nothing_changes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    credential_of(pending())
    said = json.loads(client.get(LIST, headers=LINKED).content)
    lasting = datetime.fromisoformat(said["validUntil"]) - datetime.fromisoformat(said["validFrom"])
    assert lasting == timedelta(days=7)
    assert len(decode_encoded_list(said["credentialSubject"]["encodedList"])) * 8 == 131_072
    # Two signatures of that kind are never the same.
    first = client.get(LIST).content
    with django_assert_num_queries(1):  # whether there is such a list
        assert client.get(LIST).content == first
    cache.delete("status:1:revocation:jwt")
    assert client.get(LIST).content == first


def test_the_list_says_who_is_revoked_once_its_minute_is_over(client: Client) -> None:
    certificate, other = pending(), pending()
    place = credential_of(certificate).status_index
    credential_of(other)
    before = client.get(LIST, headers=LINKED)
    revoke(certificate, reason="Issued in error.", by=None, at=timezone.now())
    cache.delete("status:1:revocation:json")
    after = client.get(LIST, headers=LINKED)
    assert before["ETag"] != after["ETag"]
    bits = decode_encoded_list(json.loads(after.content)["credentialSubject"]["encodedList"])
    assert set_indices(bits) == {place}


@pytest.mark.parametrize("address", ["/credentials/status/revocation/2/", "/credentials/status/gossip/1/"])
def test_there_is_no_other_list(client: Client, address: str) -> None:
    credential_of(pending())
    assert client.get(address).status_code == 404


def test_an_achievement_is_a_page_for_people_and_linked_data_for_machines(client: Client, outside: Outside) -> None:
    certificate = pending()
    achievement = credential_of(certificate).achievement
    address = f"/achievements/{achievement.key}/"
    page = client.get(address, headers={"accept": "text/html", "accept-language": "en"})
    assert "Big Data Analytics for Policy Decisions" in page.content.decode()
    assert page["Content-Type"].startswith("text/html")
    said = outside.linked(ORIGIN + address)
    inside = json.loads(keeping.content(certificate, Form.INTEGRITY))["credentialSubject"]["achievement"]
    assert {name: said[name] for name in inside} == inside
    assert said["creator"]["id"] == DID
    assert outside.get(inside["image"]["id"]).startswith(b"\x89PNG")


def test_certificates_of_one_release_share_an_achievement_and_other_words_make_another() -> None:
    one, same = (credential_of(pending(subject="course:1")).achievement for _turn in range(2))
    renamed = credential_of(pending(subject="course:1", hours="9")).achievement
    later = credential_of(pending(subject="course:1", release="2")).achievement
    assert one == same
    assert len({one, renamed, later}) == 3


def test_a_certificate_from_before_there_were_credentials_has_one(outside: Outside) -> None:
    certificate = pending()
    del certificate.facts_json["criteria"]
    certificate.save(update_fields=["facts_json"])
    token = jwt.sign(Certificate.objects.get(pk=certificate.pk)).decode()
    credential = verified_by_library(outside, token)
    assert "เรียนครบทุกหน่วย" in credential.achievement.criteria_narrative


def test_a_list_of_thousands_says_who_is_revoked_and_nobody_else(client: Client) -> None:
    first = pending()
    credential = credential_of(first)
    person: Person = PersonFactory.create()
    said = facts().as_json()
    many, revoked = 2_000, 400
    rows = Certificate.objects.bulk_create(
        [
            Certificate(
                code=new_code(), serial=f"T-{n}", person=person, subject="course:many", cycle=n, award_key=f"many:{n}",
                facts_json=said, state="revoked" if n < revoked else "ready", issued_at=AT,
            )
            for n in range(many)
        ],
        batch_size=1000,
    )  # fmt: skip
    at = first.pk + 1
    Credential.objects.bulk_create(
        [
            Credential(
                certificate=row, achievement=credential.achievement, status_list=credential.status_list,
                status_index=statuslist.place_of(at + n, credential.status_list.shuffle),
            )
            for n, row in enumerate(rows)
        ],
        batch_size=1000,
    )  # fmt: skip
    answer = client.get(LIST, headers=LINKED)
    bits = decode_encoded_list(json.loads(answer.content)["credentialSubject"]["encodedList"])
    assert len(set_indices(bits)) == revoked
    assert datetime.fromisoformat(json.loads(answer.content)["validFrom"]) <= datetime.now(UTC)
