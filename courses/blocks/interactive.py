"""The block that plays interactive content (H5P) in a lesson."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.blocks.text import PREVIEW


class ForAuthors:
    """Only those who may look at interactive contents choose among them."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The view, or 403."""
        if not request.user.has_perm("courses.view_h5pcontent"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view this is mixed into


class ChooseView(ForAuthors, views.ChooseView):
    """The dialogue."""


class ResultsView(ForAuthors, views.ChooseResultsView):
    """What a search in it finds."""


class ChosenView(ForAuthors, views.ChosenView):
    """What was chosen."""


class ContentChooser(ChooserViewSet):
    """Choose among the interactive contents that were uploaded, one at a time."""

    choose_view_class = ChooseView
    choose_results_view_class = ResultsView
    chosen_view_class = ChosenView
    model = "courses.H5PContent"
    icon = "h5p"
    choose_one_text = _("Choose interactive content")
    choose_another_text = _("Choose other interactive content")
    edit_item_text = _("Preview or replace this content")

    def get_urlpatterns(self) -> list[Any]:
        """Those of choosing; uploading has a screen of its own."""
        return [one for one in super().get_urlpatterns() if one.name not in ("create", "chosen_multiple")]


chooser = ContentChooser("h5p_chooser")
ContentChooserBlock = chooser.get_block_class(name="ContentChooserBlock", module_path="courses.blocks.interactive")


class Interactive(blocks.StructBlock):
    """Interactive content, for practice, or with a score that the lesson asks for."""

    content = ContentChooserBlock(label=_("Content"))
    least_score = blocks.IntegerBlock(
        label=_("Least score, per cent"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("The lesson is complete only with this score. Empty: practice, which counts for nothing."),
    )

    class Meta:
        icon = "h5p"
        label = _("Interactive content")
        description = _("An H5P exercise or presentation, played in the lesson.")
        template = "courses/blocks/interactive.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, Any]] = {"content": None, "least_score": None}
