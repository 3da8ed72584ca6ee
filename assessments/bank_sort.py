"""The door of sorting many questions at once, in the list of the CMS."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from assessments import authoring
from assessments.models import Category, Question
from courses.models.pages.course import Area, Level

STAYS, NONE = ("", _("as it is")), ("-", _("none"))


class SortForm(forms.Form):
    """What to change; empty stays."""

    category = forms.ModelChoiceField(Category.objects.all(), label=_("Category"), required=False, empty_label=STAYS[1])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[STAYS, *Question.Status.choices])
    area = forms.ChoiceField(label=_("Skill area"), required=False, choices=[STAYS, NONE, *Area.choices])
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[STAYS, NONE, *Level.choices])
    source = forms.CharField(
        label=_("Source of the question"),
        required=False,
        max_length=200,
        help_text=_("Empty: as it is. A hyphen alone: none."),
    )

    def tags(self) -> dict[str, str]:
        """The tags to give; empty for those to take away."""
        said = {name: self.cleaned_data[name] for name in ("area", "level", "source")}
        return {name: "" if value == NONE[0] else value for name, value in said.items() if value}


class Sort(BulkAction):
    """Category, status and tags of the ticked questions."""

    display_name = _("Sort into categories")
    action_type = "sort"
    aria_label = _("Change category, status or tags of the selected questions")
    template_name = "assessments/cms/question_sort.html"
    models = [Question]
    form_class = SortForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who write questions."""
        if not request.user.has_perm("assessments.change_question"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Only what was ticked: "all" would reach beyond the filters that somebody sees."""
        return []

    @classmethod
    def get_queryset(cls, model: type[Question], object_ids: Sequence[str]) -> list[Question]:
        """The questions with their wording."""
        ids = [int(name) for name in object_ids if name.isascii() and name.isdecimal() and len(name) < 18]
        return list(Question.objects.filter(pk__in=ids).select_related("current"))

    def get_execution_context(self) -> dict[str, Any]:
        """What the form said, and who said it."""
        return {"form": self.cleaned_form, "by": self.request.user}

    @classmethod
    def execute_action(cls, objects: Sequence[Question], **said: Any) -> tuple[int, int]:
        """Call the deed, and log each question that changed."""
        form = said["form"]
        category, status = form.cleaned_data["category"], form.cleaned_data["status"] or None
        changed = authoring.sort(objects, category=category, status=status, tags=form.tags())
        for question in changed:
            log(instance=question, action="wagtail.edit", user=said["by"])
        return len(changed), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many changed."""
        return ngettext("%(count)s question was changed.", "%(count)s questions were changed.", num_parent_objects) % {
            "count": num_parent_objects
        }
