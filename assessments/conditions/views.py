"""The screens of live conditions. Each asks first whether the reader may set those of this quiz."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.errors import Refusal
from academy.formats import tables
from assessments import conditioning, gains, supervised
from assessments.conditions.forms import ConditionsForm, OverrideForm, PretestForm
from assessments.gains import Gain
from assessments.models import Attempt, Override
from assessments.supervised import Quiz


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All quizzes, with what is set."""
    return render(request, "assessments/cms/conditions/index.html", {"quizzes": supervised.quizzes_of(_by(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, unit_key: UUID) -> HttpResponse:
    """What holds for everyone, and the exceptions."""
    quiz = _quiz(request, unit_key)
    conditions = conditioning.conditions_of(unit_key)
    form = ConditionsForm(request.POST or None, instance=conditions)
    if request.method == "POST" and form.is_valid():
        _say(request, conditioning.keep(form.save(commit=False), by=_by(request), at=timezone.now()))
        return redirect("conditions:edit", unit_key)
    overrides = Override.objects.filter(conditions__unit_key=unit_key).select_related(
        "person", "cohort", "agency", "made_by"
    )
    return render(
        request,
        "assessments/cms/conditions/edit.html",
        {
            "quiz": quiz,
            "form": form,
            "conditions": conditions,
            "overrides": overrides.order_by("agency__path", "pk"),
            "running": Attempt.objects.filter(unit_key=unit_key, state=Attempt.State.OPEN).count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gain(request: HttpRequest, unit_key: UUID) -> HttpResponseBase:
    """What was gained since the pre-test, by agency; which quiz that is."""
    quiz = _quiz(request, unit_key)
    others = [one for one in supervised.quizzes_of(_by(request)) if _beside(one, quiz)]
    conditions = conditioning.conditions_of(unit_key)
    form = PretestForm(request.POST or None, others=others, initial={"pretest": str(conditions.pretest or "")})
    if request.method == "POST" and form.is_valid():
        conditions.pretest = UUID(form.cleaned_data["pretest"]) if form.cleaned_data["pretest"] else None
        _say(request, conditioning.keep(conditions, by=_by(request), at=timezone.now()))
        return redirect("conditions:gain", unit_key)
    before = next((one for one in others if one.unit.key == conditions.pretest), None)
    rows = _gains(quiz, before) if before else []
    if before and request.GET.get("export") == "csv":
        return tables.csv_response(f"gain-{quiz.course.slug}-{quiz.unit.slug}", _gain_rows(rows))
    context = {"quiz": quiz, "before": before, "form": form, "others": others, "rows": rows}
    return render(request, "assessments/cms/conditions/gain.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_override(request: HttpRequest, unit_key: UUID) -> HttpResponse:
    """An exception for a person, a cohort or an agency."""
    quiz = _quiz(request, unit_key)
    return _override(request, quiz, Override(conditions=conditioning.conditions_of(unit_key)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_override(request: HttpRequest, unit_key: UUID, pk: int) -> HttpResponse:
    """Another time, another number, another reason."""
    return _override(request, _quiz(request, unit_key), _found(unit_key, pk))


@require_POST
def remove_override(request: HttpRequest, unit_key: UUID, pk: int) -> HttpResponse:
    """Back to what holds for everyone."""
    _quiz(request, unit_key)
    _say(request, conditioning.remove_override(_found(unit_key, pk), by=_by(request), at=timezone.now()))
    return redirect("conditions:edit", unit_key)


def _override(request: HttpRequest, quiz: Quiz, override: Override) -> HttpResponse:
    form = OverrideForm(request.POST or None, instance=override, course=quiz.course)
    if request.method == "POST" and form.is_valid():
        _say(request, conditioning.keep_override(form.save(commit=False), by=_by(request), at=timezone.now()))
        return redirect("conditions:edit", quiz.unit.key)
    return render(
        request, "assessments/cms/conditions/override.html", {"quiz": quiz, "form": form, "override": override}
    )


def _beside(one: Quiz, quiz: Quiz) -> bool:
    return one.course == quiz.course and one.unit.key != quiz.unit.key


def _gains(quiz: Quiz, before: Quiz) -> list[tuple[str, Gain]]:
    """All together, then by agency."""
    scores: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for row in gains.pairs(before.unit.key, quiz.unit.key).iterator():
        agency = row.person.agency
        scores.setdefault(agency.name if agency else _("without an agency"), []).append((row.pre, row.post))  # type: ignore[attr-defined]  # annotated
    everybody = gains.gain(pair for some in scores.values() for pair in some)
    return [(_("Everyone"), everybody), *((name, gains.gain(scores[name])) for name in sorted(scores))]


def _gain_rows(rows: list[tuple[str, Gain]]) -> Iterator[list[Any]]:
    yield [
        _("Agency"), _("How many people"), _("Before, per cent"), _("After, per cent"), _("Gain, points"),
        _("Normalised gain"), _("Higher"), _("The same"), _("Lower"),
    ]  # fmt: skip
    for name, one in rows:
        numbers = (one.before, one.after, one.points, one.normalised)
        decimals = [None if number is None else round(float(number), 2) for number in numbers]
        yield [name, one.people, *decimals, one.higher, one.same, one.lower]


def _found(unit_key: UUID, pk: int) -> Override:
    found = Override.objects.select_related("conditions", "person", "cohort", "agency")
    return get_object_or_404(found, pk=pk, conditions__unit_key=unit_key)


def _quiz(request: HttpRequest, unit_key: UUID) -> Quiz:
    try:
        return supervised.quiz_of(_by(request), unit_key)
    except Refusal as refusal:
        raise Http404(str(refusal.detail)) from refusal


def _say(request: HttpRequest, changed: int) -> None:
    messages.success(request, _("The conditions are kept."))
    if changed:
        said = ngettext(
            "The end of %(count)s attempt in progress has changed.",
            "The ends of %(count)s attempts in progress have changed.",
            changed,
        )
        messages.info(request, said % {"count": changed})


def _by(request: HttpRequest) -> Any:
    return request.user
