"""Certificates and who issues them."""

from certificates.models.certificate import Certificate, SerialNumber
from certificates.models.issuer import Issuer

__all__ = ["Certificate", "Issuer", "SerialNumber"]
