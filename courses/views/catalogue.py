"""The catalogue's page, found by its language alone: Wagtail's way through the tree would cost seven queries more."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url

from courses.models import CataloguePage
from courses.placing import language_now


def catalogue(request: HttpRequest) -> HttpResponse:
    """The courses there are, narrowed down by the query string, which the way to the other language keeps. Public."""
    page = CataloguePage.objects.live().filter(locale__language_code=language_now()).first()
    if page is None:
        raise Http404
    here = request.get_full_path()
    translations = {code: translate_url(here, code) for code, _name in settings.LANGUAGES}
    return render(request, page.template, {**page.get_context(request), "translations": translations})
