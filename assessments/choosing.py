"""Choosing one question of the bank, for a quiz that asks it of everybody."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from assessments import searching
from assessments.models import Category, Question


class QuestionFilter(BaseFilterForm):
    """By words, in both languages, and by category with its parts."""

    q = forms.CharField(label=_("Words of the question"), required=False)
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("Category"),
        required=False,
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: QuerySet[Question]) -> QuerySet[Question]:
        """What was asked for."""
        self.search_query = self.cleaned_data.get("q")
        if category := self.cleaned_data.get("category"):
            objects = objects.filter(category__in=Category.objects.with_parts([category.pk])[category.pk])
        if self.search_query:
            self.is_searching = True
            objects = searching.found(objects, self.search_query)
        return objects


class ForAuthors:
    """Only those who may look at the bank choose from it."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The view, or 403."""
        if not request.user.has_perm("assessments.view_question"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view this is mixed into


class Ready:
    """Ready questions, the newest first."""

    filter_form_class = QuestionFilter
    ordering: ClassVar[list[str]] = ["-changed_at", "-pk"]

    def get_object_list(self) -> QuerySet[Question]:
        """Those that may be asked."""
        return Question.objects.filter(status=Question.Status.READY).select_related("current")


class ChooseView(ForAuthors, Ready, views.ChooseView):
    """The dialogue."""


class ResultsView(ForAuthors, Ready, views.ChooseResultsView):
    """What a search in it finds."""


class ChosenView(ForAuthors, views.ChosenView):
    """What was chosen."""


class QuestionChooser(ChooserViewSet):
    """Choose one question of the bank."""

    choose_view_class = ChooseView
    choose_results_view_class = ResultsView
    chosen_view_class = ChosenView
    model = "assessments.Question"
    icon = "help"
    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    edit_item_text = _("Edit this question")

    def get_urlpatterns(self) -> list[Any]:
        """Those of choosing; questions are written in the bank."""
        return [one for one in super().get_urlpatterns() if one.name not in ("create", "chosen_multiple")]
