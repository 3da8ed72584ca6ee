"""How often a person may ask each route of the API: settings.API_RATES, by the view's kind of work."""

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from academy.limiting import limit_for, origin_of


class EachPersonAndRoute(BaseThrottle):
    """Refuses too_many_requests (429, with Retry-After) to whoever asked one route too often in this minute.

    A view names its kind of work in `rate`, a key of API_RATES; otherwise reading and writing have rates of their own,
    and who has not signed in is counted by address. Nobody is refused while the cache is away.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        """True, or the refusal."""
        rate = getattr(view, "rate", "read" if request.method in SAFE_METHODS else "write")
        who = f"person-{request.user.pk}"
        if not request.user.is_authenticated:
            rate, who = "anonymous", origin_of(request) or "unknown"
        limit_for(who, f"api:{type(view).__module__}.{type(view).__name__}:{request.method}", settings.API_RATES[rate])
        return True
