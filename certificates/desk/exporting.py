"""The register as a table: CSV, streamed, and XLSX, row by row in little memory."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from academy.formats.tables import harmless
from certificates.designs.naming import design_of, with_designs
from certificates.facts import Said
from certificates.models import Certificate

AT_ONCE = 500


def rows(certificates: QuerySet[Certificate]) -> Iterator[list[Any]]:
    """A line of headings, then a line for each certificate; dates as ISO writes them."""
    language = "en" if get_language() == "en" else "th"
    yield [
        _("Serial number"), _("State"), _("Holder, in Thai"), _("Holder, in English"), _("E-mail address"), _("Agency"),
        _("Course"), _("Cohort"), _("Completed on"), _("Issued"), _("Valid until"), _("Reason"), _("Revision"),
        _("Design"),
    ]  # fmt: skip
    for one in with_designs(certificates).select_related("person__agency").iterator(chunk_size=AT_ONCE):
        facts = one.facts

        def said(words: Said) -> str:
            return words.in_language(language)

        yield [
            one.serial, one.standing, facts.holder.th, facts.holder.en, one.person.email,
            one.person.agency.name if one.person.agency else "", said(facts.course), said(facts.cohort),
            facts.completed_on, timezone.localdate(one.issued_at).isoformat(), facts.valid_until, one.reason,
            one.revision, design_of(one),
        ]  # fmt: skip


def xlsx(lines: Iterator[list[Any]], title: str) -> Any:
    """The lines as a workbook, in a temporary file that goes when it is closed. Words stay words, never formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for line in lines:
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=harmless(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - it lives as long as the answer that sends it
    book.save(Path(file.name))
    file.seek(0)
    return file
