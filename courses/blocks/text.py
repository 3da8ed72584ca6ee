"""Blocks of words: headings, running text, and the boxes that a lesson is told with."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RUNNING = ["bold", "ol", "ul", "link", "document-link", "superscript", "subscript"]
"""What running text may hold. No italics: Thai has none. No headings: they are a block, so that they are in order."""

LINE = ["bold", "link"]
"""What a line may hold."""

PREVIEW = "courses/blocks/preview.html"


class Heading(blocks.StructBlock):
    """A heading within the lesson; the lesson's title is the first level, so these are the second and third."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(
        [("h2", _("section")), ("h3", _("part of a section"))], default="h2", label=_("Level"), search_index=False
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Begins a section. Readers jump from heading to heading.")
        template = "courses/blocks/heading.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, str]] = {"text": "ข้อมูลขนาดใหญ่คืออะไร · What is big data?", "level": "h2"}
        form_classname = "struct-block"


class Text(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": RUNNING, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists. One idea a paragraph.")
        template = "courses/blocks/text.html"
        preview_template = PREVIEW
        preview_value = "<p>หน่วยงานของรัฐมีข้อมูลอยู่แล้ว <b>คำถามคือใช้อย่างไร</b></p><p>Agencies already have data.</p>"


class Callout(blocks.StructBlock):
    """A box beside the flow: a note, a tip, a warning, a case or a point of law."""

    kind = blocks.ChoiceBlock(
        [
            ("note", _("note")),
            ("tip", _("tip")),
            ("warning", _("warning")),
            ("case", _("case")),
            ("law", _("point of law")),
        ],
        default="note",
        label=_("Kind"),
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), max_length=160, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=RUNNING)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("Sets apart a note, a tip, a warning, a case from practice or a point of law.")
        template = "courses/blocks/callout.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, str]] = {
            "kind": "case",
            "title": "กรณีตัวอย่าง · A case",
            "text": "<p>สมมติว่าจังหวัดหนึ่งรวมข้อมูลน้ำจากสามหน่วยงาน</p>",
        }


class KeyPoints(blocks.StructBlock):
    """What to remember, as a list."""

    points = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Point"), features=LINE), label=_("Points"), min_num=1, max_num=8
    )

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        description = _("Ends a lesson: three to five points to remember.")
        template = "courses/blocks/key_points.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, list[str]]] = {
            "points": ["<p>เริ่มจากคำถาม</p>", "<p>Start from a question.</p>"]
        }


class Quote(blocks.StructBlock):
    """Another's words, with where they stand."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Where it is from"), help_text=_("Who said it, or which section of which law."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Another's words. The source is always named.")
        template = "courses/blocks/quote.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, str]] = {"text": "ข้อความที่อ้างถึง · The words quoted.", "source": "ที่มา · Source"}


class CodeText(blocks.TextBlock):
    """Code is not translated: the machine reads it in every language."""

    def get_translatable_segments(self, value: str) -> list[object]:
        """Nothing for a translator to do."""
        return []

    def get_searchable_content(self, value: str) -> list[str]:
        """Code is not counted as words to read, nor searched."""
        return []


class Code(blocks.StructBlock):
    """Code or data, as typed."""

    language = blocks.ChoiceBlock(
        [
            ("text", _("plain text")),
            ("json", "JSON"),
            ("python", "Python"),
            ("sql", "SQL"),
            ("r", "R"),
            ("xml", "XML"),
            ("yaml", "YAML"),
            ("shell", _("command line")),
        ],
        default="text",
        label=_("Language"),
        search_index=False,
    )
    code = CodeText(label=_("Code"), rows=8)

    class Meta:
        icon = "code"
        label = _("Code")
        description = _("A query, a record or a command, in letters of one width.")
        template = "courses/blocks/code.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, str]] = {
            "language": "sql",
            "code": "SELECT province, COUNT(*)\nFROM requests;",
        }


class AccordionPart(blocks.StructBlock):
    """One part that opens and closes."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=RUNNING)

    class Meta:
        icon = "list-ul"
        label = _("Part")


class Accordion(blocks.StructBlock):
    """Parts that a reader opens one by one; closed at first, open on paper."""

    parts = blocks.ListBlock(AccordionPart(), label=_("Parts"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Parts to open")
        description = _("Questions with answers, or details that not everyone needs.")
        template = "courses/blocks/accordion.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, list[dict[str, str]]]] = {
            "parts": [{"heading": "ต้องขอความยินยอมเมื่อใด · When is consent needed?", "text": "<p>…</p>"}]
        }


class Reflection(blocks.StructBlock):
    """A question to think about. Nobody else reads the answer: there is nowhere to write one."""

    text = blocks.RichTextBlock(label=_("Question"), features=["bold", "ol", "ul"])

    class Meta:
        icon = "help"
        label = _("To think about")
        description = _("A question that readers answer for themselves, or something to try at work.")
        template = "courses/blocks/reflection.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, str]] = {"text": "<p>ข้อมูลใดในหน่วยงานของท่านที่ยังไม่มีใครใช้</p>"}
