"""Repairing: asking again, now, for a file that is still missing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from certificates import tasks
from certificates.acting import note
from certificates.models import Act, Certificate


def repair(certificate: Certificate, *, by: Person | None, origin: str = "") -> None:
    """Queue a PENDING certificate at once, whatever pause it is in. Refuses for any other state.

    A worker that is at it now is not disturbed.
    """
    with transaction.atomic():
        found = Certificate.objects.filter(pk=certificate.pk, state=Certificate.State.PENDING).update(
            look_again_at=timezone.now(), tries=0
        )
        if not found:
            raise Refusal("nothing_to_repair", _("This certificate's file is not missing."))
        log(instance=certificate, action="certificates.repair", user=by)
        note(Act.Deed.REPAIR, by=by, origin=origin, certificate=certificate)
        transaction.on_commit(lambda: tasks.queue_producing(certificate.pk), robust=True)
