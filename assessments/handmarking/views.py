"""The screens of marking. Each finds only what its reader marks; everything else is not there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.errors import Refusal
from assessments.handmarking import claiming, correcting, judging, overview, rights, shown
from assessments.handmarking.forms import MarkForm, filled
from assessments.handmarking.overview import Line
from assessments.models import MarkingTask
from assessments.views.files import given_back
from courses import overseeing
from courses.placing import language_now

PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every test with answers to mark."""
    return render(request, "assessments/cms/marking/index.html", {"lines": overview.lines(_by(request))})


@require_safe
def quiz(request: HttpRequest, unit_key: UUID) -> HttpResponse:
    """What waits in one test, by question and by work."""
    line = _line(request, unit_key)
    context = {
        "line": line,
        "questions": overview.questions(_by(request), unit_key),
        "works": overview.works(_by(request), unit_key),
        "most": overview.WORKS,
    }
    return render(request, "assessments/cms/marking/quiz.html", context)


@require_safe
def done(request: HttpRequest, unit_key: UUID) -> HttpResponse:
    """What has been marked, the newest first."""
    tasks = rights.tasks_of(_by(request)).filter(unit_key=unit_key, wants="").order_by("-done_at", "-pk")
    tasks = tasks.select_related("question__version", "question__attempt__enrolment__person")
    page = Paginator(tasks, PAGE).get_page(request.GET.get("p"))
    rows = [(task, overview.work_title(task.question.attempt)) for task in page]
    context = {"line": _line(request, unit_key), "page": page, "rows": rows}
    return render(request, "assessments/cms/marking/done.html", context)


@require_POST
def go_on(request: HttpRequest, unit_key: UUID) -> HttpResponse:
    """The next answer of the chosen question or work; where none is left, back to the test."""
    _line(request, unit_key)
    return _next(request, unit_key, request.POST.get("way", ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer: to mark, to wait for while somebody else marks it, or, once marked, to look at and to correct."""
    task, person, now = _task(request, pk), _by(request), timezone.now()
    way = request.GET.get("way", "")
    mine = not task.done and claiming.claim(person, pk, now)
    corrects = task.done and rights.may_correct(person, task)
    sheet = shown.sheet(task, language_now())
    form = _form(request, sheet, corrects) if mine or corrects else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _kept(request, task, form, corrects):
            return redirect("marking:answer", pk) if corrects else _next(request, task.unit_key, way)
    elif not sheet.blind:
        overseeing.note_reading(person, task.course, how="marking")
    context = {
        "sheet": sheet,
        "task": task,
        "form": form,
        "corrects": corrects,
        "way": way,
        "line": _line(request, task.unit_key),
        "stem": sheet.face.stem,
    }
    return render(request, "assessments/cms/marking/answer.html", context, status=422 if form and form.errors else 200)


@require_safe
def file(request: HttpRequest, pk: int, key: UUID) -> HttpResponseBase:
    """A file of an answer, to be saved."""
    task = _task(request, pk)
    if task.question.version.kind != "upload":
        raise Http404
    name = next((name for name, _size, one in shown.files(task) if one == str(key)), None)
    if name is None:
        raise Http404
    return given_back(task.question.files.get(key=key), name)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back unmarked."""
    task = _task(request, pk)
    claiming.release(_by(request), pk)
    return redirect("marking:quiz", task.unit_key)


def _form(request: HttpRequest, sheet: shown.Sheet, corrects: bool) -> MarkForm:
    initial = {}
    if corrects and sheet.given:
        last = sheet.given[-1].marking
        initial = filled(last.mark, last.comment)
    return MarkForm(
        request.POST or None, rubric=sheet.rubric, language=language_now(), corrects=corrects, initial=initial
    )


def _kept(request: HttpRequest, task: MarkingTask, form: MarkForm, corrects: bool) -> bool:
    """Whether the mark was taken; otherwise the form, or a message, says why not."""
    person, now = _by(request), timezone.now()
    try:
        if corrects:
            correcting.correct(person, task.pk, form.given(), form.cleaned_data["reason"], now)
            messages.success(request, _("The mark is corrected."))
        else:
            judging.judge(person, task.pk, request.POST.get("role", ""), form.given(), now)
            messages.success(request, _("The mark is kept."))
    except Refusal as refusal:
        form.add_error(None, str(refusal.detail))
        return False
    return True


def _next(request: HttpRequest, unit_key: UUID, way: str) -> HttpResponse:
    person = _by(request)
    tasks = overview.only(rights.waiting_for(person), unit_key, way)
    task = claiming.claim_next(person, tasks, timezone.now())
    if task is None:
        messages.info(request, _("There is nothing more to mark here for you."))
        return redirect("marking:quiz", unit_key)
    query = f"?{urlencode({'way': way})}" if way else ""
    return redirect(reverse("marking:answer", args=[task.pk]) + query)


def _task(request: HttpRequest, pk: int) -> MarkingTask:
    """One that the reader marks, or has marked."""
    found = rights.tasks_of(_by(request)).select_related(
        "course", "question__version", "question__regrade", "question__attempt__enrolment__person"
    )
    task = found.filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


def _line(request: HttpRequest, unit_key: UUID) -> Line:
    line = overview.line(_by(request), unit_key)
    if line is None:
        raise Http404
    return line


def _by(request: HttpRequest) -> Any:
    """The CMS lets nobody in who has not signed in."""
    return request.user
