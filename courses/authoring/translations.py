"""Ending a translation, from the bar in wagtail-localize's editor."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from academy.errors import Refusal
from courses import translating


@require_POST
def end(request: HttpRequest, page_id: int) -> HttpResponse:
    """Submit, approve or send back, as `deed` says; back to the editor with what happened."""
    page = get_object_or_404(Page.objects.exclude(depth=1), pk=page_id).specific
    person: Any = request.user
    if not page.permissions_for_user(person).can_edit():
        raise PermissionDenied
    deed, asked = request.POST.get("deed"), request.POST
    try:
        if deed == "submit":
            translating.submit(page, by=person)
            said = _("“%(page)s” was submitted for review.")
        elif deed == "approve":
            translating.decide(page, by=person, approve=True, stamp=asked.get("stamp", ""))
            said = _("“%(page)s” is approved and published.")
        else:
            translating.decide(page, by=person, approve=False, comment=asked.get("comment", "").strip()[:2000])
            said = _("“%(page)s” was sent back with your comment.")
    except Refusal as refusal:
        messages.error(request, str(refusal.detail))
    else:
        page.refresh_from_db()
        messages.success(request, said % {"page": page.get_latest_revision_as_object().title})
    return redirect("wagtailadmin_pages:edit", page.pk)
