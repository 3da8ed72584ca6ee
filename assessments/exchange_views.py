"""The CMS's screens for bringing questions in and taking them out."""

import uuid
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from academy.errors import Refusal
from assessments.bank_views import QuestionIndexView
from assessments.exchange import exporting, importing, sheet_writing
from assessments.exchange.formats import FORMATS
from assessments.exchange.importing import Brought, Wish
from assessments.exchange.item import Written
from assessments.exchange_forms import ConfirmForm, ExportForm, ImportForm

MOST_QUESTIONS = 500
MOST_BYTES = 10 * 1024 * 1024
KEPT_SECONDS = 30 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("assessments.add_question", raise_exception=True)
def bring(request: HttpRequest) -> HttpResponse:
    """In two steps: what would come and what would not, then bring it. Nothing between the two looks is believed."""
    applying = "token" in request.POST
    form = (ConfirmForm if applying else ImportForm)(request.POST or None, request.FILES or None)
    brought: Brought | None = None
    token = uuid.uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            brought = _applied(request, form) if applying else _looked(request, form, token)
        except Refusal as refusal:
            form = ImportForm()
            return _shown(request, {"form": form, "refusal": str(refusal.detail)}, status=400)
    return _shown(request, {"form": form, "brought": brought, "token": token, "said": form.data})


def _shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "assessments/cms/exchange_import.html", {**context, "most": MOST_QUESTIONS}, status=status)


def _looked(request: HttpRequest, form: ImportForm, token: uuid.UUID) -> Brought:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Refusal("too_large", _("The file is larger than 10 MB. Split it."), status=400)
    data = file.read()
    brought = importing.look(data, form.cleaned_data["format"], _wish(request, form), most=MOST_QUESTIONS)
    # Not in the storage of uploads, which is open to the web: these are the answers of exams.
    cache.set(_place(request, token), data, KEPT_SECONDS)
    return brought


def _applied(request: HttpRequest, form: ImportForm) -> Brought:
    place = _place(request, form.cleaned_data["token"])
    data = cache.get(place)
    if data is None:
        raise Refusal("gone", _("The file is no longer kept. Choose it again."), status=400)
    brought = importing.bring(data, form.cleaned_data["format"], _wish(request, form), most=MOST_QUESTIONS)
    cache.delete(place)
    return brought


def _wish(request: HttpRequest, form: ImportForm) -> Wish:
    person: Any = request.user
    may_make, said = person.has_perm("assessments.add_category"), form.cleaned_data
    return Wish(said["category"], status=said["status"], by=person, makes_categories=may_make)


def _place(request: HttpRequest, token: uuid.UUID) -> str:
    return f"question-import:{request.user.pk}:{token}"


@require_http_methods(["GET", "HEAD"])
@permission_required("assessments.add_question", raise_exception=True)
def template(_request: HttpRequest) -> HttpResponse:
    """The table to fill in."""
    return _file(sheet_writing.template(), "questions-template.csv", FORMATS["csv"].content_type)


class QuestionExportView(QuestionIndexView):
    """The list as it was filtered, as a file; first what the format cannot hold, if there is such."""

    template_name = "assessments/cms/exchange_export.html"
    results_only = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The choice of a format, the list of what is lost, or the file."""
        questions = self.get_queryset()
        form = ExportForm(request.GET if "format" in request.GET else None)
        kept = [(name, said) for name, said in request.GET.items() if name not in {"format", "download", "p"}]
        context: dict[str, Any] = {"form": form, "count": questions.count(), "kept": kept, "most": MOST_QUESTIONS}
        if not form.is_valid():
            return render(request, self.template_name, context)
        name = form.cleaned_data["format"]
        try:
            written: Written = exporting.export(questions, name, most=MOST_QUESTIONS)
        except Refusal as refusal:
            return render(request, self.template_name, {**context, "refusal": str(refusal.detail)}, status=400)
        if written.lost and "download" not in request.GET:
            return render(request, self.template_name, {**context, "written": written, "format": FORMATS[name]})
        return _file(written.data, f"questions.{FORMATS[name].suffix}", FORMATS[name].content_type)


def _file(data: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
