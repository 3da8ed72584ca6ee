"""Addresses without a language: the front door and the operator's probes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import get_language


def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the reader's language."""
    return HttpResponseRedirect(f"/{get_language() or 'th'}/")


urlpatterns = [path("", front_door, name="front_door")]
