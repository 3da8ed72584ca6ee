"""One person's case: how they stand before the certificate of one course, and all that an officer may do about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from academy.errors import Refusal
from certificates.desk.doors import for_officers, told
from certificates.models import Certificate
from courses import certifying, gathering, holding, overseeing, reading, renewing, requesting
from courses.models import CertificateRequest, Enrolment, Hold
from courses.roster.lists import course_title


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case; a deed posted to it is done, and the case shown again."""
    rows = Enrolment.objects.select_related("person__agency", "course__current_release", "release", "cohort")
    one = get_object_or_404(rows, pk=pk)
    officer: Any = request.user
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            raise Http404
        try:
            messages.success(request, deed(request, one))
        except Refusal as refusal:
            messages.error(request, str(refusal.detail))
        return HttpResponseRedirect(request.path)
    overseeing.note_reading(officer, one, how="person")
    return render(request, "courses/desk/case.html", _context(one, officer))


def _context(one: Enrolment, officer: Any) -> dict[str, Any]:
    certificate, outline = certifying.certificate_of(one), reading.outline_of(one.release)
    newest = renewing.newest(one.person, one.course)
    request = CertificateRequest.objects.filter(enrolment=one).select_related("proposed_by", "decided_by").last()
    waits = request is not None and request.state in requesting.OPEN
    judged, own = certifying.eligibility(one), one.person_id == officer.pk
    proposed = waits and request is not None and request.state == requesting.PROPOSED
    today = timezone.localdate()
    return {
        "enrolment": one,
        "title": course_title(one.course),
        "outline": outline,
        "judged": judged,
        "certificate": certificate,
        "request_row": request,
        "waits": waits,
        "own": own,
        "may_decide": judged.eligible and not certificate and not own and not proposed,
        "may_approve": judged.eligible and proposed and not own and request.proposed_by_id != officer.pk,  # type: ignore[union-attr]
        "mine": proposed and request is not None and request.proposed_by_id == officer.pk,
        "may_prolong": not own and renewing.may_renew(newest, today) and newest == certificate,
        "holds": Hold.objects.filter(person=one.person, lifted_at=None).select_related(
            "placed_by", "enrolment__course"
        ),
    }


def _decide(request: HttpRequest, one: Enrolment) -> str:
    requesting.decide(one, reason=_reason(request), **told(request))
    approval = reading.outline_of(one.release).approval
    return _("The certificate is proposed. Another officer must approve it.") if approval else _("It is issued.")


def _approve(request: HttpRequest, one: Enrolment) -> str:
    requesting.approve(_open(one), reason=_reason(request), **told(request))
    return _("It is approved, and the certificate is issued.")


def _refuse(request: HttpRequest, one: Enrolment) -> str:
    requesting.refuse(_open(one), reason=_reason(request), **told(request))
    return _("The request is refused.")


def _hold(request: HttpRequest, one: Enrolment) -> str:
    whole = "person" in request.POST
    holding.place(one.person, None if whole else one, reason=_reason(request), **told(request))
    return _("The hold is placed.")


def _lift(request: HttpRequest, one: Enrolment) -> str:
    hold = get_object_or_404(Hold, pk=request.POST.get("hold") or 0, person=one.person)
    holding.lift(hold, reason=_reason(request), **told(request))
    return _("The hold is lifted. What was earned meanwhile is issued or requested now.")


def _vouch(request: HttpRequest, one: Enrolment) -> str:
    holding.vouch(one.person, reason=_reason(request), **told(request))
    return _("It stands that you checked who they are. What was earned meanwhile is issued or requested now.")


def _prolong(request: HttpRequest, one: Enrolment) -> str:
    certificate: Certificate | None = certifying.certificate_of(one)
    if certificate is None:
        raise Http404
    renewing.prolong(certificate, one.course, reason=_reason(request), **told(request))
    return _("It is renewed.")


def _dismiss(_request: HttpRequest, one: Enrolment) -> str:
    gathering.dismiss(one)
    return _("They are no longer in the cohort.")


DEEDS: dict[str, Callable[[HttpRequest, Enrolment], str]] = {
    "decide": _decide,
    "approve": _approve,
    "refuse": _refuse,
    "hold": _hold,
    "lift": _lift,
    "vouch": _vouch,
    "prolong": _prolong,
    "dismiss": _dismiss,
}


def _open(one: Enrolment) -> CertificateRequest:
    return get_object_or_404(CertificateRequest, enrolment=one, state__in=requesting.OPEN)


def _reason(request: HttpRequest) -> str:
    return " ".join(request.POST.get("reason", "").split())[:300]
