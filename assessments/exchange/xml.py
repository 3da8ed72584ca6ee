"""XML of strangers: no document type, no entities, nothing fetched, bounded depth. Pure."""

import re
from collections.abc import Callable, Iterator
from html import escape as html_escape
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _
from lxml import etree, html

from academy.errors import Refusal
from assessments.exchange import encodings

DEEPEST = 100
ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-874", "cp874", "tis-620"}
VOID = {"br", "img", "hr", "col", "input", "wbr"}
# What may stand before the first element; a document type can stand nowhere else (XML 1.0, rule 22).
_BEFORE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.S)
_DECLARED = re.compile(r"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*\?>")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element: TypeAlias = etree._Element


def parsed(data: bytes) -> Element:
    """The root of the document. Refuses undecodable, too_large, forbidden_xml (a document type) and broken_xml."""
    text = _text(data)
    text = _DECLARATION.sub("", text, count=1)
    before = _BEFORE.match(text)
    if text[before.end() if before else 0 :].startswith("<!"):
        raise Refusal(
            "forbidden_xml", _("The file declares a document type or entities; such files are not read."), status=400
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        detail = _("The file is not sound XML, line %(line)s.") % {"line": error.lineno or 1}
        raise Refusal("broken_xml", detail, status=400) from error
    if any(depth > DEEPEST for depth in _depths(root)):
        raise Refusal("broken_xml", _("The file is nested too deeply."), status=400)
    return root


def _text(data: bytes) -> str:
    declared = _DECLARED.match(data[:200].decode("latin-1").lstrip())
    name = declared[1].lower() if declared else "utf-8"
    if name not in ENCODINGS:
        raise _wrong_encoding()
    if data.startswith(tuple(mark for mark, _name in encodings.MARKS)) or name in {"utf-8", "utf8", "utf-16"}:
        text = encodings.decoded(data)
        if name.startswith("utf") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            _strictly(data, "utf-8-sig")
        return text
    return _strictly(data, {"windows-874": "cp874", "tis-620": "cp874"}.get(name, name))


def _strictly(data: bytes, encoding: str) -> str:
    encodings.check_size(len(data))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_encoding() from error


def _wrong_encoding() -> Refusal:
    return Refusal(
        "undecodable", _("The file is not in the character encoding that it declares. Save it as UTF-8."), status=400
    )


def _depths(root: Element) -> Iterator[int]:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        yield depth


def name_of(element: Element) -> str:
    """The element's name without namespace, hyphens, case and QTI 3's prefix: "choiceinteraction" in every version."""
    local = etree.QName(element).localname if isinstance(element.tag, str) else ""
    return local.removeprefix("qti-").replace("-", "").lower()


def attributes_of(element: Element) -> dict[str, str]:
    """The attributes likewise ("response-identifier" and "responseIdentifier" are one); data-* keep their hyphens."""
    found = {}
    for name, value in element.attrib.items():
        local = etree.QName(name).localname
        found[local if local.startswith("data-") else local.replace("-", "").lower()] = str(value)
    return found


def below(element: Element, *names: str) -> list[Element]:
    """All elements of these names below it, in the order of the document."""
    return [one for one in element.iterdescendants() if name_of(one) in names]


def first(element: Element, name: str) -> Element | None:
    """The first of this name below it."""
    return next(iter(below(element, name)), None)


def said(element: Element | None) -> str:
    """Its words alone, one space between."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def inner(element: Element, instead: Callable[[Element], str | None] = lambda _element: None) -> str:
    """What is in the element, as HTML; `instead` may answer for an element below it, otherwise it is written as is."""
    pieces = [html_escape(element.text or "", quote=False)]
    for child in element:
        given = instead(child)
        pieces.append(_outer(child, instead) if given is None else given)
        pieces.append(html_escape(child.tail or "", quote=False))
    return "".join(pieces)


def _outer(element: Element, instead: Callable[[Element], str | None]) -> str:
    if not isinstance(element.tag, str):
        return ""
    tag = etree.QName(element).localname.lower()
    attributes = "".join(
        f' {etree.QName(name).localname}="{html_escape(str(value))}"' for name, value in element.attrib.items()
    )
    return f"<{tag}{attributes}>" if tag in VOID else f"<{tag}{attributes}>{inner(element, instead)}</{tag}>"


def xhtml(markup: str) -> str:
    """HTML as the inside of an XML element: every element closed, nothing that XML forbids."""
    holder = html.fragment_fromstring(allowed(markup) or " ", create_parent="div")
    written: str = etree.tostring(holder, encoding="unicode", method="xml")
    return written[written.index(">") + 1 : -len("</div>")] if written.endswith("</div>") else ""


def allowed(text: str) -> str:
    """Without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def escaped(text: str) -> str:
    """Plain words for XML, in elements and attributes alike."""
    return html_escape(allowed(text), quote=True).replace("&#x27;", "&apos;")
