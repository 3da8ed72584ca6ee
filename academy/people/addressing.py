"""Where a request comes from."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The reader's IP address as sign-in counts it: behind as many proxies as the operator says. None when unknown."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None
