"""Acting on many certificates of the register: those chosen, or all that it found. And taking them away."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.formats.tables import csv_response
from certificates.acting import note
from certificates.bulk import bundling, ordering
from certificates.desk.doors import for_officers, told, tried
from certificates.desk.exporting import rows, xlsx
from certificates.desk.filtering import sought
from certificates.desk.forms import DeedOnMany
from certificates.models import Act, Bundle, Certificate

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
@for_officers
def many(request: HttpRequest) -> HttpResponse:
    """What to do with those chosen (`id`) or all found (`all` holds the register's own query), then a dry run of it.

    Posted from the register it asks; posted from its own form (`decided`) it begins.
    """
    asked = request.POST
    chosen = _chosen(asked)
    form = DeedOnMany(asked if "decided" in asked else None)
    if form.is_valid():
        data = form.cleaned_data
        keys = chosen.values_list("pk", flat=True)
        run = tried(
            request,
            lambda: ordering.begin(data["deed"], keys, dry=True, reason=data["reason"], **told(request)),
        )
        if run:
            return redirect("certificate_desk:run", run.pk)
    count = chosen.count()
    if not count:
        messages.warning(request, _("Nobody is chosen."))
        return redirect("certificate_register:index")
    context = {
        "form": form,
        "count": count,
        "some": list(chosen[:10]),
        "ids": asked.getlist("id"),
        "all": asked.get("all", ""),
        "title": _("Act on many certificates"),
    }
    return render(request, "certificates/cms/desk/many.html", context)


@require_safe
@for_officers
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """What the register found, as CSV or XLSX. That it was taken stands in the book of acts."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    found = sought(request.GET)
    who = told(request)
    note(Act.Deed.EXPORT, by=who["by"], origin=who["origin"], about=f"{form.upper()} ({found.count()})")
    if form == "csv":
        return csv_response("certificates", rows(found))
    file = xlsx(rows(found), _("Certificates"))
    response = FileResponse(file, as_attachment=True, filename="certificates.xlsx", content_type=XLSX)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def bundles(request: HttpRequest) -> HttpResponse:
    """One's own ZIPs; and asking for another, of those chosen or all found."""
    if request.method == "POST":
        keys = _chosen(request.POST).values_list("pk", flat=True)
        if tried(request, lambda: ordering.bundle(keys, **told(request))):
            messages.success(request, _("The files are being gathered. They stay here for a day, for you alone."))
        return redirect("certificate_desk:bundles")
    mine = _mine(request)
    waiting = any(not one.ready_at for one in mine)
    context = {"rows": [(one, len(one.certificates)) for one in mine], "waiting": waiting}
    return render(request, "certificates/cms/desk/bundles.html", {**context, "title": _("Files to take away")})


@require_safe
@for_officers
def bundle(request: HttpRequest, key: str) -> HttpResponseBase:
    """The ZIP, to whoever asked for it."""
    one = get_object_or_404(_mine(request), key=key, ready_at__isnull=False)
    try:
        file = bundling.path_of(one).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=f"certificates-{one.pk}.zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _mine(request: HttpRequest) -> QuerySet[Bundle]:
    return Bundle.objects.filter(made_by=request.user.pk, made_at__gte=timezone.now() - bundling.KEPT)


def _chosen(asked: QueryDict) -> QuerySet[Certificate]:
    if "all" in asked:
        return sought(QueryDict(str(asked["all"])))
    keys: list[Any] = [one for one in asked.getlist("id") if one.isdecimal()]
    return Certificate.objects.filter(pk__in=keys).order_by("pk")
