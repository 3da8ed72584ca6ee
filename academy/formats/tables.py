"""Tables as CSV that Excel opens right: UTF-8 with its mark, streamed, and nothing in it runs as a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

# A cell that begins so is run by spreadsheets as a formula (OWASP, CSV injection); an apostrophe makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that hands each written line back."""

    def write(self, line: str) -> str:
        return line


def csv_response(name: str, rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """The rows as a file to download, written while they are read. `name` is ASCII, without its ending."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The file line by line, its mark first."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: Any) -> str:
    """One value as text; numbers stay as they are, words can never be a formula."""
    return "" if value is None else str(harmless(value))


def harmless(value: Any) -> Any:
    """The value, with an apostrophe before words that a spreadsheet would run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
