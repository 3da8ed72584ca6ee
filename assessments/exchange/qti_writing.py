"""Writing QTI 3.0.1: a content package, one item a language, tied by their identifiers. Pure.

Source: 1EdTech, QTI 3.0.1 information model and best practice guide. Points are marked as the bank marks them, by
mappings, and by one rule of response processing that adds up and sets feedback.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.exchange import packages, pairs, pictures, xml
from assessments.exchange.item import Item, Lost, Uncarried, Written
from assessments.exchange.packages import Part, Resource
from assessments.exchange.qti_document import Document
from assessments.exchange.qti_parts import MAKERS

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"


def write_file(items: Sequence[Item]) -> Written:
    """The package, with what it does not hold listed by item."""
    parts: list[Part] = []
    lost: list[Lost] = []
    whole = 0
    for item in items:
        try:
            for language in pairs.spoken(item):
                part, missing = _part(pairs.alone(item, language), language)
                parts.append(part)
                lost += [Lost(item.name, reason) for reason in missing]
            whole += 1
        except Uncarried as fault:
            lost.append(Lost(item.name, fault.reason))
    return Written(packages.written(parts), tuple(dict.fromkeys(lost)), whole)


def _part(item: Item, language: str) -> tuple[Part, list[str]]:
    maker = MAKERS.get(item.kind)
    if maker is None:
        raise Uncarried(_("QTI has no such kind of question."))
    document = Document(item, language)
    body = maker(document, item.content)
    files = [(f"images/{_file(item, name)}", item.images[name]) for name in document.pictures]
    resource = Resource(f"items/{item.identifier}.xml", item.identifier, item.category, item.tags)
    return Part(resource, _whole(document, body), files), document.lost


def _file(item: Item, name: str) -> str:
    return f"{name[:16]}.{pictures.suffix_of(item.images[name])}"


def _whole(document: Document, body: str) -> str:
    item = document.item
    scored = ' external-scored="human"' if document.by_hand else ""
    general = document.said(item.content["feedback"])
    review = (
        '<qti-outcome-declaration identifier="REVIEW" cardinality="single" base-type="identifier">'
        "<qti-default-value><qti-value>shown</qti-value></qti-default-value></qti-outcome-declaration>\n"
        if general
        else ""
    )
    shown = (
        '<qti-modal-feedback outcome-identifier="REVIEW" identifier="shown" show-hide="show">'
        f"<qti-content-body><div>{general}</div></qti-content-body></qti-modal-feedback>\n"
        if general
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<qti-assessment-item xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}" identifier="{xml.escaped(item.identifier)}" '
        f'title="{xml.escaped(item.name)}" adaptive="false" time-dependent="false" xml:lang="{document.language}">\n'
        f"{''.join(document.declared)}"
        f'<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"{scored}>'
        "<qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>\n"
        f"{''.join(document.outcomes)}{review}"
        f"<qti-item-body>{body}</qti-item-body>\n{document.processing()}{shown}</qti-assessment-item>\n"
    )
