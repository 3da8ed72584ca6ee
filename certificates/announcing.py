"""Telling the holder, by e-mail in their language. A mail that fails is tried again; nothing is rendered for it."""

from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from academy.people import letters
from certificates.addressing import download_url, verify_url
from certificates.claiming import claim, finish, give_back
from certificates.models import Certificate

NOT_SENT = gettext_noop("The holder could not be told by e-mail.")


class NotSentError(Exception):
    """The mail server did not take the letter. Names the kind of error alone: its words name the address."""


def announce(pk: int) -> bool:
    """Tell the holder of a READY certificate. True when this call did; False when there is nothing to tell.

    Each is told once, but for a worker that dies between sending and writing it down. On failure the claim is given
    back and NotSentError raised.
    """
    token = claim(pk, Certificate.State.READY)
    if token is None:
        return False
    certificate = Certificate.objects.select_related("person").get(pk=pk)
    try:
        # Whoever may no longer sign in (left, erased) has no use for the link, and perhaps no mailbox.
        if certificate.person.is_active:
            letter(certificate).send()
    except (OSError, SMTPException) as error:
        give_back(pk, token, trouble=NOT_SENT, tries=certificate.tries)
        raise NotSentError(type(error).__name__) from None
    except BaseException:
        give_back(pk, token, trouble=NOT_SENT, tries=certificate.tries)
        raise
    return finish(pk, token, Certificate.State.READY, announced_at=timezone.now(), look_again_at=None)


def letter(certificate: Certificate) -> EmailMultiAlternatives:
    """The message: text and HTML, in the language the holder prefers."""
    person = certificate.person
    with translation.override(person.preferred_language):
        language = person.preferred_language
        facts = certificate.facts
        said = {
            "language": language,
            "certificate": certificate,
            "name": facts.holder.in_language(language),
            "course": facts.course.in_language(language),
            "issuer": facts.issuer.in_language(language),
            "corrected": certificate.revision > 1,
            "download": download_url(certificate.code),
            "verify": verify_url(certificate.code),
        }
        subject = gettext("Your certificate: %(course)s") % {"course": said["course"]}
        return letters.letter(person, subject, "certificates/announcement", said)
