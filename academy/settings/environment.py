"""Reading settings from environment variables, so that a missing one stops the start with its name."""

import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def text(name: str, default: str | None = None) -> str:
    """The variable's value, or the default; without either, ImproperlyConfigured that names it."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. See the table of settings in docs/operators.md.")
    return default


def https_origin(name: str, default: str) -> str:
    """`https://host`, with a port if need be and nothing behind it; anything else is refused."""
    value = text(name, default).rstrip("/")
    if not re.fullmatch(r"https://[^/?#@\s]+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: give an https origin, such as https://academy.example.")
    return value


def s3_address(name: str) -> str:
    """`s3://bucket` or `s3://bucket/prefix`, or nothing; anything else is refused."""
    value = text(name, "").rstrip("/")
    if value and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#\s]+)?", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: give an address such as s3://certificates.")
    return value


def switch(name: str, default: bool) -> bool:
    """True for 1, true, yes or on; False for 0, false, no or off; anything else is refused."""
    value = text(name, "on" if default else "off").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: say on or off.")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}: give a whole number.") from error


def words(name: str, default: str | None = None) -> list[str]:
    """A list separated by commas; spaces around the parts are dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def oidc_apps() -> list[dict[str, Any]]:
    """The identity provider of OpenID Connect as django-allauth wants it told; none where no OIDC_* variable is set.

    Name, address, client and secret belong together: where one is set, all four must be.
    """
    needed = ("OIDC_NAME", "OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if not any(os.environ.get(name) for name in needed):
        return []
    name, server, client, secret = map(text, needed)
    return [
        {
            "provider_id": "sso",  # stands in the addresses that the provider sends people back to
            "name": name,
            "client_id": client,
            "secret": secret,
            "settings": {
                "server_url": server.rstrip("/"),
                "scope": text("OIDC_SCOPES", "openid profile email").split(),
                "oauth_pkce_enabled": True,
            },
        }
    ]
