"""A question to look at: what is known of it, how learners see it, and what reviewers say of it."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.views import generic

from academy.errors import Refusal
from assessments import commenting, drawing, faces, kinds, numerals
from assessments.kinds import rubrics
from assessments.kinds.texts import say
from assessments.models import AttemptQuestion, Category, Question, QuizSection
from assessments.picturing import with_pictures


class QuestionInspectView(generic.InspectView):
    """A question to look at and to comment on, for reviewers too."""

    template_name = "assessments/cms/question_inspect.html"
    page_title = _("Review")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what it is, what was said of it, its versions and its use."""
        question = self.object
        current = question.current
        facts = [
            (_("Kind"), current.get_kind_display() if current else ""),
            (_("Category"), question.category),
            (_("Status"), question.get_status_display()),
            (_("Skill area"), question.get_area_display()),
            (_("Level"), question.get_level_display()),
            (_("Source of the question"), question.source),
        ]
        comments = question.comments.select_related("made_by", "settled_by", "version")
        return {**super().get_context_data(**kwargs), **about(question), "facts": facts, "comments": comments}


def about(question: Question) -> dict[str, Any]:
    """The versions, each with how many attempts drew it, and where the question is used."""
    drawn = dict(
        AttemptQuestion.objects.filter(version__question=question)
        .values_list("version__number")
        .annotate(Count("attempt", distinct=True))
    )
    versions = [(version, drawn.get(version.number, 0)) for version in question.versions.select_related("made_by")]
    return {"versions": versions, "used_in": used_in(question)}


def used_in(question: Question) -> list[QuizSection]:
    """The sections of quizzes that may draw the question: those of its category and of all that this is part of."""
    reach = Category.objects.with_parts(list(Category.objects.values_list("pk", flat=True)))
    above = [top for top, inside in reach.items() if question.category_id in inside]
    return list(QuizSection.objects.filter(category__in=above).select_related("quiz__locale", "category"))


def shown_of(kind: str, content: dict[str, Any]) -> list[dict[str, Any]]:
    """In each language that the question has: its face and its review, as a learner would see them."""
    drawn = faces.Drawn(1, kind, content, drawing.choice_order(kind, content), points_possible=Decimal(1))
    return [
        {
            "language": language,
            "face": with_pictures([faces.face(drawn, language)])[0],
            "review": with_pictures([faces.review(drawn, language, with_keys=True)])[0],
            "criteria": _criteria(kind, content, language),
        }
        for language in faces.languages(kind, content)
    ]


def _criteria(kind: str, content: dict[str, Any], language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """How people mark it: by criterion its words, its points, and its levels with theirs. None for other kinds."""
    if not kinds.of(kind).by_people or not content["rubric"]:
        return []
    return [
        (
            say(one.text, language),
            numerals.write(one.points),
            [(say(level.text, language), numerals.write(level.points)) for level in one.levels],
        )
        for one in rubrics.criteria(content, Decimal(1))
    ]


@require_safe
@permission_required("assessments.view_question", raise_exception=True)
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The question as it stands in the bank, in both languages: as it is asked, and as it is reviewed."""
    version = get_object_or_404(Question.objects.select_related("current"), pk=pk, current__isnull=False).current
    assert version
    shown = shown_of(version.kind, version.content)
    return render(request, "assessments/cms/question_preview.html", {"shown": shown})


@require_POST
@permission_required("assessments.view_question", raise_exception=True)
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment, `text`, or `settle`: the one that has been dealt with."""
    question = get_object_or_404(Question.objects.select_related("current"), pk=pk, current__isnull=False)
    named = request.POST.get("settle", "")
    try:
        if named:
            commenting.settle(question, int(named) if named.isascii() and named.isdecimal() else 0, by=request.user)  # type: ignore[arg-type]  # permission_required
        else:
            commenting.comment(question, request.POST.get("text", ""), by=request.user)  # type: ignore[arg-type]  # permission_required
    except Refusal as refusal:
        if refusal.status == 404:
            raise Http404(str(refusal.detail)) from refusal
        messages.error(request, str(refusal.detail))
    return redirect(reverse("questions:inspect", args=[pk]) + "#comments")
