"""Certificates, who issues them, and what is done to them: one by one, and many at once."""

from certificates.models.act import Act
from certificates.models.certificate import Certificate, SerialNumber
from certificates.models.credential import Achievement, Credential, CredentialFile, StatusList
from certificates.models.design import Design, DesignPicture, DesignVersion
from certificates.models.issuer import Issuer
from certificates.models.loss import LostFile
from certificates.models.run import Bundle, CertificateRun, RunItem

__all__ = [
    "Achievement",
    "Act",
    "Bundle",
    "Certificate",
    "CertificateRun",
    "Credential",
    "CredentialFile",
    "Design",
    "DesignPicture",
    "DesignVersion",
    "Issuer",
    "LostFile",
    "RunItem",
    "SerialNumber",
    "StatusList",
]
