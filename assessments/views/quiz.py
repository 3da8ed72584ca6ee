"""The quiz's own page below its course: the rules in words, earlier attempts, the one button."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.rich_text import expand_db_html

from academy.errors import Refusal
from academy.limiting import limit
from academy.people.addressing import address_of
from assessments import attempting, disclosure, starting, terms, timing
from assessments.models import Attempt, QuizPage
from assessments.views.refusing import refusals_lead_on
from courses import reading
from courses.completing import open_unit, verdict_at
from courses.placing import Place, place_by_key
from courses.reading import Source
from courses.views.frame import frame

# How many passwords one person may try in a minute.
MOST_PASSWORDS = 10


def present(request: HttpRequest, place: Place) -> HttpResponse:
    """Answers for courses.units: the page of a quiz."""
    now = timezone.now()
    attempts = list(starting.attempts_at(place))
    if attempts and attempts[-1].open:
        attempts[-1] = attempting.look(place.person, attempts[-1].public_id, now)
    current = attempts[-1] if attempts and attempts[-1].open else None
    now_for_me = starting.terms_at(place)
    return render(
        request,
        "assessments/quiz_page.html",
        {
            **frame(place, verdict_at(place, now, open_unit(place, now))),
            "unit": place.unit,
            "introduction": _introduction(place.source),
            "attempts": attempts,
            "current": current,
            "review": _review(place),
            "passed": any(attempt.passed for attempt in attempts),
            "left": timing.left(now_for_me.times, len(attempts)),
            "terms": now_for_me,
            "times": now_for_me.times,
            "hindrance": None if current else starting.hindrance(now_for_me.times, attempts, now),
            "admitted": terms.admits(now_for_me.networks, address_of(request)),
            "questions": sum(section["count"] for section in place.unit.blueprint["sections"]),
        },
    )


@require_POST
@login_required
@refusals_lead_on
def start(request: HttpRequest, unit_key: UUID) -> HttpResponse:
    """Start, or go on with the open attempt."""
    place = place_by_key(request.user, unit_key)  # type: ignore[arg-type]  # login_required
    password = request.POST.get("password", "")
    try:
        if password:
            limit(request, f"quiz-password:{place.person.pk}", MOST_PASSWORDS)
        attempt: Attempt = starting.start(place, timezone.now(), address=address_of(request), password=password)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.warning(request, str(refusal.detail))
        return redirect("courses:unit", place.course.slug, place.unit.slug)
    return redirect("assessments:attempt", attempt.public_id)


def _review(place: Place) -> list[tuple[str, str]]:
    """What will be shown of the result, by moment; nothing to say where all of it is shown always."""
    levels = disclosure.levels(place.unit.blueprint)
    moments = {"after": _("Right after submission"), "later": _("Later"), "closed": _("Once the test has closed")}
    if set(levels.values()) == {"keys"}:
        return []
    return [(said, str(QuizPage.Shown(levels[moment]).label)) for moment, said in moments.items()]


def _introduction(source: Source) -> SafeString:
    return mark_safe(reading.remembered("introduction", source, _render))  # noqa: S308 - cleaned by Wagtail's editor


def _render(source: Source) -> str:
    with translation.override(source.language):
        return str(expand_db_html(reading.page_of(source).introduction))
