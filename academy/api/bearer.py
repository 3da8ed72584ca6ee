"""Who asks with a token: Authorization: Bearer, and no other way."""

from typing import Any

from django.utils.translation import gettext as _
from oauth2_provider.contrib.rest_framework import OAuth2Authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class BearerAuthentication(OAuth2Authentication):
    """The person a token was given for. Costs a request without such a header nothing.

    A token that is unknown, over or taken back, or whose person may no longer sign in, is refused: invalid_token (401).
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """The person and the token; None where there is no such header."""
        if not _carried(request):
            return None
        found: tuple[Any, Any] | None = super().authenticate(request)
        if found is None or found[0] is None or not found[0].is_active:
            raise InvalidToken
        return found

    def authenticate_header(self, request: Request) -> str:
        """The challenge to whoever came with a token; a browser that has not signed in is refused with 403 as ever."""
        return 'Bearer realm="api", error="invalid_token"' if _carried(request) else ""


class InvalidToken(AuthenticationFailed):
    """The token is not good."""

    default_code = "invalid_token"

    def __init__(self) -> None:
        super().__init__(_("The token is not valid, or no longer."))


def _carried(request: Request) -> bool:
    return bool(request.META.get("HTTP_AUTHORIZATION", "")[:7].lower() == "bearer ")
