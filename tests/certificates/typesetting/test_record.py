"""The record for machines: what it says, and that it keeps to its schema."""

from typing import Any

import pytest
from lxml import etree

from certificates.facts import Said
from certificates.typesetting.record import NAMESPACE, record
from certificates.typesetting.rendering import DESIGN
from tests.factories.certificates import AT, facts

SCHEMA = etree.XMLSchema(
    etree.XML(
        (DESIGN / "record.xsd")
        .read_bytes()
        .replace(  # the namespace of xml:lang is defined by the standard; no schema of it is fetched
            b'<xs:import namespace="http://www.w3.org/XML/1998/namespace"/>', b""
        )
        .replace(b'<xs:attribute ref="xml:lang" use="required"/>', b'<xs:anyAttribute processContents="skip"/>')
    )
)


def read(**changes: Any) -> Any:
    content = record(
        facts(**changes), serial="DGA-2569-0000123", code="0abc", url="https://academy.example/verify/0abc/", at=AT
    )
    return etree.fromstring(content)


def said(root: Any, path: str) -> list[tuple[str, str]]:
    found = root.findall("/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/")))
    return [(one.get("{http://www.w3.org/XML/1998/namespace}lang"), one.text) for one in found]


@pytest.mark.parametrize(
    "changes",
    [{}, {"score": ""}, {"hours": "", "signatories": ()}, {"holder": Said("", "Ms A & B <C>")}],
    ids=["whole", "without a score", "without hours and signatories", "English alone"],
)
def test_it_keeps_to_its_schema(changes: dict[str, Any]) -> None:
    SCHEMA.assertValid(read(**changes))


def test_it_says_what_the_page_says() -> None:
    root = read()
    assert said(root, "Holder/Name") == [("th", "นายสมชาย ใจดี"), ("en", "Mr Somchai Jaidee")]
    assert said(root, "Document/Identifier") == [(None, "DGA-2569-0000123")]
    assert said(root, "Document/IssueDateTime") == [(None, "2026-11-22T03:00:00+00:00")]
    assert said(root, "Achievement/LearningHours") == [(None, "12.0")]
    assert said(root, "Achievement/Score") == [(None, "87.50")]
    assert said(root, "Signatory/Position") == [("th", "ผู้อำนวยการสถาบัน"), ("en", "Director")]


def test_the_schema_refuses_what_is_wrong() -> None:
    root = read()
    root.find(f"{{{NAMESPACE}}}Achievement/{{{NAMESPACE}}}CompletionDate").text = "22/11/2569"
    assert not SCHEMA.validate(root)
