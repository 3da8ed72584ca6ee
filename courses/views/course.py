"""A course's page, and enrolling in it or withdrawing from it by oneself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.people.models import Person
from certificates.models import Certificate
from courses import about, certifying, enrolling, reading, renewing
from courses.models import Enrolment, Evidence
from courses.placing import Standing, standing_of
from courses.units import kind_of
from courses.views import drawing, syllabus
from courses.views.refusing import refusals_lead_to_the_course


@require_safe
@cache_control(private=True, no_cache=True)
@refusals_lead_to_the_course
def course(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Can I do it, is it for me, how long, what do I get; and the one button that is right for this person."""
    standing = standing_of(_person(request), course_slug)
    return render(request, "courses/course_page.html", _context(standing))


@require_POST
@login_required
@refusals_lead_to_the_course
def enrol(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Enrol, and go to the first unit."""
    standing = standing_of(_person(request), course_slug)
    person = _person(request)
    assert person is not None
    enrolling.enrol(person, standing.course, by=person, at=timezone.now())
    standing = standing_of(person, course_slug)
    unit = standing.next_unit
    return redirect("courses:unit", course_slug, unit.slug) if unit else redirect("courses:course", course_slug)


@require_POST
@login_required
@refusals_lead_to_the_course
def renew(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Take the course again, from its beginning and in its current release, for another certificate."""
    person = _person(request)
    assert person is not None
    renewing.begin_again(person, standing_of(person, course_slug).course, at=timezone.now())
    return redirect("courses:course", course_slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@refusals_lead_to_the_course
def withdraw(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Ask once, then withdraw."""
    standing = standing_of(_person(request), course_slug)
    enrolment = standing.enrolment
    if enrolment is None or enrolment.state != Enrolment.State.ACTIVE:
        return redirect("courses:course", course_slug)
    if request.method == "POST":
        enrolling.withdraw(enrolment, by=standing.person, reason="", at=timezone.now())
        messages.success(request, _("You have withdrawn from the course. Your progress is kept."))
        return redirect("courses:my_learning")
    title = standing.titles.get(standing.course.key, course_slug)
    return render(request, "courses/withdraw.html", {"standing": standing, "course_title": title})


def _person(request: HttpRequest) -> Person | None:
    user: Any = request.user
    return user if user.is_authenticated else None


def _context(standing: Standing) -> dict[str, Any]:
    verdict, enrolment, source = standing.verdict, standing.enrolment, standing.shelf.get(standing.course.key)
    completed = enrolment is not None and enrolment.state == Enrolment.State.COMPLETED
    certificate = _certificate(standing) if completed else None
    missing = [] if standing.studying else enrolling.missing_courses(standing.person, standing.outline.requires)
    return {
        "standing": standing,
        "enrolment": enrolment,
        "title": source.title if source else standing.course.slug,
        "about": about.about(source) if source else None,
        "in_other_language": source is not None and source.language != standing.language,
        "course_language": source.language if source else standing.language,
        "outline": standing.outline,
        "verdict": verdict,
        "syllabus": drawing.syllabus(
            syllabus.sections(standing, verdict), standing.titles if standing.studying else None
        ),
        "minutes_left": standing.minutes_left,
        "next": standing.next_unit if standing.studying else None,
        "requires": _links(missing, standing.language),
        "overdue": enrolment is not None and enrolling.overdue(enrolment),
        "certificate": certificate,
        "may_renew": renewing.may_renew(certificate, timezone.localdate()),
        "lacking": _lacking(enrolment) if enrolment and completed and not certificate else [],
        "evidence": Evidence(standing.outline.evidence).label,
        "demands": [kind_of(unit).describe(unit) for unit in standing.outline.units if unit.rule.kind == "passed"],
    }


def _links(courses: list[Any], language: str) -> list[tuple[Any, str]]:
    """Courses with their titles, in one query however many."""
    pages = reading.live_pages(one.key for one in courses) if courses else {}
    return [(one, reading.best(pages.get(one.key, {}), language) or one.slug) for one in courses]


def _lacking(enrolment: Enrolment) -> list[Any]:
    """Why there is no certificate although the course is completed, as sentences."""
    judged = certifying.eligibility(enrolment)
    if judged.eligible:
        return [_("Officers of the academy are deciding on your certificate. You will get an e-mail.")]
    return [sentence for code, sentence in judged.reasons.items() if code != "no_certificate"]


def _certificate(standing: Standing) -> Certificate | None:
    subject = certifying.subject_of(standing.course.key)
    return Certificate.objects.filter(person=standing.person, subject=subject).order_by("-cycle", "-revision").first()
