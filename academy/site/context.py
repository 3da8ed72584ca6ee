"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from academy.site.look import chosen_look


def site(request: HttpRequest) -> dict[str, Any]:
    """Whether people may sign up by themselves, whether this is the demo, and the look ("light", "dark" or "")."""
    return {"self_sign_up": settings.SELF_SIGN_UP, "demo": settings.DEMO, "look": chosen_look(request)}
