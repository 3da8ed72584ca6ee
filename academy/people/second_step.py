"""The second step of signing in: its form in our words, and who may not enter the CMS without it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CodeMixin:
    """Says which code is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields: dict[str, Any]
        self.fields["code"].label = gettext_lazy("Code from the application, or a recovery code")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class SecondStep(CodeMixin, AuthenticateForm):
    """At sign-in."""


class SecondStepAgain(CodeMixin, ReauthenticateForm):
    """Before a change that matters."""


class CmsNeedsSecondStep:
    """Where the operator wants it, the CMS opens only to people who have two-step sign-in; others are led to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.CMS_NEEDS_SECOND_STEP and request.path_info.startswith("/cms/"):
            person = request.user
            if person.is_authenticated and not is_mfa_enabled(person):
                messages.warning(request, _("The CMS opens once two-step sign-in is on. Please switch it on here."))
                return redirect("mfa_index")
        return self.get_response(request)
