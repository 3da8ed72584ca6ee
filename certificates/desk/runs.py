"""Runs: how far each is, row by row what came of it, and pausing, resuming, carrying out."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from academy.formats.tables import csv_response
from certificates.bulk import ordering
from certificates.bulk.deeds import Deed, deed_of
from certificates.bulk.running import counts
from certificates.desk.doors import for_officers, told, tried
from certificates.models import CertificateRun, RunItem

PAGE = 50
Outcome = RunItem.Outcome


@require_safe
@for_officers
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, the newest first."""
    page = Paginator(CertificateRun.objects.select_related("made_by"), PAGE).get_page(request.GET.get("p"))
    numbers = counts(page.object_list)
    rows = [(one, deed_of(one.deed), numbers[one.pk]) for one in page.object_list]
    return render(request, "certificates/cms/desk/runs.html", {"page": page, "rows": rows, "title": _("Runs")})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run. `?part` gives the part that changes alone, for the page that asks again by itself."""
    one = get_object_or_404(CertificateRun.objects.select_related("made_by", "carried_out"), pk=pk)
    if request.method == "POST":
        return _done(request, one)
    deed, numbers = deed_of(one.deed), counts([one])[one.pk]
    chosen = request.GET.get("outcome", "")
    items = RunItem.objects.filter(run=one)
    if chosen in Outcome.values:
        items = items.filter(outcome=chosen)
    page = Paginator(items, PAGE).get_page(request.GET.get("p"))
    context = {
        "run": one,
        "deed": deed,
        "numbers": [(Outcome(name), _word(deed, one, name), number) for name, number in numbers.items()],
        "finished_rows": one.total - numbers[Outcome.WAITING],
        "sound": numbers[Outcome.DONE],
        "page": page,
        "rows": _rows(deed, one, list(page.object_list)),
        "chosen": chosen,
        "title": deed.label,
    }
    template = "certificates/cms/desk/run_part.html" if "part" in request.GET else "certificates/cms/desk/run.html"
    return render(request, template, context)


@require_safe
@for_officers
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every row with its outcome, as a file."""
    one = get_object_or_404(CertificateRun, pk=pk)
    return csv_response(f"run-{one.pk}", _lines(one))


def _done(request: HttpRequest, one: CertificateRun) -> HttpResponse:
    what = request.POST.get("do")
    if what == "carry_out":
        real = tried(request, lambda: ordering.carry_out(one, **told(request)))
        return redirect("certificate_desk:run", (real or one).pk)
    deeds = {"pause": ordering.pause, "resume": ordering.resume}
    if what in deeds:
        tried(request, lambda: deeds[what](one, **told(request)))
    return HttpResponseRedirect(request.path)


def _rows(deed: Deed, one: CertificateRun, items: list[RunItem]) -> list[dict[str, Any]]:
    named = deed.describe([item.target for item in items])
    return [
        {"target": named.get(item.target), "word": _word(deed, one, item.outcome), "said": _said(item), "item": item}
        for item in items
    ]


def _word(deed: Deed, one: CertificateRun, outcome: str) -> str:
    """What came of a row, in the words of the deed."""
    if outcome == Outcome.DONE:
        return str(deed.would if one.dry else deed.done)
    return str(Outcome(outcome).label)


def _said(item: RunItem) -> str:
    return str(item.said.get("en" if get_language() == "en" else "th", ""))


def _lines(one: CertificateRun) -> Iterator[list[Any]]:
    deed = deed_of(one.deed)
    yield [_("Who or what"), _("Outcome"), _("Reason")]
    for page in Paginator(RunItem.objects.filter(run=one), 500):
        for row in _rows(deed, one, list(page.object_list)):
            name = row["target"].name if row["target"] else ""
            yield [name, row["word"], row["said"]]
