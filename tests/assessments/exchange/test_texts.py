"""GIFT, Aiken and the table as their documentation describes them."""

from typing import Any

import pytest

from academy.errors import Refusal
from assessments.exchange import aiken, formats, gift_reading, sheet, sheet_writing
from assessments.exchange.item import Item, Reading


def gift(text: str) -> Item:
    reading = gift_reading.read(text.encode())
    assert not reading.lost, reading.lost
    [item] = reading.items
    return item


def flags(item: Item) -> list[bool]:
    return [choice["correct"] for choice in item.content["choices"]]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Who?{=Grant ~no one ~Napoleon}", "single", {"stem": {"th": "", "en": "Who?"}}),
        ("::Q:: Two {~%50%a ~%50%b ~%-100%c}", "multiple", {}),
        ("Grant was buried here.{T}", "truefalse", {"answer": True}),
        ("The sun rises in the west.{FALSE#No, the east.}", "truefalse", {"answer": False}),
        ("Who's buried?{=Grant =Ulysses =%50%U. S.}", "shorttext", {"ignore_case": True}),
        ("When?{#1822:5}", "number", {"answer": "1822", "tolerance": "5"}),
        ("Pi?{#3.141..3.142}", "number", {"answer": "3.1415", "tolerance": "0.0005"}),
        ("When?{#=1822:0 =%50%1822:2}", "number", {"answer": "1822", "tolerance": "0"}),
        ("Match.{=a -> 1 =b -> 2 =c -> 3}", "matching", {}),
        ("Classify.{=cat -> animal =rose -> plant =dog -> animal}", "matrix", {}),
        ("Write an essay.{}", "essay", {"least_words": None}),
    ],
)
def test_every_form_of_gift(text: str, kind: str, expected: dict[str, Any]) -> None:
    item = gift(text)
    assert item.kind == kind
    assert {name: item.content[name] for name in expected} == expected


def test_gifts_escapes_feedback_comments_and_categories() -> None:
    text = (
        "// [id:abc] [tag:sql]\n$CATEGORY: $course$/top/ข้อมูล\n\n"
        "// a remark [tag:level 1]\n::Name \\: one::[html]<p>1 \\= 1 \\{x\\}\\n\\\\</p>{\n"
        "=ใช่#ดี \\~ มาก\n~ไม่#ทำไม\n####คำอธิบาย}\n"
    )
    item = gift(text)
    assert item.name == "Name : one"
    assert item.content["stem"]["th"] == "<p>1 = 1 {x}\n\\</p>"
    assert item.content["choices"][0]["feedback"] == {"th": "ดี ~ มาก", "en": ""}
    assert item.content["feedback"]["th"] == "คำอธิบาย"
    assert item.category == (("ข้อมูล", "ข้อมูล"),)
    assert item.tags == ("sql", "level 1")


def test_gifts_missing_word_keeps_its_place() -> None:
    item = gift("Moodle costs {~lots =nothing} to download.")
    assert item.content["stem"]["en"] == "Moodle costs _____ to download."
    assert flags(item) == [False, True]


def test_gift_lists_texts_and_stars_that_stay_behind() -> None:
    reading = gift_reading.read(b"Just a text.\n\nQ?{=a* =b}\n\nBroken {=a\n\nTwo {=a} and {=b}")
    assert len(reading.items) == 1
    assert "a*" in reading.items[0].lost[0]
    assert len(reading.lost) == 3


def test_plain_words_stay_as_they_read() -> None:
    item = gift("Is a < b & c?{T}")
    assert item.content["stem"]["en"] == "Is a &lt; b &amp; c?"


def test_aiken_and_what_is_wrong_in_it() -> None:
    text = (
        "ข้อใดถูก\nA. ก\nB) ข\nANSWER: B\n\nWhat is it?\nA. one\nB. two\nANSWER: C\n\nNo answer\nA. x\nB. y\n"
        "\nLast\nA. 1\nB. 2\nANSWER: A\n"
    )
    reading = aiken.read(text.encode())
    assert [flags(item) for item in reading.items] == [[False, True], [True, False]]
    assert reading.items[0].content["stem"] == {"th": "ข้อใดถูก", "en": ""}
    assert [one.item for one in reading.lost] == ["What is it?", "No answer"]


def table(*rows: str) -> Reading:
    return sheet.read("\n".join(rows).encode())


def test_the_template_comes_whole() -> None:
    reading = sheet.read(sheet_writing.template())
    assert [item.kind for item in reading.items] == ["single", "multiple", "truefalse", "number"]
    assert not reading.lost
    assert reading.items[0].content["stem"] == {"th": "<p>ข้อมูลเปิดคืออะไร</p>", "en": "<p>What is open data?</p>"}


def test_a_table_in_excels_way_with_thai_names_of_kinds() -> None:
    reading = table("kind;stem_th;correct", "ตัวเลข;เท่าไร;1,250.5", "จริงเท็จ;ใช่ไหม;เท็จ")
    assert [item.content["answer"] for item in reading.items] == ["1250.5", False]


@pytest.mark.parametrize(
    "row",
    [
        "single,ก,c,x,y",
        "single,ก,,x,y",
        'single,ก,"1,2",x,y',
        "riddle,ก,a,x,y",
        "single,,a,x,y",
        "truefalse,ก,บางที,,",
        "number,ก,สิบ,,",
    ],
)
def test_a_row_that_cannot_be_read_is_listed(row: str) -> None:
    reading = table("kind,stem_th,correct,choice_1_th,choice_2_th", row)
    assert not reading.items
    assert reading.lost[0].item.startswith("2: ")


def test_a_formula_in_the_table_is_words_again() -> None:
    reading = table("kind,stem_th,correct,choice_1_th,choice_2_th", "single,ก,a,'=SUM(A1),ข")
    assert reading.items[0].content["choices"][0]["text"]["th"] == "=SUM(A1)"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<quiz/>", "moodle-xml"),
        ('<?xml version="1.0"?><quiz/>', "moodle-xml"),
        ('<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>', "qti2"),
        ("Q\nA. a\nB. b\nANSWER: A", "aiken"),
        ("::a::Q{T}", "gift"),
        ("kind,stem_th\n", "csv"),
    ],
)
def test_the_format_is_told_by_what_is_in_the_file(text: str, name: str) -> None:
    assert formats.detected(text.encode()).name == name
    assert formats.detected(text.encode("utf-16")).name == name


def test_a_file_of_no_known_format_is_refused() -> None:
    for data in (b"just words", b"<html/>"):
        with pytest.raises(Refusal) as refusal:
            formats.detected(data)
        assert refusal.value.code == "unknown_format"
