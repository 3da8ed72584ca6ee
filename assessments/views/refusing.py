"""How the pages of a quiz say no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from academy.errors import Refusal

View = Callable[..., HttpResponseBase]
# The attempt is over, whoever ended it: what remains is its result.
OVER = ("attempt_closed", "deadline_passed")


def refusals_lead_on(view: View) -> View:
    """What is not the person's own is 404; an attempt that is over leads to its result; else to My learning."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **way: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **way)
        except Refusal as refusal:
            if refusal.status == 404:
                raise Http404(str(refusal.detail)) from refusal
            messages.warning(request, str(refusal.detail))
            if refusal.code == "page_closed":
                return redirect("assessments:attempt", way["public_id"])
            if refusal.code in OVER:
                return redirect("assessments:result", way["public_id"])
            return redirect("courses:my_learning")

    return answer
