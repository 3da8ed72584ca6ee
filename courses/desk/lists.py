"""Looking: the courses; who of a course is eligible, who is not and why; and the requests that wait."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from academy.formats import tables
from certificates.bulk import ordering
from certificates.desk.doors import for_officers, told, tried
from courses import candidates, certifying, overseeing, reading, reporting
from courses.desk.forms import Narrow
from courses.models import CertificateRequest, Course, Enrolment
from courses.placing import language_now
from courses.requesting import OPEN, PROPOSED
from courses.roster.lists import course_title

PAGE = 50


@require_safe
@for_officers
def index(request: HttpRequest) -> HttpResponse:
    """All released courses: how many completed, how many hold the certificate, how many wait."""
    titles, counts = reporting.course_titles(language_now()), candidates.counts()
    courses = Course.objects.filter(current_release__isnull=False).select_related("current_release")
    rows = [
        (one, titles.get(one.key, one.slug), counts.get(one.pk, {}), reading.outline_of(one.current_release))
        for one in courses.defer("current_release__outline_json")
        if one.current_release
    ]
    rows.sort(key=lambda row: row[1])
    return render(request, "courses/desk/index.html", {"rows": rows, "title": _("Certificate desk")})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def course(request: HttpRequest, course_slug: str) -> HttpResponse:
    """A course's people, each with what stands between them and the certificate; and a dry run for those chosen."""
    one = get_course(course_slug)
    if request.method == "POST":
        return _rehearsed(request, one)
    overseeing.note_reading(_officer(request), one, how="list")
    form, found = _asked(request.GET, one)
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "course": one,
        "title": course_title(one),
        "form": form,
        "page": page,
        "rows": _judged(list(page.object_list)),
        "asked": asked.urlencode(),
        "outline": reading.outline_of(one.current_release) if one.current_release else None,
    }
    return render(request, "courses/desk/course.html", context)


@require_safe
@for_officers
def export(request: HttpRequest, course_slug: str) -> HttpResponseBase:
    """The same list, whole, as a file, with the reasons."""
    one = get_course(course_slug)
    overseeing.note_reading(_officer(request), one, how="export")
    _form, found = _asked(request.GET, one)
    return tables.csv_response(f"eligible-{one.slug}", _lines(found))


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for a first or a second officer, the oldest first."""
    waiting = CertificateRequest.objects.filter(state__in=OPEN)
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("id") if key.isdecimal()]
        chosen = waiting.filter(pk__in=keys)
        first = "propose" in request.POST
        targets = chosen.values_list("enrolment" if first else "pk", flat=True)
        deed = "courses.issue" if first else "courses.approve"
        run = tried(request, lambda: ordering.begin(deed, targets, dry=True, reason="", **told(request)))
        return redirect("certificate_desk:run", run.pk) if run else redirect("desk:requests")
    rows = waiting.select_related("enrolment__person__agency", "enrolment__course", "proposed_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    titles, mine = reporting.course_titles(language_now()), request.user.pk
    lines = [(one, titles.get(one.enrolment.course.key, ""), _next_step(one, mine)) for one in page.object_list]
    return render(request, "courses/desk/requests.html", {"page": page, "rows": lines, "title": _("Requests")})


def _next_step(one: CertificateRequest, mine: int | None) -> str:
    """What this officer may do next: "propose", "approve", or nothing."""
    if one.enrolment.person_id == mine:
        return ""
    if one.state != PROPOSED:
        return "propose"
    return "approve" if one.proposed_by_id != mine else ""


def _rehearsed(request: HttpRequest, one: Course) -> HttpResponse:
    """A dry run over those chosen, or over all that the list found."""
    if "all" in request.POST:
        _form, chosen = _asked(QueryDict(request.POST["all"]), one)
    else:
        keys = [key for key in request.POST.getlist("id") if key.isdecimal()]
        chosen = Enrolment.objects.filter(course=one, pk__in=keys)
    targets = chosen.values_list("pk", flat=True).iterator(chunk_size=1000)
    title = course_title(one)
    run = tried(
        request, lambda: ordering.begin("courses.issue", targets, dry=True, reason="", title=title, **told(request))
    )
    return redirect("certificate_desk:run", run.pk) if run else redirect("desk:course", one.slug)


def get_course(course_slug: str) -> Course:
    """A released course; not found otherwise."""
    released = Course.objects.select_related("current_release").filter(current_release__isnull=False)
    return get_object_or_404(released, slug=course_slug)


def _asked(given: QueryDict, one: Course) -> tuple[Narrow, QuerySet[Enrolment]]:
    """Without a question: those who have completed and hold no certificate."""
    form = Narrow(given if given else {"standing": "open"}, course=one)
    sought = candidates.Sought(**form.cleaned_data) if form.is_valid() else candidates.Sought()
    return form, candidates.candidates(one, sought)


def _judged(enrolments: list[Enrolment]) -> list[dict[str, Any]]:
    """Each with its judgement, its certificate and its open request: three queries and those of judging."""
    judged = certifying.eligibilities(enrolments)
    held = candidates.certificates_of(enrolments)
    rows = CertificateRequest.objects.filter(enrolment__in=enrolments, state__in=OPEN)
    waiting = {one.enrolment_id: one for one in rows.select_related("proposed_by")}
    return [
        {
            "enrolment": one,
            "judged": judged[one.pk],
            "certificate": held.get((one.person_id, certifying.subject_of(one.course.key), one.cycle)),
            "request": waiting.get(one.pk),
        }
        for one in enrolments
    ]


def _lines(found: QuerySet[Enrolment]) -> Iterator[list[Any]]:
    yield [
        _("Name"), _("E-mail address"), _("Agency"), _("Cohort"), _("Completed"), _("Certificate"),
        _("What is lacking"),
    ]  # fmt: skip
    for page in Paginator(found, 500):
        for row in _judged(list(page.object_list)):
            one, certificate = row["enrolment"], row["certificate"]
            yield [
                one.person.get_full_name(), one.person.email, one.person.agency.name if one.person.agency else "",
                str(one.cohort or ""),
                timezone.localtime(one.completed_at).date().isoformat() if one.completed_at else "",
                certificate.serial if certificate else "",
                " ".join(str(reason) for reason in row["judged"].reasons.values()),
            ]  # fmt: skip


def _officer(request: HttpRequest) -> Any:
    return request.user
