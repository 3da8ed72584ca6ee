"""The formats by name, and which one a file is in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from assessments.exchange import (
    aiken,
    encodings,
    gift_reading,
    gift_writing,
    moodle_reading,
    moodle_writing,
    packages,
    qti_reading,
    qti_writing,
    sheet,
    sheet_writing,
    xml,
)
from assessments.exchange.item import Item, Reading, Written


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for machines and for people, how it is read and, where it can be, written."""

    name: str
    label: str | Promise
    read: Callable[[bytes], Reading]
    write: Callable[[Sequence[Item]], Written] | None = None
    suffix: str = "txt"
    content_type: str = "text/plain; charset=utf-8"


_ALL = (
    Format("qti3", _("QTI 3.0.1, a package"), qti_reading.read, qti_writing.write_file, "zip", "application/zip"),
    Format("qti2", _("QTI 2.1 or 2.2"), qti_reading.read),
    Format("moodle-xml", _("Moodle XML"), moodle_reading.read, moodle_writing.write_file, "xml", "application/xml"),
    Format("gift", _("GIFT"), gift_reading.read, gift_writing.write_file),
    Format("aiken", _("Aiken"), aiken.read),
    Format("csv", _("Table (CSV)"), sheet.read, sheet_writing.write_file, "csv", "text/csv; charset=utf-8"),
)
FORMATS = {one.name: one for one in _ALL}
WRITTEN = [one for one in _ALL if one.write]
_XML = re.compile(r"\s*<(?:\?|!--|!DOCTYPE|(?:\w+:)?(?:quiz|assessmentItem|qti-|questestinterop|manifest)\b)", re.I)
_ANSWER = re.compile(r"^\s*ANSWER:", re.M | re.I)


def named(name: str, data: bytes) -> Format:
    """The format of that name; the one that the file is in where the name is empty. Refuses unknown_format."""
    if name and name not in FORMATS:
        raise _unknown()
    return FORMATS[name] if name else detected(data)


def detected(data: bytes) -> Format:
    """The format that the file is in, by what is in it. Refuses unknown_format, and what cannot be read at all."""
    if packages.looks_like(data):
        return FORMATS["qti3"]
    if _XML.match(_beginning(data)):
        root = xml.parsed(data)
        if xml.name_of(root) == "quiz":
            return FORMATS["moodle-xml"]
        if xml.name_of(root) == "assessmentitem":
            return FORMATS["qti3" if "v3p0" in str(root.tag) else "qti2"]
        raise _unknown()
    text = encodings.decoded(data)
    names = {name.strip(' "').lower() for name in re.split("[,;\t]", text.split("\n", 1)[0])}
    if "kind" in names and names & {"stem_th", "stem_en"}:
        return FORMATS["csv"]
    if _ANSWER.search(text) and "{" not in text:
        return FORMATS["aiken"]
    if "{" in text and "}" in text:
        return FORMATS["gift"]
    raise _unknown()


def _beginning(data: bytes) -> str:
    named = next(((mark, name) for mark, name in encodings.MARKS if data.startswith(mark)), (b"", "latin-1"))
    return data[:400].decode(named[1], "ignore")


def _unknown() -> Refusal:
    detail = _("The file is in none of the formats that are read: QTI, Moodle XML, GIFT, Aiken, CSV.")
    return Refusal("unknown_format", detail, status=400)
