"""Writing the book of acts: who, what, when, from where and why. Each deed writes its act in its own transaction."""

from datetime import datetime

from django.utils import timezone

from academy.people.models import Person
from certificates.models import Act, Certificate


def note(
    deed: Act.Deed,
    *,
    by: Person | None,
    origin: str = "",
    at: datetime | None = None,
    certificate: Certificate | None = None,
    person: Person | None = None,
    about: str = "",
    reason: str = "",
) -> Act:
    """One act more. `origin` is the network address it came from; empty where nobody's browser did."""
    return Act.objects.create(
        at=at or timezone.now(),
        by=by,
        origin=origin or None,
        deed=deed,
        certificate=certificate,
        person=person or (certificate.person if certificate else None),
        about=about,
        reason=reason,
    )
