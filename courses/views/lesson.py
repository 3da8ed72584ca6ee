"""A lesson's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses import reading
from courses.completing import open_unit, verdict_at
from courses.placing import Place
from courses.views.frame import frame


def present(request: HttpRequest, place: Place) -> HttpResponse:
    """The text, with the waiting time that is left and the way on."""
    now = timezone.now()
    body = reading.body(place.source)
    verdict = verdict_at(place, now, open_unit(place, now))
    return render(
        request,
        "courses/lesson_page.html",
        {
            **frame(place, verdict),
            "body": body,
            "seconds_left": verdict.reasons[place.unit.key].seconds_left,
            "early": "early" in request.GET,
        },
    )
