"""What `manage.py check` says of the keys."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured

from certificates.keyring.keys import KeyRing, KeyTroubleError, refuse_development_key


def development_key(**_asked: Any) -> list[CheckMessage]:
    """An error where production would sign with a key for development."""
    try:
        refuse_development_key(settings)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="certificates.E001")]
    return []


def able_to_sign(**_asked: Any) -> list[CheckMessage]:
    """With --deploy, a warning while certificates would wait for a key."""
    try:
        KeyRing.load(settings).p256  # noqa: B018 - asked for what it raises
    except KeyTroubleError as error:
        hint = "Certificates wait for it: see “Keys” in docs/operators.md."
        return [Warning(error.trouble, hint=hint, id="certificates.W001")]
    return []
