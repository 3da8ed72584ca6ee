"""The CMS's screens of attempts: those at a quiz, and the journal of one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from academy.people import finding
from academy.people.models import Person
from assessments import oversight, retelling
from assessments.models import Attempt, QuizPage
from assessments.statistics.views import trail

A_PAGE = 50


@require_safe
def attempts(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who tried, the newest first; `q` seeks by name or e-mail address."""
    page, course = oversight.quiz_of(_reader(request), page_id)
    found = _attempts(page).order_by("-started_at", "-pk")
    if sought := request.GET.get("q", "").strip():
        found = found.filter(enrolment__person__in=finding.find(Person.objects.all(), sought))
    items = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    way = [*trail(page, course), {"url": "", "label": _("All attempts")}]
    context = {"page": page, "items": items, "sought": sought, "breadcrumbs_items": way}
    return render(request, "assessments/cms/attempts.html", context)


@require_safe
def journal(request: HttpRequest, page_id: int, public_id: UUID) -> HttpResponse:
    """What happened in one attempt, and how it is proved. That it was read is logged."""
    reader = _reader(request)
    page, course = oversight.quiz_of(reader, page_id)
    attempt = _attempts(page).filter(public_id=public_id).first()
    if attempt is None:
        raise Http404
    log(instance=page, action="assessments.read_journal", user=reader, data={"attempt": str(public_id)})
    way = [
        *trail(page, course),
        {"url": reverse("assessments_attempts", args=[page.pk]), "label": _("All attempts")},
        {"url": "", "label": _("Journal")},
    ]
    context = {"page": page, "attempt": attempt, "telling": retelling.tell(attempt), "breadcrumbs_items": way}
    return render(request, "assessments/cms/journal.html", context)


def _attempts(page: QuizPage) -> Any:
    return Attempt.objects.filter(unit_key=page.translation_key).select_related("enrolment__person")


def _reader(request: HttpRequest) -> Any:
    """The CMS lets nobody in who has not signed in."""
    return request.user
