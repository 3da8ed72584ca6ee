"""Blocks that show or carry a file: pictures, figures, video, documents."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.text import PREVIEW, RUNNING

ALTERNATIVE_HELP = _("Says in words what the picture shows, for those who cannot see it.")


class Picture(blocks.StructBlock):
    """A picture; what it shows must be said in words."""

    image = ImageChooserBlock(label=_("Image"))
    alternative = blocks.TextBlock(label=_("Alternative text"), rows=2, help_text=ALTERNATIVE_HELP)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture in the flow of the text, with its alternative text.")
        template = "courses/blocks/picture.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, Any]] = {"image": None, "alternative": "แผนภาพวงจรชีวิตของข้อมูล"}


class Figure(blocks.StructBlock):
    """A picture with a caption, and its source where it is not ours."""

    image = ImageChooserBlock(label=_("Image"))
    alternative = blocks.TextBlock(label=_("Alternative text"), rows=2, help_text=ALTERNATIVE_HELP)
    caption = blocks.CharBlock(label=_("Caption"), max_length=300)
    source = blocks.CharBlock(label=_("Where it is from"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A diagram or chart with a caption, and its source.")
        template = "courses/blocks/figure.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, Any]] = {
            "image": None,
            "alternative": "แผนภาพวงจรชีวิตของข้อมูล",
            "caption": "รูปที่ 1 วงจรชีวิตของข้อมูล · Figure 1",
            "source": "",
        }


class Captions(blocks.StructBlock):
    """What is said in a video, in one language, as WebVTT."""

    language = blocks.ChoiceBlock([("th", "ไทย"), ("en", "English")], label=_("Language"), search_index=False)
    file = DocumentChooserBlock(label=_("Captions, as a WebVTT file"))

    class Meta:
        icon = "openquote"
        label = _("Captions")


class VideoValue(blocks.StructValue):
    """A video with what its template asks for."""

    @property
    def host(self) -> str:
        """Where the link leads, so that a reader knows before following it; empty for an uploaded file."""
        return urlsplit(self.get("link") or "").hostname or ""


class Video(blocks.StructBlock):
    """A video: a file of ours is played here; one that lies elsewhere is linked to.

    The site asks nothing of other hosts, so a video elsewhere is never loaded into the page: that would tell its
    host who reads what. Either way the transcript gives the whole content to those who cannot see or hear.
    """

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    file = DocumentChooserBlock(label=_("Video file"), required=False, help_text=_("MP4 or WebM. Or give a link."))
    link = blocks.URLBlock(
        label=_("Link to a video elsewhere"),
        required=False,
        help_text=_("It opens on the other site when the reader asks for it."),
    )
    poster = ImageChooserBlock(label=_("Still picture"), required=False)
    captions = blocks.ListBlock(Captions(), label=_("Captions"), default=[])
    transcript = blocks.RichTextBlock(
        label=_("Transcript"), features=RUNNING, help_text=_("Everything that is said and shown, in words.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video file with captions, or a link to a video elsewhere; always with a transcript.")
        template = "courses/blocks/video.html"
        value_class = VideoValue
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, Any]] = {
            "title": "ธรรมาภิบาลข้อมูลในสามนาที · Data governance in three minutes",
            "link": "https://video.example/watch",
            "transcript": "<p>…</p>",
        }

    def clean(self, value: Any) -> Any:
        """Exactly one of file and link; a file of ours has captions in at least one language."""
        cleaned = super().clean(value)
        errors = {}
        if bool(cleaned.get("file")) == bool(cleaned.get("link")):
            errors["file"] = ValidationError(_("Give a video file or a link, one of them."))
        elif cleaned.get("file") and not cleaned.get("captions"):
            errors["captions"] = ValidationError(_("A video file takes captions in at least one language."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class Attachment(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    description = blocks.CharBlock(label=_("What it is for"), max_length=300, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download: a form, a checklist, a data set.")
        template = "courses/blocks/attachment.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, Any]] = {
            "document": None,
            "title": "แบบประเมินความพร้อมด้านข้อมูล · Data readiness checklist",
            "description": "",
        }
