"""The block that plays interactive content (H5P) in a lesson."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.blocks.text import PREVIEW


class ContentChooser(ChooserViewSet):
    """Choose among the interactive contents that were uploaded."""

    model = "courses.H5PContent"
    icon = "h5p"
    choose_one_text = _("Choose interactive content")
    choose_another_text = _("Choose other interactive content")
    edit_item_text = _("Preview or replace this content")


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
