"""The certificate for machines: an XML record attached to the page. Pure.

After the shape of Thailand's recommendation for electronic transcripts (ขมธอ. 25-2563: a PDF/A-3 that carries its data
as XML): document, issuer, holder, what was achieved, who signed. The schema is our own, `sources/record.xsd`, and says
what each element means; it does not claim to be the recommendation's.
"""

from datetime import datetime
from xml.etree import ElementTree

from certificates.facts import Facts, Said

NAMESPACE = "https://academy.example/schemas/certificate-record/1"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE = Said("ประกาศนียบัตร", "Certificate of Completion")


def record(facts: Facts, *, serial: str, code: str, url: str, at: datetime) -> bytes:
    """The record in UTF-8, the same bytes for the same facts. `at` is when the certificate was issued (aware)."""
    root = ElementTree.Element("CertificateRecord", xmlns=NAMESPACE, version="1")
    document = ElementTree.SubElement(root, "Document")
    _put(document, "Identifier", serial)
    _put(document, "TypeCode", "certificate-of-completion")
    _say(document, "Name", TITLE)
    _put(document, "IssueDateTime", at.isoformat())
    _put(document, "VerificationCode", code)
    _put(document, "VerificationAddress", url)
    _say(ElementTree.SubElement(root, "Issuer"), "Name", facts.issuer)
    _say(ElementTree.SubElement(root, "Holder"), "Name", facts.holder)
    achievement = ElementTree.SubElement(root, "Achievement")
    _say(achievement, "Name", facts.course)
    _put(achievement, "Release", facts.release)
    if facts.hours:
        _put(achievement, "LearningHours", facts.hours, unitCode="HUR")
    if facts.score:
        _put(achievement, "Score", facts.score, unitCode="P1")
    _put(achievement, "CompletionDate", facts.completed_on)
    _put(achievement, "Evidence", facts.evidence)
    for signatory in facts.signatories:
        element = ElementTree.SubElement(root, "Signatory")
        _say(element, "Name", signatory.name)
        _say(element, "Position", signatory.position)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _put(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text


def _say(parent: ElementTree.Element, name: str, said: Said) -> None:
    """An element for each language in which it is said."""
    for language, text in (("th", said.th), ("en", said.en)):
        if text:
            _put(parent, name, text, **{LANGUAGE: language})
