"""Certificates and who issues them."""

from certificates.models.certificate import Certificate, SerialNumber
from certificates.models.credential import Achievement, Credential, CredentialFile, StatusList
from certificates.models.issuer import Issuer

__all__ = ["Achievement", "Certificate", "Credential", "CredentialFile", "Issuer", "SerialNumber", "StatusList"]
