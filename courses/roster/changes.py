"""Changing: enrolling one or many, and withdrawing. Only those who may change a roster find these addresses."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from academy.errors import Refusal
from academy.people.models import Person
from courses import enrolling, importing, overseeing, reporting
from courses.importing import Looked
from courses.models import Course, Enrolment
from courses.roster.forms import EnrolPerson, FindPerson, Reason, RosterList
from courses.roster.lists import course_title, get_course, get_enrolment

MOST_FOUND = 20


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Look for somebody, and enrol them."""
    course = _course(request, course_slug)
    if request.method == "POST":
        return _enrolled(request, course)
    form = FindPerson(request.GET or None)
    found: list[tuple[Person, Enrolment | None]] = []
    if form.is_valid():
        people = Person.objects.filter(is_active=True).select_related("agency").order_by("given_th", "family_th", "pk")
        for word in form.cleaned_data["q"].split():
            people = people.filter(reporting.matching(word))
        shown = list(people[:MOST_FOUND])
        held = {one.person_id: one for one in Enrolment.objects.filter(course=course, person__in=shown)}
        found = [(person, held.get(person.pk)) for person in shown]
        overseeing.note_reading(_by(request), course, how="search")
    return render(
        request,
        "courses/roster/enrol.html",
        {
            "course": course,
            "title": course_title(course),
            "form": form,
            "due": EnrolPerson(),
            "found": found,
            "asked": form.is_bound and form.is_valid(),
            "more": len(found) == MOST_FOUND,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest, course_slug: str) -> HttpResponse:
    """A list in two steps: look at what would happen, then carry it out."""
    course = _course(request, course_slug)
    form = RosterList(request.POST or None, request.FILES or None)
    looked: Looked | None = None
    text = ""
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["list"]
        try:
            if "apply" in request.POST:
                looked = importing.carry_out(course, text, by=_by(request), at=timezone.now())
            else:
                looked = importing.look(course, text)
        except Refusal as refusal:
            form.add_error(None, str(refusal.detail))
    return render(
        request,
        "courses/roster/import.html",
        {"course": course, "title": course_title(course), "form": form, "looked": looked, "text": text},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, course_slug: str, pk: int) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    _course(request, course_slug)
    enrolment = get_enrolment(overseeing.scope_of(_by(request)), course_slug, pk)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enrolling.withdraw(enrolment, by=_by(request), reason=form.cleaned_data["reason"], at=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal.detail))
        else:
            messages.success(request, _("%(person)s is withdrawn.") % {"person": enrolment.person})
        return redirect("rosters:roster", course_slug)
    context = {"enrolment": enrolment, "title": course_title(enrolment.course), "form": form}
    return render(request, "courses/roster/withdraw.html", context)


def _enrolled(request: HttpRequest, course: Course) -> HttpResponse:
    form = EnrolPerson(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nobody was enrolled: the due date is not a date."))
        return redirect("rosters:enrol", course.slug)
    person = get_object_or_404(Person, pk=form.cleaned_data["person"], is_active=True)
    try:
        enrolling.enrol(person, course, by=_by(request), at=timezone.now(), due_on=form.cleaned_data["due_on"])
    except Refusal as refusal:
        messages.error(request, str(refusal.detail))
    else:
        messages.success(request, _("%(person)s is enrolled.") % {"person": person})
    return redirect("rosters:enrol", course.slug)


def _course(request: HttpRequest, course_slug: str) -> Course:
    """The course, for someone who may change its roster; PermissionDenied for those who may only look."""
    scope = overseeing.scope_of(_by(request))
    course = get_course(scope, course_slug)
    if not scope.may_change(course):
        raise PermissionDenied
    return course


def _by(request: HttpRequest) -> Any:
    return request.user
