"""The profile page, and the way out to an identity provider."""

import logging
from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from requests import RequestException

from academy.people.enlisting import speak
from academy.people.forms import CERTIFICATE_NAMES, NAME_FIELDS, ProfileForm
from academy.people.identifying import doubt
from academy.people.models import Person
from academy.people.roles import roles_of

log = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, agency, position and language. Issued certificates stay as they are."""
    person = request.user
    assert isinstance(person, Person)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        if set(form.changed_data).intersection((*NAME_FIELDS, *CERTIFICATE_NAMES)):
            doubt(person)
        speak(person, form.cleaned_data["preferred_language"])
        messages.success(request, _("Your profile is saved."))
        return redirect("people:profile")
    asks = bool(roles_of(person)) and not is_mfa_enabled(person)
    return render(request, "people/profile.html", {"form": form, "asks_for_second_step": asks})


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """django-allauth's way out to the identity provider, by a page that goes on by itself.

    A form of ours may lead to our own site only (Content-Security-Policy), wherever it is redirected; a page may go.
    """
    try:
        answer: HttpResponseBase = openid_connect_login(request, provider_id)
    except RequestException:
        log.exception("The identity provider %s does not answer.", provider_id)
        detail = _("The identity provider does not answer. Try again later, or sign in with a password.")
        messages.error(request, detail)
        return redirect("account_login")
    address = answer.headers.get("Location", "")
    if answer.status_code == HTTPStatus.FOUND and address.startswith(("https://", "http://")):
        return render(request, "people/leaving.html", {"address": address})
    return answer
