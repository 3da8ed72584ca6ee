"""The order of a course's parts: a list with buttons, for whoever may edit the course."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from academy.errors import Refusal
from courses import ordering
from courses.authoring.views import editable_course, trail
from courses.drafting import source_of
from courses.tree import Part, parts_of


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, page_id: int) -> HttpResponse:
    """See the order; POST moves one part one place up or down and comes back to its button."""
    page = editable_course(request, page_id)
    if request.method == "POST":
        return _moved(request, page)
    context = {
        "page": page,
        "lines": _lines(parts_of(source_of(page))),
        "moved": request.GET.get("moved", ""),
        "down": "down" in request.GET,
        "breadcrumbs_items": trail(page, _("Order of parts")),
    }
    return TemplateResponse(request, "courses/cms/order.html", context)


def _moved(request: HttpRequest, page: Any) -> HttpResponse:
    address = reverse("courses_order", args=[page.pk])
    down = request.POST.get("deed") == "down"
    person: Any = request.user
    try:
        key = UUID(request.POST.get("part", ""))
        ordering.shift(page, key, down=down, by=person)
    except ValueError:
        return redirect(address)
    except Refusal as refusal:
        messages.error(request, str(refusal.detail))
        return redirect(address)
    return redirect(f"{address}?{urlencode({'moved': key, **({'down': 1} if down else {})})}#part-{key}")


def _lines(parts: list[Part]) -> list[dict[str, Any]]:
    """Each part with what may be done to it, those below it included."""
    return [
        {
            "key": str(part.key),
            "page": part.page,
            "first": place == 0,
            "last": place == len(parts) - 1,
            "lines": _lines(part.parts),
        }
        for place, part in enumerate(parts)
    ]
