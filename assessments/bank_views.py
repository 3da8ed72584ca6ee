"""The CMS's screens for questions: Wagtail's, with our editor, and a preview that shows what learners will see."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from wagtail.admin.views import generic
from wagtail.log_actions import log

from assessments import drawing, faces, kinds, searching
from assessments.checking import check
from assessments.forms import QuestionForm
from assessments.models import AttemptQuestion, Category, Question, QuestionVersion, QuizSection
from assessments.picturing import with_pictures

Kind = QuestionVersion.Kind


class QuestionIndexView(generic.IndexView):
    """The list of the bank."""

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """By words, Thai ones too."""
        return searching.found(queryset, self.search_query) if self.is_searching else queryset


class QuestionCreateView(generic.CreateView):
    """A new question: first its kind (`?kind=`), then all the rest."""

    template_name = "assessments/cms/question_form.html"

    def get_template_names(self) -> list[str]:
        """The kinds to choose from, until one is chosen."""
        chosen = self.request.method == "POST" or self.request.GET.get("kind") in kinds.KINDS
        return [self.template_name] if chosen else ["assessments/cms/question_kinds.html"]

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the kind that was chosen."""
        return {**super().get_form_kwargs(), "kind": self.request.GET.get("kind", "")}

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """With the kinds there are."""
        return {
            **super().get_context_data(**values),
            "kinds": [(Kind(name).label, kind) for name, kind in kinds.KINDS.items()],
        }

    def save_instance(self) -> Question:
        """Hand the form to the deed, and log it."""
        saved: Question = self.form.keep(by=self.request.user)
        log(instance=saved, action="wagtail.create", user=self.request.user, content_changed=True)
        return saved


class QuestionEditView(generic.EditView):
    """Another version of a question."""

    template_name = "assessments/cms/question_form.html"

    def save_instance(self) -> Question:
        """Hand the form to the deed, and log it."""
        saved: Question = self.form.keep(by=self.request.user)
        log(instance=saved, action="wagtail.edit", user=self.request.user, content_changed=True)
        return saved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the versions, and where the question is used."""
        question = self.object
        drawn = dict(
            AttemptQuestion.objects.filter(version__question=question)
            .values_list("version__number")
            .annotate(Count("attempt", distinct=True))
        )
        versions = [(version, drawn.get(version.number, 0)) for version in question.versions.select_related("made_by")]
        return {**super().get_context_data(**kwargs), "versions": versions, "used_in": used_in(question)}


def used_in(question: Question) -> list[QuizSection]:
    """The sections of quizzes that may draw the question: those of its category and of all that this is part of."""
    reach = Category.objects.with_parts(list(Category.objects.values_list("pk", flat=True)))
    above = [top for top, inside in reach.items() if question.category_id in inside]
    return list(QuizSection.objects.filter(category__in=above).select_related("quiz__locale", "category"))


@require_POST
@permission_required("assessments.view_question", raise_exception=True)
def preview(request: HttpRequest) -> HttpResponse:
    """The question as it stands in the editor, unsaved, in both languages: as it is asked, and as it is reviewed."""
    pk = request.GET.get("question")
    question = get_object_or_404(Question, pk=pk) if pk and pk.isdecimal() else None
    if not request.user.has_perms(["assessments.change_question" if question else "assessments.add_question"]):
        raise PermissionDenied
    form = QuestionForm(request.POST, instance=question)
    if not form.is_valid():
        return render(request, "assessments/cms/question_preview.html", {"form": form}, status=422)
    kind = form.cleaned_data["kind"]
    content = check(kind, form.content()).content
    drawn = faces.Drawn(1, kind, content, drawing.choice_order(kind, content), points_possible=Decimal(1))
    shown = [
        {
            "language": language,
            "face": with_pictures([faces.face(drawn, language)])[0],
            "review": with_pictures([faces.review(drawn, language, with_keys=True)])[0],
        }
        for language in faces.languages(kind, content)
    ]
    return render(request, "assessments/cms/question_preview.html", {"form": form, "shown": shown})
