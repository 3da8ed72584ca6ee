"""Telling learners, by e-mail in their language, what a regrade changed. The letter's row is the outbox."""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from academy.people import letters
from assessments.models import Regrade, RegradeChange, RegradeLetter
from certificates.issuing import current_issuer
from courses import reading

BATCH = 100
# A claim that was not settled by then is another worker's to take; a failed letter is tried again then.
LEASE = timedelta(minutes=10)


def tell(pk: int, at: datetime) -> bool:
    """Send some letters of a regrade that is carried out; whether more are left to send now.

    Each is sent once, but for a worker that dies between sending and writing it down.
    """
    waiting = due(at).filter(regrade=pk).order_by("pk").values_list("pk", flat=True)
    batch = list(waiting[:BATCH])
    for letter in batch:
        _tell_one(letter, at)
    return len(batch) == BATCH


def due(at: datetime) -> "QuerySet[RegradeLetter]":
    """Letters that nobody has sent and nobody is sending, of regrades that are carried out."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=at)
    return RegradeLetter.objects.filter(free, told_at=None, regrade__state=Regrade.State.DONE)


def _tell_one(pk: int, at: datetime) -> None:
    if not due(at).filter(pk=pk).update(claimed_until=at + LEASE):
        return
    letter = RegradeLetter.objects.select_related(
        "regrade", "enrolment__person", "enrolment__course", "enrolment__release"
    ).get(pk=pk)
    try:
        # Whoever may no longer sign in has no use for the link, and perhaps no mailbox.
        if letter.enrolment.person.is_active:
            written(letter).send()
    except (OSError, SMTPException):
        # It stays claimed for a while and is tried again after that.
        return
    RegradeLetter.objects.filter(pk=pk).update(told_at=at)


def written(letter: RegradeLetter) -> EmailMultiAlternatives:
    """The message, text and HTML: which test, what each attempt's score was and is, and what that means."""
    person, enrolment = letter.enrolment.person, letter.enrolment
    language = person.preferred_language
    changes = list(
        RegradeChange.objects.filter(regrade=letter.regrade, attempt__enrolment=enrolment)
        .select_related("attempt").order_by("attempt__number")
    )  # fmt: skip
    enrolment.release.course = enrolment.course
    shelf = reading.shelf(enrolment.release, language)
    quiz, course = shelf.get(letter.regrade.unit_key), shelf.get(enrolment.course.key)
    issuer, _signatories = current_issuer()
    with translation.override(language):
        lines = [(change, _address(change)) for change in changes]
        said = {
            "language": language,
            "name": person.certificate_name(language) or person.email,
            "quiz": quiz.title if quiz else gettext("Test"),
            "course": course.title if course else enrolment.course.slug,
            "lines": lines,
            "passes": any(one.passed_after and not one.passed_before for one in changes),
            "kept": any(one.kept_pass for one in changes),
            "issuer": issuer.in_language(language),
        }
        subject = gettext("Your result was corrected: %(quiz)s") % {"quiz": said["quiz"]}
        return letters.letter(person, subject, "assessments/regraded", said)


def _address(change: RegradeChange) -> str:
    return f"{settings.PUBLIC_ORIGIN}{reverse('assessments:result', args=[change.attempt.public_id])}"
