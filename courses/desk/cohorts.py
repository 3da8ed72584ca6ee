"""Cohorts of a course: which there are, opening one, and who belongs to it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from certificates.desk.doors import for_officers
from courses import gathering
from courses.desk.forms import CohortForm, Members
from courses.desk.lists import get_course
from courses.models import Cohort
from courses.roster.lists import course_title


@require_safe
@for_officers
def cohorts(request: HttpRequest, course_slug: str) -> HttpResponse:
    """The cohorts of a course, the newest first."""
    course = get_course(course_slug)
    rows = Cohort.objects.filter(course=course).annotate(members=Count("enrolments"))
    return render(request, "courses/desk/cohorts.html", {"course": course, "title": course_title(course), "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def cohort(request: HttpRequest, course_slug: str, pk: int | None = None) -> HttpResponse:
    """One cohort, new or to be changed; and gathering its members by their addresses."""
    course = get_course(course_slug)
    one = get_object_or_404(Cohort, course=course, pk=pk) if pk else Cohort(course=course)
    gathers = request.method == "POST" and "gather" in request.POST and one.pk is not None
    form = CohortForm(None if gathers else request.POST or None, instance=one)
    members = Members(*((request.POST, request.FILES) if gathers else ()))
    if gathers and members.is_valid():
        _told(request, gathering.gather(one, members.cleaned_data["list"].replace(",", "\n").split()))
        return redirect("desk:cohort", course.slug, one.pk)
    if request.method == "POST" and not gathers and form.is_valid():
        gathering.keep(form.instance)
        messages.success(request, _("The cohort is saved."))
        return redirect("desk:cohort", course.slug, form.instance.pk)
    context: dict[str, Any] = {"course": course, "form": form, "members": members, "cohort": one}
    context["count"] = one.enrolments.count() if one.pk else 0
    return render(request, "courses/desk/cohort.html", {**context, "title": str(one) if pk else _("New cohort")})


def _told(request: HttpRequest, gathered: gathering.Gathered) -> None:
    number = gathered.added
    said = ngettext("%(number)d person was put in.", "%(number)d people were put in.", number)
    messages.success(request, said % {"number": number})
    if gathered.unknown:
        some = ", ".join(gathered.unknown[:10])
        messages.warning(request, _("Not enrolled in this course: %(addresses)s") % {"addresses": some})
