"""What a token may be given for, in words; and that a token is good for nothing else."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from oauth2_provider.scopes import BaseScopes
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from academy.errors import Refusal

SCOPES: dict[str, Promise] = {
    "quizzes:read": _("See which tests you may take or look after"),
    "attempts:write": _("Take tests in your name"),
    "results:read": _("See your attempts at tests and their results"),
    "bank:read": _("Read the question bank"),
    "bank:write": _("Write questions into the question bank"),
    "statistics:read": _("See the statistics of tests you look after"),
}
# A test is taken by whoever agreed to it on the consent page, never by a program that acts by itself.
OF_PROGRAMS = ("quizzes:read", "bank:read", "bank:write", "statistics:read")


class Scopes(BaseScopes):
    """For the toolkit: an application may ask for what an administrator ticked, and gets that when it names nothing."""

    def get_all_scopes(self) -> Mapping[str, Promise]:
        return SCOPES

    def get_available_scopes(self, application: Any = None, request: Any = None, *args: Any, **how: Any) -> list[str]:
        return application.askable if application else []

    def get_default_scopes(self, application: Any = None, request: Any = None, *args: Any, **how: Any) -> list[str]:
        return self.get_available_scopes(application, request)


class InScope(BasePermission):
    """Lets a token do what the view's `scopes` name for the method, by name of the method; nothing where none is named.

    Whoever has signed in in a browser needs no scope.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """True, or the refusal insufficient_scope (403)."""
        token: Any = request.auth
        if token is None:
            return True
        needed = getattr(view, "scopes", {}).get("GET" if request.method == "HEAD" else request.method)
        if needed is None or needed not in token.scopes or needed not in token.application.askable:
            fields = {"scope": {"code": "insufficient_scope", "needed": needed}}
            detail = gettext("The token was not given for this.")
            raise Refusal("insufficient_scope", detail, status=403, fields=fields)
        return True
