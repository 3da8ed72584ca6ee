"""Looking: the courses, a course's people, one person, the report. Each asks first whom the reader may see."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.formats import tables
from academy.people.models import Agency
from courses import certifying, completing, overseeing, placing, reporting
from courses.models import Course, Enrolment, Release
from courses.placing import Standing, language_now
from courses.roster.forms import RosterFilter

PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All released courses, with how many learners each has."""
    scope = overseeing.scope_of(_reader(request))
    titles, counts = reporting.course_titles(language_now()), reporting.counts(scope)
    rows = [
        (course, titles.get(course.key, course.slug), counts.get(course.pk, {}))
        for course in scope.among(Course.objects.filter(current_release__isnull=False))
    ]
    rows.sort(key=lambda row: row[1])
    return render(request, "courses/roster/index.html", {"rows": rows, "scope": scope})


@require_safe
def roster(request: HttpRequest, course_slug: str) -> HttpResponse:
    """A course's people."""
    scope = overseeing.scope_of(_reader(request))
    course = get_course(scope, course_slug)
    overseeing.note_reading(_reader(request), course, how="list")
    form, found, order = _asked(request, scope, course)
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "courses/roster/roster.html",
        {
            "course": course,
            "title": course_title(course),
            "scope": scope,
            "may_change": scope.may_change(course),
            "form": form,
            "page": page,
            "columns": _columns(order),
            "today": timezone.localdate(),
        },
    )


@require_safe
def export(request: HttpRequest, course_slug: str) -> HttpResponseBase:
    """The same list, whole, as a file."""
    scope = overseeing.scope_of(_reader(request))
    course = get_course(scope, course_slug)
    overseeing.note_reading(_reader(request), course, how="export")
    _form, found, _order = _asked(request, scope, course)
    return tables.csv_response(f"roster-{course.slug}", _roster_rows(found))


@require_safe
def person(request: HttpRequest, course_slug: str, pk: int) -> HttpResponse:
    """One person's way through the course, unit by unit. A person outside the reader's scope is not found."""
    scope = overseeing.scope_of(_reader(request))
    enrolment = get_enrolment(scope, course_slug, pk)
    overseeing.note_reading(_reader(request), enrolment, how="person")
    enrolment.release.course = enrolment.course
    progress = {row.unit_key: row for row in enrolment.progress.all()}
    standing = Standing(enrolment.person, enrolment.course, enrolment.release, enrolment, progress, language_now())
    verdict = completing.verdict_at(standing, timezone.now())
    rows = [
        (standing.titles.get(unit.key, unit.slug), unit, verdict.reasons[unit.key].sentence(standing.titles),
         progress.get(unit.key))
        for unit in standing.outline.units
    ]  # fmt: skip
    return render(
        request,
        "courses/roster/person.html",
        {
            "enrolment": enrolment,
            "title": course_title(enrolment.course),
            "rows": rows,
            "verdict": verdict,
            "eligibility": certifying.eligibility(enrolment),
            "may_change": scope.may_change(enrolment.course),
        },
    )


@require_safe
def report(request: HttpRequest) -> HttpResponseBase:
    """Completion by agency and course."""
    scope = overseeing.scope_of(_reader(request))
    course = request.GET.get("course", "")
    lines = reporting.completion(scope, today=timezone.localdate(), language=language_now(), course=course)
    if request.GET.get("export") == "csv":
        return tables.csv_response("completion", _report_rows(lines))
    context: dict[str, Any] = {
        "lines": Paginator(lines, 200).get_page(request.GET.get("p")),
        "total": reporting.total(lines),
        "courses": sorted({(line.slug, line.course) for line in lines}, key=lambda one: one[1]),
        "chosen": course,
        "scope": scope,
    }
    return render(request, "courses/roster/report.html", context)


def get_course(scope: overseeing.Scope, course_slug: str) -> Course:
    """A released course whose people, or some of them, may be seen; not found otherwise."""
    found = scope.among(Course.objects.filter(slug=course_slug, current_release__isnull=False))
    return get_object_or_404(found)


def get_enrolment(scope: overseeing.Scope, course_slug: str, pk: int) -> Enrolment:
    """The enrolment, if it is in the scope; 404 otherwise."""
    found = scope.of(Enrolment.objects.filter(course__slug=course_slug))
    return get_object_or_404(found.select_related("person__agency", "course", "release"), pk=pk)


def course_title(course: Course) -> str:
    """The course's title in the reader's language."""
    release: Release | None = course.current_release
    if release is None:
        return course.slug
    release.course = course
    standing = Standing(None, course, release, None, {}, placing.language_now())
    return standing.titles.get(course.key, course.slug)


def _reader(request: HttpRequest) -> Any:
    return request.user


def _asked(request: HttpRequest, scope: overseeing.Scope, course: Course) -> tuple[RosterFilter, Any, str]:
    form = RosterFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    order = request.GET.get("order", "name")
    found = reporting.roster(scope, course, query=asked.get("q", ""), state=asked.get("state", ""), order=order)
    return form, found, order


def _columns(order: str) -> list[dict[str, str]]:
    """The headings of the list: what clicking each sorts by, and how it is sorted now."""
    names = {
        "name": _("Name"), "agency": _("Agency"), "state": _("State"), "progress": _("Progress"), "score": _("Score"),
        "due": _("Due"), "seen": _("Seen last"), "enrolled": _("Enrolled"),
    }  # fmt: skip
    return [
        {
            "name": name,
            "order": f"-{key}" if order == key else key,
            "sorted": {key: "ascending", f"-{key}": "descending"}.get(order, "none"),
        }
        for key, name in names.items()
    ]


def _roster_rows(found: Any) -> Iterator[list[Any]]:
    yield [
        _("Name"), _("E-mail address"), _("Agency"), _("State"), _("Units done"), _("Units"), _("Score, per cent"),
        _("Enrolled"), _("Due"), _("Completed"),
    ]  # fmt: skip
    for one in found.iterator(chunk_size=500):
        yield [
            one.person.get_full_name(), one.person.email, one.person.agency.name if one.person.agency else "",
            str(one.get_state_display()), one.units_done, one.units_total, one.score, _day(one.enrolled_at),
            one.due_on.isoformat() if one.due_on else "", _day(one.completed_at),
        ]  # fmt: skip


def _report_rows(lines: list[reporting.Line]) -> Iterator[list[Any]]:
    yield [
        _("Agency"), _("Course"), _("Enrolled"), _("Studying"), _("Completed"), _("Per cent"), _("Mean score"),
        _("Overdue"),
    ]  # fmt: skip
    for line in lines:
        agency: Agency | None = line.agency
        yield [
            agency.name if agency else _("without an agency"), line.course, line.enrolled, line.studying,
            line.completed, round(line.percent, 1), None if line.score is None else round(line.score, 2), line.overdue,
        ]  # fmt: skip


def _day(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
