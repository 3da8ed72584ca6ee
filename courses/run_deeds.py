"""What officers may do to many who completed a course: issue, propose, approve."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from certificates.bulk.deeds import Deed, Described, register
from certificates.models import CertificateRun
from courses import requesting
from courses.models import CertificateRequest, Enrolment


def issue(run: CertificateRun, target: int) -> None:
    """Issue, or propose where the course asks for two officers."""
    assert run.made_by is not None
    enrolment = Enrolment.objects.filter(pk=target).first()
    if enrolment is None:
        raise Refusal("not_found", _("This enrolment is no longer there."))
    requesting.decide(enrolment, by=run.made_by, origin=run.origin or "", at=timezone.now(), reason=run.reason)


def approve(run: CertificateRun, target: int) -> None:
    """The second officer's yes."""
    assert run.made_by is not None
    request = CertificateRequest.objects.get(pk=target)
    requesting.approve(request, by=run.made_by, origin=run.origin or "", at=timezone.now(), reason=run.reason)


def people(targets: Collection[int]) -> Mapping[int, Described]:
    """Enrolments by their people's names, in one query."""
    rows = Enrolment.objects.filter(pk__in=targets).select_related("person")
    return {one.pk: Described(str(one.person), reverse("desk:case", args=[one.pk])) for one in rows}


def requested(targets: Collection[int]) -> Mapping[int, Described]:
    """Requests by their people's names, in one query."""
    rows = CertificateRequest.objects.filter(pk__in=targets).select_related("enrolment__person")
    return {one.pk: Described(str(one.enrolment.person), reverse("desk:case", args=[one.enrolment_id])) for one in rows}


register(
    Deed(
        "courses.issue",
        _("Issue certificates"),
        _("issued or proposed"),
        _("would be issued or proposed"),
        issue,
        people,
        takes_reason=False,
    )
)
register(
    Deed(
        "courses.approve",
        _("Approve certificates"),
        _("approved"),
        _("would be approved"),
        approve,
        requested,
        takes_reason=False,
    )
)
