"""How often one address, or person, may ask, counted in the cache. Without a cache nobody is counted or refused."""

import time
from ipaddress import ip_address
from typing import cast

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from academy.cache import ForgivingRedisCache
from academy.errors import Refusal

WINDOW = 60  # seconds


def limit(request: HttpRequest, deed: str, most: int) -> None:
    """Refuse the request (429) when its address has done this more than `most` times in this minute."""
    limit_for(origin_of(request) or "unknown", deed, most)


def limit_for(who: str, deed: str, most: int) -> None:
    """Refuse (429) when `who`, an address or a key of a person, has done this more than `most` times in this minute."""
    counter = cast(ForgivingRedisCache, cache)
    if counter.count(f"limit:{deed}:{who}:{int(time.time() // WINDOW)}", WINDOW) > most:
        raise Refusal("too_many_requests", _("Too many requests from here. Wait a minute, then try again."), status=429)


def seconds_left() -> int:
    """In so many seconds the counting begins anew, for everybody: from 1 to WINDOW."""
    return WINDOW - int(time.time()) % WINDOW


def origin_of(request: HttpRequest) -> str:
    """The network address that asks, as sign-in counts it: behind as many proxies as the operator says there are.

    Empty where that cannot be told.
    """
    try:
        return str(ip_address(str(get_adapter(request).get_client_ip(request))))
    except (PermissionDenied, ValueError):
        return ""
