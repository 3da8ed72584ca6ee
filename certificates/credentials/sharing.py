"""Showing a certificate to the world, and taking it back: the holder's deed alone."""

from datetime import datetime

from wagtail.log_actions import log

from certificates.credentials.allotting import credential_of
from certificates.models import Certificate, Credential


def share(certificate: Certificate, *, at: datetime) -> Credential:
    """From now on whoever has the address sees the page and its picture. Twice is as once."""
    credential = credential_of(certificate)
    if Credential.objects.filter(pk=credential.pk, shared_at=None).update(shared_at=at):
        log(instance=certificate, action="certificates.share", user=certificate.person)
    return credential


def unshare(certificate: Certificate) -> None:
    """The page is gone for everyone else. What others have copied meanwhile is out of our hands."""
    if Credential.objects.filter(certificate=certificate, shared_at__isnull=False).update(shared_at=None):
        log(instance=certificate, action="certificates.unshare", user=certificate.person)


def shared(code: str) -> Certificate | None:
    """The certificate with that code, if its holder shows it and it is in force."""
    found = Certificate.objects.filter(code=code, state=Certificate.State.READY, credential__shared_at__isnull=False)
    return found.select_related("credential").first()
