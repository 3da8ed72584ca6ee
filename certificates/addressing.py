"""The public address of a certificate's verification: in its QR code, so it must never change."""

from django.conf import settings
from django.urls import reverse


def verify_url(code: str) -> str:
    """Absolute, and without a language: the page follows its reader."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('verify:certificate', args=[code])}"


def download_url(code: str) -> str:
    """Absolute, in the language of the moment; only the holder gets the file there."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('certificates:download', args=[code])}"
