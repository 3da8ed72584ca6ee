"""What the desk's doors have in common: who may come in, and how a deed's refusal is told."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.auth import permission_required

from academy.errors import Refusal
from academy.limiting import origin_of

Given = TypeVar("Given")
for_officers: Any = permission_required("certificates.issue_certificate")
"""Certificate officers and administrators; others are led away with a word."""


def told(request: HttpRequest) -> dict[str, Any]:
    """By whom, from where and when: what every deed takes."""
    return {"by": request.user, "origin": origin_of(request), "at": timezone.now()}


def tried(request: HttpRequest, deed: Callable[[], Given]) -> Given | None:
    """Do it; a refusal becomes a message, and None."""
    try:
        return deed()
    except Refusal as refusal:
        messages.error(request, str(refusal.detail))
        return None
