"""Repairing: having a file made that is still missing, or that was lost."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates import tasks
from certificates.acting import note
from certificates.models import Act, Certificate, LostFile
from certificates.storage import auditing

PENDING, READY = Certificate.State.PENDING, Certificate.State.READY


def repair(certificate: Certificate, *, by: Person | None, origin: str = "") -> None:
    """Queue a PENDING certificate at once, whatever pause it is in; one whose file was lost gets another one.

    A lost file that is there again, from a copy say, is kept, and no other is made. A worker that is at it now is not
    disturbed. Refuses nothing_to_repair, and store_away when it is not known what the store has.
    """
    is_lost = certificate.state == READY and LostFile.objects.filter(certificate=certificate, mended_at=None).exists()
    is_back = is_lost and _is_back(certificate)
    with transaction.atomic():
        if is_lost:
            found = LostFile.objects.filter(certificate=certificate, mended_at=None).update(mended_at=timezone.now())
            if not is_back:
                found = _make_another(certificate)
        else:
            found = Certificate.objects.filter(pk=certificate.pk, state=PENDING).update(
                look_again_at=timezone.now(), tries=0
            )
        if not found:
            raise Refusal("nothing_to_repair", _("This certificate's file is not missing."))
        log(instance=certificate, action="certificates.repair", user=by)
        note(Act.Deed.REPAIR, by=by, origin=origin, certificate=certificate)
        if not is_back:
            transaction.on_commit(lambda: tasks.queue_producing(certificate.pk), robust=True)


def _is_back(certificate: Certificate) -> bool:
    try:
        return auditing.is_whole(certificate)
    except OSError as error:
        raise Refusal("store_away", _("The store of files does not answer."), status=503) from error


def _make_another(certificate: Certificate) -> int:
    """From the same frozen facts, under the same serial number and code."""
    return Certificate.objects.filter(pk=certificate.pk, state=READY, sha256=certificate.sha256).update(
        state=PENDING, sha256="", size=0, produced_at=None, claim="", claimed_until=None, trouble="", tries=0,
        look_again_at=timezone.now(),
    )  # fmt: skip
