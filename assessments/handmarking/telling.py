"""Telling learners, by e-mail in their language, that an attempt is marked, or its mark corrected."""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from academy.people import letters
from assessments.models import MarkedLetter
from certificates.issuing import current_issuer
from courses import reading

BATCH = 100
# A claim that was not settled by then is another worker's to take; a failed letter is tried again then.
LEASE = timedelta(minutes=10)


def tell(at: datetime) -> bool:
    """Send some letters; whether more are left to send now. Each is sent once, but for a worker that dies meanwhile."""
    batch = list(due(at).order_by("pk").values_list("pk", flat=True)[:BATCH])
    for letter in batch:
        _tell_one(letter, at)
    return len(batch) == BATCH


def due(at: datetime) -> QuerySet[MarkedLetter]:
    """Letters that nobody has sent and nobody is sending."""
    return MarkedLetter.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=at), told_at=None)


def _tell_one(pk: int, at: datetime) -> None:
    if not due(at).filter(pk=pk).update(claimed_until=at + LEASE):
        return
    letter = MarkedLetter.objects.select_related(
        "attempt__enrolment__person", "attempt__enrolment__course", "attempt__enrolment__release"
    ).get(pk=pk)
    try:
        # Whoever may no longer sign in has no use for the link, and perhaps no mailbox.
        if letter.attempt.enrolment.person.is_active:
            written(letter).send()
    except (OSError, SMTPException):
        # It stays claimed for a while and is tried again after that.
        return
    MarkedLetter.objects.filter(pk=pk).update(told_at=at)


def written(letter: MarkedLetter) -> EmailMultiAlternatives:
    """The message, text and HTML: which test, what it came to, and where to see it. The score itself is not in it."""
    attempt = letter.attempt
    enrolment = attempt.enrolment
    person = enrolment.person
    language = person.preferred_language
    enrolment.release.course = enrolment.course
    shelf = reading.shelf(enrolment.release, language)
    quiz, course = shelf.get(attempt.unit_key), shelf.get(enrolment.course.key)
    issuer, _signatories = current_issuer()
    with translation.override(language):
        title = quiz.title if quiz else gettext("Test")
        said = {
            "language": language,
            "name": person.certificate_name(language) or person.email,
            "quiz": title,
            "course": course.title if course else enrolment.course.slug,
            "attempt": attempt,
            "corrected": letter.score_before is not None,
            "address": f"{settings.PUBLIC_ORIGIN}{reverse('assessments:result', args=[attempt.public_id])}",
            "issuer": issuer.in_language(language),
        }
        subject = gettext("Your result was corrected: %(quiz)s") if said["corrected"] else gettext("Marked: %(quiz)s")
        return letters.letter(person, subject % {"quiz": title}, "assessments/marked", said)
