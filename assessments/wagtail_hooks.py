"""The question bank in the CMS."""

from typing import Any, ClassVar

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from assessments import oversight_hooks  # noqa: F401  (what it registers is what counts)
from assessments.bank_review import QuestionInspectView, comments, seen
from assessments.bank_sort import Sort
from assessments.bank_views import QuestionCreateView, QuestionEditView, QuestionIndexView, preview
from assessments.choosing import QuestionChooser
from assessments.conditions import hooks as conditions_hooks  # noqa: F401  (what it registers is what counts)
from assessments.exchange_views import QuestionExportView, bring, template
from assessments.forms import QuestionForm
from assessments.handmarking import hooks as marking_hooks  # noqa: F401  (what it registers is what counts)
from assessments.models import Category, Question, QuestionImage

EXPORT = "assessments/cms/exchange_export.html"


class KindColumn(Column):
    """The kind of the current version."""

    def get_value(self, instance: Question) -> Any:
        """In the instructor's words."""
        return instance.current.get_kind_display() if instance.current else ""


class QuestionViewSet(ModelViewSet):
    """Questions, newest first, with filters and a search in both languages."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    name = "questions"
    index_view_class = QuestionIndexView
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    create_template_name = edit_template_name = "assessments/cms/question_form.html"
    inspect_view_class = QuestionInspectView
    inspect_view_enabled = True
    inspect_template_name = "assessments/cms/question_inspect.html"
    index_template_name = "assessments/cms/question_index.html"
    copy_view_enabled = False
    list_filter: ClassVar[dict[str, list[str]]] = {
        "category": ["exact"],
        "current__kind": ["exact"],
        "status": ["exact"],
        "area": ["exact"],
        "level": ["exact"],
        "source": ["icontains"],
    }
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("category", label=_("Category"), sort_key="category"),
        KindColumn("kind", label=_("Kind")),
        Column("get_status_display", label=_("Status"), sort_key="status"),
        Column("get_area_display", label=_("Skill area"), sort_key="area"),
        Column("get_level_display", label=_("Level"), sort_key="level"),
        DateColumn("changed_at", label=_("Changed"), sort_key="changed_at"),
    ]
    search_fields: ClassVar[list[str]] = ["words"]
    search_backend_name = None
    ordering: ClassVar[list[str]] = ["-changed_at", "-pk"]

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        """Our editor."""
        return QuestionForm

    def get_urlpatterns(self) -> list[Any]:
        """With the ways in and out."""
        export = self.construct_view(QuestionExportView, **self.get_index_view_kwargs(template_name=EXPORT))
        ways = [path("import/", bring, name="import"), path("import/template/", template, name="import_template")]
        return [*super().get_urlpatterns(), *ways, path("export/", export, name="export")]


class CategoryViewSet(ModelViewSet):
    """Parts of the bank."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    name = "question_categories"
    copy_view_enabled = False
    panels: ClassVar[list[Any]] = [FieldPanel("name_th"), FieldPanel("name_en"), FieldPanel("parent")]
    list_display: ClassVar[list[str]] = ["__str__", "parent"]
    search_fields: ClassVar[list[str]] = ["name_th", "name_en"]
    search_backend_name = None
    ordering: ClassVar[list[str]] = ["name_th"]


class Bank(ModelViewSetGroup):
    """The menu of the bank."""

    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 250
    items = (QuestionViewSet, CategoryViewSet)


@hooks.register("register_admin_viewset")
def bank() -> Bank:
    """Questions and categories."""
    return Bank()


@hooks.register("register_admin_viewset")
def question_chooser() -> QuestionChooser:
    """Choosing a question, wherever a form asks for one."""
    return QuestionChooser("question_chooser")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """The preview of a question, and what reviewers say of one."""
    return [
        path("question-preview/", preview, name="assessments_question_preview"),
        path("questions/seen/<int:pk>/", seen, name="assessments_question_seen"),
        path("questions/comments/<int:pk>/", comments, name="assessments_question_comments"),
    ]


hooks.register("register_bulk_action", Sort)


class UsedImageFinder(ModelAdminURLFinder):
    """What uses an image is the question, for those who may change it."""

    def get_edit_url(self, instance: QuestionImage) -> str | None:
        """The editor of the question."""
        if self.user and not self.user.has_perm("assessments.change_question"):
            return None
        return reverse("questions:edit", args=[instance.version.question_id])


register_admin_url_finder(QuestionImage, UsedImageFinder)
