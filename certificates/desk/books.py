"""The queue of production, and the book of acts."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import permission_required

from academy.formats.tables import csv_response
from certificates.acting import note
from certificates.desk.doors import for_officers, told, tried
from certificates.desk.forms import ActsSought
from certificates.models import Act, Certificate
from certificates.repairing import repair
from certificates.storage.auditing import open_losses

PAGE = 50
MOST_REPAIRED = 500
"""Files asked for at once by one button."""
PENDING, READY = Certificate.State.PENDING, Certificate.State.READY
# What the queue holds, by what its rows have in common. A claim that has run out is nobody's.
PARTS = {
    "failed": Q(state=PENDING) & ~Q(trouble=""),
    "running": Q(state=PENDING, trouble="") & ~Q(claim=""),
    "waiting": Q(state=PENDING, trouble="", claim=""),
    "untold": Q(state=READY, announced_at=None),
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("certificates.repair_certificate")
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, runs, failed and why; and having it produced again, one by one or all that failed."""
    if request.method == "POST":
        return _repaired(request)
    numbers = Certificate.objects.filter(look_again_at__isnull=False).aggregate(
        **{name: Count("pk", filter=part) for name, part in PARTS.items()}
    )
    lost = open_losses()
    numbers["lost"] = len(lost)
    labels = {
        "failed": _("failed"), "lost": _("file lost"), "running": _("being worked on"), "waiting": _("waiting"),
        "untold": _("holder not told"),
    }  # fmt: skip
    chosen = request.GET.get("part", "")
    found = Certificate.objects.filter(_chosen(chosen, lost))
    page = Paginator(found.order_by("look_again_at", "pk"), PAGE).get_page(request.GET.get("p"))
    context = {
        "parts": [(name, label, numbers[name]) for name, label in labels.items()],
        "rows": [
            (one, labels["lost"] if one.pk in lost else _part(one, labels), _(one.trouble) if one.trouble else "")
            for one in page.object_list
        ],
        "page": page,
        "chosen": chosen,
        "failed": numbers["failed"] + numbers["lost"],
        "lost": lost,
        "title": _("Queue"),
    }
    return render(request, "certificates/cms/desk/queue.html", context)


@require_safe
@for_officers
def acts(request: HttpRequest) -> HttpResponse:
    """Who did what, when, from where and why."""
    form = ActsSought(request.GET or None)
    page = Paginator(_acts(form), PAGE).get_page(request.GET.get("p"))
    return render(request, "certificates/cms/desk/acts.html", {"form": form, "page": page, "title": _("Book of acts")})


@require_safe
@for_officers
def export(request: HttpRequest) -> HttpResponseBase:
    """The acts that were found, as a file; that it was taken is an act too."""
    found = _acts(ActsSought(request.GET or None))
    who = told(request)
    note(Act.Deed.EXPORT, by=who["by"], origin=who["origin"], about=f"acts ({found.count()})")
    return csv_response("acts", _lines(found))


def _acts(form: ActsSought) -> QuerySet[Act]:
    asked = form.cleaned_data if form.is_valid() else {}
    found = Act.objects.select_related("by", "person", "certificate")
    if asked.get("deed"):
        found = found.filter(deed=asked["deed"])
    if word := asked.get("q"):
        found = found.filter(
            Q(certificate__serial__icontains=word)
            | Q(about__icontains=word)
            | Q(by__email__icontains=word)
            | Q(person__email__icontains=word)
        )
    if asked.get("since"):
        found = found.filter(at__gte=_midnight(asked["since"]))
    if asked.get("until"):
        found = found.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
    return found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _lines(found: QuerySet[Act]) -> Iterator[list[Any]]:
    yield [
        _("When"), _("Who"), _("From where"), _("Deed"), _("Certificate"), _("Person"), _("About"), _("Reason"),
    ]  # fmt: skip
    for one in found.iterator(chunk_size=500):
        yield [
            timezone.localtime(one.at).isoformat(timespec="seconds"), one.by.email if one.by else "", one.origin,
            one.get_deed_display(), one.certificate.serial if one.certificate else "",
            one.person.email if one.person else "", one.about, one.reason,
        ]  # fmt: skip


def _chosen(part: str, lost: list[int]) -> Q:
    """The rows of one part of the queue, or all of them."""
    unfinished, missing = Q(look_again_at__isnull=False), Q(pk__in=lost)
    if part == "lost":
        return missing
    return unfinished & PARTS[part] if part in PARTS else unfinished | missing


def _part(one: Certificate, labels: dict[str, str]) -> str:
    if one.state == READY:
        return labels["untold"]
    if one.trouble:
        return labels["failed"]
    return labels["running"] if one.claim else labels["waiting"]


def _repair(request: HttpRequest, one: Certificate) -> bool:
    """Whether it was asked for again; a refusal becomes a message."""
    who = told(request)

    def deed() -> bool:
        repair(one, by=who["by"], origin=who["origin"])
        return True

    return bool(tried(request, deed))


def _repaired(request: HttpRequest) -> HttpResponse:
    if "all" in request.POST:
        failed = list(
            Certificate.objects.filter(PARTS["failed"] | Q(pk__in=open_losses())).order_by("pk")[:MOST_REPAIRED]
        )
    else:
        failed = [get_object_or_404(Certificate, pk=request.POST.get("id") or 0)]
    number = sum(1 for one in failed if _repair(request, one))
    said = ngettext("%(number)d file has been asked for again.", "%(number)d files have been asked for again.", number)
    if number or not failed:
        messages.success(request, said % {"number": number})
    return redirect("certificate_desk:queue")
