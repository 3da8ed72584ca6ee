"""The academy's addresses, and the floor: the least that any view behind this middleware can cost."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from academy.urls import urlpatterns as academy


def floor(request: HttpRequest) -> HttpResponse:
    """Answer "hello" and ask nothing."""
    return HttpResponse("hello")


# Below a language, as learners' pages are: elsewhere the middleware asks who is signed in, to find their language.
urlpatterns = [path("th/floor/", floor), *academy]
