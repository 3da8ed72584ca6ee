"""Tokens: the consent page, and where programs get, look up and give back theirs. The deeds are the toolkit's."""

from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from oauth2_provider.models import get_access_token_model
from oauth2_provider.views import AuthorizationView, IntrospectTokenView, RevokeTokenView, TokenView
from oauthlib.common import Request as OauthlibRequest

from academy.errors import Refusal
from academy.headers import PUBLIC
from academy.limiting import limit, seconds_left

# Each costs the check of a secret, which takes its time.
MOST = 60
GRANTS = {"authorization_code", "client_credentials", "refresh_token"}


class Counted:
    """So often a minute from one address, and no more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, never to be kept; or too_many_requests (429), as RFC 6749, section 5.2, writes errors."""
        try:
            limit(request, "oauth", MOST)
        except Refusal as refusal:
            body = {"error": refusal.code, "error_description": str(refusal.detail)}
            return JsonResponse(body, status=refusal.status, headers={"Retry-After": str(seconds_left())})
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin for views
        answer["Cache-Control"] = "no-store"
        return answer


class Authorize(AuthorizationView):
    """The consent page: which program asks for what; the person agrees or not."""

    template_name = "api/authorize.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; its form leads on to the program's own address, which browsers count as the form's target."""
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if origin := self._origin():
            answer["Content-Security-Policy"] = PUBLIC.replace("form-action 'self'", f"form-action 'self' {origin}")
        answer["Cache-Control"] = "no-store"
        return answer

    def _origin(self) -> str:
        """Of the program's address, once that is known to be the program's."""
        asked = getattr(self, "oauth2_data", {}).get("redirect_uri") or ""
        parts = urlsplit(asked)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


class Token(Counted, TokenView):
    """A token for a code, for a secret, or for a token that is about to end."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("grant_type") not in GRANTS:
            return JsonResponse({"error": "unsupported_grant_type"}, status=400)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class Revoke(Counted, RevokeTokenView):
    """Giving a token back (RFC 7009)."""


class Introspect(Counted, IntrospectTokenView):
    """What a token of one's own is good for (RFC 7662); asked by POST, as addresses are written into logs.

    Other applications' tokens look like tokens that are not there, and nobody is named.
    """

    http_method_names = ("post", "options")
    asking: Any = None

    def authenticate_client(self, request: HttpRequest) -> bool:
        """Whether an application shows its own secret; which one is kept in `asking`."""
        core = self.get_oauthlib_core()
        sent = OauthlibRequest(*core._extract_params(request))
        known = bool(core.server.request_validator.authenticate_client(sent))
        self.asking = sent.client
        return known

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checksum = sha256(request.POST.get("token", "").encode()).hexdigest()
        token = get_access_token_model().objects.filter(token_checksum=checksum, application=self.asking).first()
        if self.asking is None or token is None or not token.is_valid():
            return JsonResponse({"active": False})
        until = int(token.expires.timestamp())
        return JsonResponse({"active": True, "scope": token.scope, "exp": until, "token_type": "Bearer"})
