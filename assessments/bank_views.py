"""The CMS's screens for questions: Wagtail's, with our editor, and a preview that shows what learners will see."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from assessments import kinds, searching
from assessments.bank_review import about, shown_of
from assessments.checking import check
from assessments.forms import QuestionForm
from assessments.models import Question, QuestionVersion

Kind = QuestionVersion.Kind


class QuestionIndexView(generic.IndexView):
    """The list of the bank; those who write questions may tick several and sort them."""

    template_name = "assessments/cms/question_index.html"

    @cached_property
    def columns(self) -> list[Any]:
        """Behind boxes to tick."""
        may_sort = self.user_has_permission("change")
        boxes = [BulkActionsCheckboxColumn("bulk_actions", obj_type="question")] if may_sort else []
        return [*boxes, *super().columns]

    def _get_title_column(self, *args: Any, **kwargs: Any) -> Any:
        return super()._get_title_column(*args, **kwargs, get_title_id=lambda one: f"question_{one.pk}_title")

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """By words, Thai ones too."""
        return searching.found(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """With the ways to bring questions in, and to take those of the list out."""
        buttons: list[Button] = super().header_more_buttons
        if self.user_has_permission("add"):
            address = reverse("questions:import")
            buttons.append(Button(_("Import questions"), url=address, icon_name="upload", priority=70))
        address = f"{reverse('questions:export')}?{self.request.GET.urlencode()}"
        buttons.append(Button(_("Export this list"), url=address, icon_name="download", priority=80))
        return buttons


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
        """With the versions, where the question is used, and how much a reviewer still has to say."""
        open_comments = self.object.comments.filter(settled_at=None).count()
        return {**super().get_context_data(**kwargs), **about(self.object), "open_comments": open_comments}


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
    shown = shown_of(kind, check(kind, form.content()).content)
    return render(request, "assessments/cms/question_preview.html", {"form": form, "shown": shown})
