"""Upload: files handed in, marked by a person."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import filetypes, parts, rubrics, shapes
from assessments.kinds.base import Content, Kind
from assessments.kinds.checks import Check, whole
from assessments.kinds.shown import Asked, Reviewed
from assessments.kinds.texts import Texts

MOST_FILES, MOST_MEGABYTES = 5, 20
LABELS: tuple[tuple[str, parts.Words], ...] = (
    ("pdf", "PDF"), ("docx", "Word (docx)"), ("xlsx", "Excel (xlsx)"), ("pptx", "PowerPoint (pptx)"),
    ("odt", "OpenDocument (odt)"), ("ods", "OpenDocument (ods)"), ("odp", "OpenDocument (odp)"),
    ("png", _("picture (png)")), ("jpg", _("picture (jpg)")), ("txt", _("text (txt)")), ("csv", _("table (csv)")),
)  # fmt: skip


class Upload(Kind):
    """Stored: [{"id", "name", "sha256", "size"}], written by assessments.attaching alone; given: without the hashes."""

    name = "upload"
    by_people = True
    of_files = True
    says = _("Learners hand in files of the types that you allow; people mark them by your criteria.")
    editor = (
        parts.Picks("types", _("Types of files"), LABELS, initial=("pdf",)),
        parts.Line("most_files", _("Files at most"), _("From 1 to 5."), initial="1", longest=2),
        parts.Line("most_megabytes", _("Megabytes a file at most"), _("From 1 to 20."), initial="10", longest=3),
        rubrics.EDITOR,
    )

    def check(self, result: Check, content: Content) -> None:
        given = content.get("types")
        types: Sequence[Any] = given if isinstance(given, list | tuple) else ()
        known = result.content["types"] = [one for one in filetypes.TYPES if one in types]
        if not known or len(known) < len(set(map(str, types))):
            result.fault("types", "no_type")
        for name, most in (("most_files", MOST_FILES), ("most_megabytes", MOST_MEGABYTES)):
            number = whole(result, name, content.get(name), most)
            if number is None:
                result.fault(name, "required")
            result.content[name] = number or 1
        rubrics.check(result, content)

    def texts(self, content: Content) -> dict[str, Texts]:
        return rubrics.said(content)

    def stored(self, layout: Any, given: Any) -> None:
        raise shapes.WrongTypeError

    def given(self, layout: Any, stored: Any) -> list[dict[str, Any]]:
        return [{name: one[name] for name in ("id", "name", "size")} for one in stored]

    def grade(self, content: Content, answer: Any) -> None:
        """A person says."""

    def right(self, content: Content) -> None:
        """There are no right files."""

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        return Asked(limits={name: content[name] for name in ("types", "most_files", "most_megabytes")})

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        return Reviewed()
