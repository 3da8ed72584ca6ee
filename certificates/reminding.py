"""Reminding holders that a certificate runs out: 90, 30 and 7 days before, once each, by e-mail in their language."""

import logging
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext

from academy.people import letters
from certificates.models import Certificate

log = logging.getLogger(__name__)
DAYS = (7, 30, 90)
AT_ONCE = 500
"""Letters of one sweep; the next sends what is left."""


def remind(today: date | None = None) -> int:
    """Send the letters that are due: how many. A letter that the mail server does not take is tried by the next sweep.

    Whoever holds a newer one for the same, or may no longer sign in, is left alone. Where some days were missed, the
    letter nearest to the end counts for those before it.
    """
    today = today or timezone.localdate()
    sent = 0
    for certificate in due(today)[:AT_ONCE]:
        assert certificate.valid_until is not None
        days = _step((certificate.valid_until - today).days)
        before = certificate.reminded
        # Written first: of two sweeps at once, one finds it written. A worker that dies here leaves one letter unsent.
        if not Certificate.objects.filter(pk=certificate.pk, reminded=before).update(reminded=days):
            continue
        try:
            letter(certificate, (certificate.valid_until - today).days).send()
        except (OSError, SMTPException) as error:
            Certificate.objects.filter(pk=certificate.pk, reminded=days).update(reminded=before)
            log.warning("A reminder could not be sent: %s.", type(error).__name__)
            continue
        sent += 1
    return sent


def due(today: date) -> QuerySet[Certificate]:
    """Valid certificates that run out within 90 days and whose holder was not reminded at this step yet."""
    newer = Certificate.objects.filter(
        person=OuterRef("person"),
        subject=OuterRef("subject"),
        cycle__gt=OuterRef("cycle"),
        state__in=(Certificate.State.PENDING, Certificate.State.READY, Certificate.State.SUSPENDED),
    )
    late = Q()
    for days in DAYS:
        late |= Q(valid_until__lte=today + timedelta(days=days)) & (Q(reminded=None) | Q(reminded__gt=days))
    return (
        Certificate.objects.filter(late, state=Certificate.State.READY, valid_until__gte=today, person__is_active=True)
        .exclude(Exists(newer)).select_related("person").order_by("valid_until", "pk")
    )  # fmt: skip


def letter(certificate: Certificate, days: int) -> EmailMultiAlternatives:
    """The message: text and HTML, in the language the holder prefers."""
    person, facts = certificate.person, certificate.facts
    with translation.override(person.preferred_language):
        language = person.preferred_language
        said = {
            "language": language,
            "certificate": certificate,
            "name": facts.holder.in_language(language),
            "course": facts.course.in_language(language),
            "issuer": facts.issuer.in_language(language),
            "days": days,
            "renew": f"{settings.PUBLIC_ORIGIN}{resolve_url(settings.LOGIN_REDIRECT_URL)}",
        }
        subject = gettext("Your certificate runs out soon: %(course)s") % {"course": said["course"]}
        return letters.letter(person, subject, "certificates/reminder", said)


def _step(days: int) -> int:
    return next(step for step in DAYS if days <= step)
