"""A credential is verified by programs that are not ours, from what the academy publishes, and by nothing else."""

import base64
import json
from pathlib import Path
from typing import Any

import jwt as pyjwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.utils import timezone
from jwcrypto import jwk, jws
from openbadgeslib import baking
from openbadgeslib.ob3 import OB3VerificationError
from pytest_django.fixtures import Settings

from certificates.credentials import jwt, keeping
from certificates.credentials.keeping import Form
from certificates.keyring.keymaking import enter
from certificates.models import Certificate
from certificates.revoking import revoke
from tests.certificates.credentials.reading import DID, ORIGIN, Outside, verified_by_library, verified_by_node
from tests.factories import authority
from tests.factories.certificates import pending

pytestmark = pytest.mark.django_db
BROKEN = r"(?i)signature"


@pytest.fixture
def certificate() -> Certificate:
    return pending()


def linked(certificate: Certificate) -> dict[str, Any]:
    return dict(json.loads(keeping.content(certificate, Form.INTEGRITY)))


def test_the_library_verifies_the_jwt_with_its_status(certificate: Certificate, outside: Outside) -> None:
    credential = verified_by_library(outside, jwt.sign(certificate).decode(), status=True)
    assert credential.issuer.id == DID
    assert credential.identifiers[0].identity_hash == certificate.facts.holder.th
    assert credential.results[0].value == "87.5"


def test_another_implementation_of_jose_verifies_the_jwt(certificate: Certificate, outside: Outside) -> None:
    token = jws.JWS()
    token.deserialize(jwt.sign(certificate).decode())
    published = json.loads(outside.get(f"{ORIGIN}/.well-known/did.json"))
    header = json.loads(token.objects["protected"])
    assert header["typ"] == "JWT"
    key = next(method for method in published["verificationMethod"] if method["id"] == header["kid"])
    token.verify(jwk.JWK(**key["publicKeyJwk"]))
    said = json.loads(token.payload)
    assert said["iss"] == said["issuer"]["id"] == published["id"]
    assert said["jti"] == said["id"]


def test_the_library_verifies_the_data_integrity_form(certificate: Certificate, outside: Outside) -> None:
    document = linked(certificate)
    credential = verified_by_library(outside, document, status=True)
    assert credential.id == document["id"] == certificate.credential.urn


def test_another_implementation_verifies_the_data_integrity_form_and_its_status(
    certificate: Certificate, outside: Outside
) -> None:
    assert verified_by_node(outside, linked(certificate)) == {"verified": True, "error": "", "set": []}


@pytest.mark.parametrize(
    ("state", "purpose"), [("revoked", "revocation"), ("superseded", "revocation"), ("suspended", "suspension")]
)
def test_every_reader_learns_that_a_credential_is_out_of_force(
    certificate: Certificate, outside: Outside, state: str, purpose: str
) -> None:
    document, token = linked(certificate), jwt.sign(certificate).decode()
    Certificate.objects.filter(pk=certificate.pk).update(state=state)
    with pytest.raises(OB3VerificationError, match=purpose):
        verified_by_library(outside, token, status=True)
    with pytest.raises(OB3VerificationError, match=purpose):
        verified_by_library(outside, document, status=True)
    # This reader reports the bits that are set, and leaves to its caller what they mean.
    assert verified_by_node(outside, document)["set"] == [purpose]


def test_only_the_one_revoked_is_revoked(certificate: Certificate, outside: Outside) -> None:
    other = pending()
    document, gone = linked(certificate), linked(other)
    revoke(other, reason="Issued in error.", by=None, at=timezone.now())
    assert verified_by_node(outside, document) == {"verified": True, "error": "", "set": []}
    assert verified_by_node(outside, gone)["set"] == ["revocation"]


@pytest.mark.parametrize("form", [Form.PNG, Form.SVG])
def test_the_library_finds_and_verifies_the_credential_in_the_picture(
    certificate: Certificate, outside: Outside, form: Form
) -> None:
    picture = keeping.content(certificate, form)
    if form == Form.PNG:
        token = baking.extract_png(picture, keyword=baking.ITXT_KEYWORD_OB3)
    else:
        token = baking.extract_svg(picture, element=baking.SVG_ELEMENT_OB3)
    assert token == keeping.content(certificate, Form.JWT).decode()
    assert verified_by_library(outside, str(token), status=True)


def test_a_changed_name_breaks_both_forms(certificate: Certificate, outside: Outside) -> None:
    document = linked(certificate)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "นายสมหญิง ใจดี"
    with pytest.raises(OB3VerificationError, match=BROKEN):
        verified_by_library(outside, document)
    assert verified_by_node(outside, document)["verified"] is False
    head, payload, signature = jwt.sign(certificate).decode().split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    said["credentialSubject"]["identifier"][0]["identityHash"] = "นายสมหญิง ใจดี"
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    with pytest.raises(OB3VerificationError, match=BROKEN):
        verified_by_library(outside, f"{head}.{forged}.{signature}")


@pytest.mark.parametrize(
    "place", ["name", "validFrom", "awardedDate", "evidence", "credentialStatus", "credentialSchema"]
)
def test_the_proof_covers_every_part(certificate: Certificate, outside: Outside, place: str) -> None:
    """A term that no context defines would be left out of the proof."""
    document = linked(certificate)
    del document[place]
    with pytest.raises(OB3VerificationError, match=BROKEN):
        verified_by_library(outside, document)


@pytest.mark.parametrize("place", ["activityEndDate", "licenseNumber", "result"])
def test_the_proof_covers_every_part_of_the_subject(certificate: Certificate, outside: Outside, place: str) -> None:
    document = linked(certificate)
    del document["credentialSubject"][place]
    with pytest.raises(OB3VerificationError, match=BROKEN):
        verified_by_library(outside, document)


def test_a_stranger_with_a_key_of_their_own_proves_nothing(certificate: Certificate, outside: Outside) -> None:

    said = pyjwt.decode(jwt.sign(certificate), options={"verify_signature": False})
    head = pyjwt.get_unverified_header(jwt.sign(certificate))
    forged = pyjwt.encode(said, ec.generate_private_key(ec.SECP256R1()), "ES256", headers={"kid": head["kid"]})
    with pytest.raises(OB3VerificationError, match=BROKEN):
        verified_by_library(outside, forged)


def test_a_key_in_a_file_of_an_authority_signs_as_well(
    certificate: Certificate, outside: Outside, settings: Settings, tmp_path: Path
) -> None:
    """Where SIGNING_KEY names a PKCS#12 file, no private key lies in SIGNING_DIR."""
    secret, chain = authority.certified()
    enter(Path(settings.SIGNING_DIR), chain, None, at=timezone.now())
    bundle = tmp_path / "key.p12"
    bundle.write_bytes(
        pkcs12.serialize_key_and_certificates(b"", secret, chain[0], chain[1:], BestAvailableEncryption(b"opens it"))
    )
    settings.SIGNING_KEY, settings.SIGNING_SECRET = str(bundle), "opens it"
    assert verified_by_library(outside, jwt.sign(certificate).decode(), status=True)
