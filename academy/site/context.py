"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Whether people may sign up by themselves, and whether this is the demo."""
    return {"self_sign_up": settings.SELF_SIGN_UP, "demo": settings.DEMO}
