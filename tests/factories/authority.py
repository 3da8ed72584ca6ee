"""A certification authority of the tests' own: what it issues counts as no development key."""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone


def certified(
    common: str = "Digital Government Academy",
) -> tuple[ec.EllipticCurvePrivateKey, tuple[x509.Certificate, ...]]:
    """A P-256 key and its chain, valid from yesterday for a year."""
    authority, secret = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    at = timezone.now()

    def made(subject: str, public: ec.EllipticCurvePublicKey, ca: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .issuer_name(_name("Authority of the tests"))
            .subject_name(_name(subject))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(at - timedelta(days=1))
            .not_valid_after(at + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False
            )
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca,
                    key_encipherment=False, data_encipherment=False, key_agreement=False,
                    encipher_only=False, decipher_only=False,
                ),
                critical=True,
            )
            .sign(authority, hashes.SHA256())
        )  # fmt: skip

    return secret, (
        made(common, secret.public_key(), False),
        made("Authority of the tests", authority.public_key(), True),
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
