"""A table with a caption and header cells, in a form that translators can work on cell by cell."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

from courses.blocks.text import PREVIEW


class Cells(TypedTableBlock):
    """Rows and columns of text. wagtail-localize knows nothing of tables, so this tells it what there is to translate.

    A segment's path is `caption`, `column.<column>` or `cell.<row>.<column>`, counted from 0.
    """

    text = blocks.CharBlock(label=_("Text"), required=False)

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """Every text of the table that is not empty."""
        said = {"caption": value.caption}
        said.update({f"column.{index}": column["heading"] for index, column in enumerate(value.columns)})
        for row_index, row in enumerate(value.row_data):
            said.update({f"cell.{row_index}.{index}": text for index, text in enumerate(row["values"])})
        return [StringSegmentValue(path, text) for path, text in said.items() if text]

    def restore_translated_segments(self, value: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        """The table with its texts replaced; what has no segment stays as it is."""
        columns = [dict(column) for column in value.columns]
        rows = [{**row, "values": list(row["values"])} for row in value.row_data]
        caption = value.caption
        for segment in segments:
            part, *place = segment.path.split(".")
            text = segment.render_text()
            if part == "caption":
                caption = text
            elif part == "column":
                columns[int(place[0])]["heading"] = text
            else:
                rows[int(place[0])]["values"][int(place[1])] = text
        return TypedTable(columns=columns, row_data=rows, caption=caption)

    class Meta:
        icon = "table"
        label = _("Table")


class Table(blocks.StructBlock):
    """A table. Its column headings are header cells, and those of its first column where the author says so."""

    cells = Cells(label=_("Table"), help_text=_("The caption says what the table shows; every column has a heading."))
    row_headers = blocks.BooleanBlock(
        label=_("The first column names its row"), required=False, default=True, search_index=False
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Facts side by side, with a caption and headings that screen readers announce.")
        template = "courses/blocks/table.html"
        preview_template = PREVIEW
        preview_value: ClassVar[dict[str, Any]] = {
            "cells": {
                "columns": [{"type": "text", "heading": "ระดับ"}, {"type": "text", "heading": "ตัวอย่าง"}],
                "rows": [{"values": ["เปิดเผย", "สถิติจำนวนผู้รับบริการ"]}, {"values": ["ลับ", "ข้อมูลสุขภาพ"]}],
                "caption": "ชั้นความลับของข้อมูล",
            },
            "row_headers": True,
        }

    def clean(self, value: Any) -> Any:
        """A caption, at least one column and row, and a heading for every column."""
        cleaned = super().clean(value)
        cells = cleaned["cells"]
        complete = cells.caption and cells.columns and cells.row_data and all(c["heading"] for c in cells.columns)
        if not complete:
            lacking = ValidationError(_("A table takes a caption, a heading for every column, and at least one row."))
            raise StructBlockValidationError(block_errors={"cells": lacking})
        return cleaned
