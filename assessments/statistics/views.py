"""The CMS's screens of statistics: of a quiz, of one of its questions, and all figures as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.formats.tables import csv_response
from assessments import oversight, richtext
from assessments.models import QuizPage, Regrade
from assessments.statistics import charts
from assessments.statistics.options import Option
from assessments.statistics.report import Item, Report, report

TENS = [f"{low}–{low + 9}" for low in range(0, 90, 10)] + ["90–100"]
# What the scales beside a drawing say, and how high.
LEVELS = [(value, charts.up(value)) for value in (1.0, 0.5, 0.0, -0.5)]


@require_safe
def quiz(request: HttpRequest, page_id: int) -> HttpResponse:
    """The test as a whole, and its questions, the most doubtful first."""
    page, course = oversight.quiz_of(_reader(request), page_id)
    first = _first(request)
    made = report(page.translation_key, first=first)
    context = {
        "page": page,
        "first": first,
        "report": made,
        "bars": charts.histogram(made.bins, TENS),
        "points": _points(made),
        "levels": LEVELS,
        "height": charts.HEIGHT,
        "regrades": _regrades(page),
        "breadcrumbs_items": trail(page, course),
    }
    return render(request, "assessments/cms/statistics.html", context)


@require_safe
def question(request: HttpRequest, page_id: int, version_id: int) -> HttpResponse:
    """One version of a question: what was answered, and by whom."""
    page, course = oversight.quiz_of(_reader(request), page_id)
    first = _first(request)
    item = _item(report(page.translation_key, first=first), version_id)
    rows = [(_said(option), option) for option in item.options]
    context = {
        "page": page,
        "first": first,
        "item": item,
        "version": item.version,
        "rows": rows,
        "bars": [(said, option, 100 * (option.upper or 0), 100 * (option.lower or 0)) for said, option in rows],
        "breadcrumbs_items": [*trail(page, course), {"url": "", "label": _("Question")}],
    }
    return render(request, "assessments/cms/statistics_question.html", context)


@require_safe
def export(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Every question with its figures and, below each, its options; whole, as a file."""
    page, _course = oversight.quiz_of(_reader(request), page_id)
    made = report(page.translation_key, first=_first(request))
    return csv_response(f"statistics-{page.slug}", _rows(made))


def trail(page: QuizPage, course: Any) -> list[dict[str, str]]:
    """The way to the statistics of this quiz."""
    return [
        {"url": reverse("wagtailadmin_explore", args=[course.pk]), "label": course.title},
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
        {"url": reverse("assessments_statistics", args=[page.pk]), "label": _("Statistics")},
    ]


def _reader(request: HttpRequest) -> Any:
    """The CMS lets nobody in who has not signed in."""
    return request.user


def _first(request: HttpRequest) -> bool:
    return request.GET.get("attempts") != "all"


def _item(made: Report, version_id: int) -> Item:
    """That version among those asked; not found otherwise, whatever else the bank holds."""
    for item in made.items:
        if item.version.pk == version_id:
            return item
    raise Http404


def _points(made: Report) -> list[charts.Point]:
    return charts.plane(
        (item.facility, item.discrimination, item.version.summary(), len(item.flags))
        for item in made.items
        if item.facility is not None and item.discrimination is not None
    )


def _regrades(page: QuizPage) -> list[Regrade]:
    found = Regrade.objects.filter(unit_key=page.translation_key).select_related("version", "by")
    return list(found[:50])


def _said(option: Option) -> str:
    """An option in the reader's language, plain."""
    if option.answer is None:
        return _("no answer")
    if isinstance(option.answer, bool):
        return _("True") if option.answer else _("False")
    if not option.texts:
        return str(option.answer)
    language = get_language() or "th"
    return richtext.plain(option.texts.get(language) or option.texts.get("th") or option.texts.get("en") or "")


def _rows(made: Report) -> Iterator[list[Any]]:
    yield [
        _("Question"), _("Version"), _("Kind"), _("Choice"), _("Right"), _("Answers"), _("Facility"),
        _("Point-biserial"), _("Upper-lower index"), _("Share of the best 27%"), _("Share of the weakest 27%"),
        _("What to look at"),
    ]  # fmt: skip
    for item in made.items:
        version = item.version
        name = [version.summary(), f"{version.question_id}.{version.number}", str(version.get_kind_display())]
        flags = "; ".join(flag.label for flag in item.flags)
        figures = [_round(item.facility), _round(item.discrimination), _round(item.index)]
        yield [*name, None, None, item.n, *figures, None, None, flags]
        for option in item.options:
            right = None if option.correct is None else int(option.correct)
            tails = [_round(option.share), _round(option.discrimination), None, _round(option.upper)]
            yield [*name, _said(option), right, option.count, *tails, _round(option.lower), None]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
