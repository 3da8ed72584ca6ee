"""A unit's page, whatever its kind, and the button at its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses.completing import NotYet, attend
from courses.placing import place_of
from courses.units import kind_of
from courses.views.refusing import refusals_lead_to_the_course


@require_safe
@cache_control(private=True, no_cache=True)
@login_required
@refusals_lead_to_the_course
def unit(request: HttpRequest, course_slug: str, unit_slug: str) -> HttpResponse:
    """The unit, shown by its own kind."""
    place = place_of(request.user, course_slug, unit_slug)  # type: ignore[arg-type]  # login_required
    return kind_of(place.unit).present(request, place)


@require_POST
@login_required
@refusals_lead_to_the_course
def unit_done(request: HttpRequest, course_slug: str, unit_slug: str) -> HttpResponse:
    """Finish a lesson and go on; too early, back to it, which then says how long is left."""
    place = place_of(request.user, course_slug, unit_slug)  # type: ignore[arg-type]  # login_required
    before = place.verdict.complete
    outcome = attend(place, timezone.now())
    if isinstance(outcome, NotYet):
        response = redirect("courses:unit", course_slug, unit_slug)
        response["Location"] += "?early=1#ways"
        return response
    if outcome.verdict.complete and not before:
        messages.success(request, _("You have completed the course. Well done!"))
        return redirect("courses:course", course_slug)
    following = place.following_unit
    if following is None:
        return redirect("courses:course", course_slug)
    return redirect("courses:unit", course_slug, following.slug)
