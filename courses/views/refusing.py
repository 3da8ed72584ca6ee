"""How learners' pages say no: a page that is not there, or a way back with the reason on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.errors import Refusal

View = Callable[..., HttpResponse]


def refusals_lead_to_the_course(view: View) -> View:
    """A refusal becomes 404 (not_found), or the course's page with the reason; `locked` leads to what comes first."""

    @wraps(view)
    def answer(request: HttpRequest, course_slug: str, **way: Any) -> HttpResponse:
        try:
            return view(request, course_slug, **way)
        except Refusal as refusal:
            if refusal.status == 404:
                raise Http404(str(refusal.detail)) from refusal
            messages.warning(request, str(refusal.detail))
            if refusal.code == "locked":
                return redirect("courses:unit", course_slug, refusal.fields["first"])
            return redirect("courses:course", course_slug)

    return answer
