"""Moodle XML as Moodle writes it, and as people write it."""

import base64

import pytest

from academy.errors import Refusal
from assessments.exchange import moodle_reading
from assessments.exchange.item import Item, Reading
from tests.assessments.exchange.contents import NAME, PICTURE


def quiz(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{"".join(questions)}</quiz>'.encode()


def question(kind: str, inside: str, text: str = "<p>ข้อมูลเปิดคืออะไร</p>", name: str = "Q1") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inside}</question>'
    )


def answer(fraction: str, text: str, more: str = "") -> str:
    return f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>{more}</answer>'


def read(*questions: str) -> Reading:
    return moodle_reading.read(quiz(*questions))


def only(*questions: str) -> Item:
    reading = read(*questions)
    assert not reading.lost, reading.lost
    [item] = reading.items
    return item


def lost(*questions: str) -> str:
    reading = read(*questions)
    assert not reading.items
    return reading.lost[0].reason


def test_a_single_choice_with_feedback() -> None:
    heard = '<feedback format="html"><text>ถูกต้อง</text></feedback>'
    item = only(question("multichoice", "<single>true</single>" + answer("100", "ก", heard) + answer("0", "ข")))
    assert item.kind == "single"
    assert [choice["correct"] for choice in item.content["choices"]] == [True, False]
    assert item.content["choices"][0]["feedback"]["th"] == "ถูกต้อง"
    assert item.content["stem"] == {"th": "<p>ข้อมูลเปิดคืออะไร</p>", "en": ""}


def test_several_choices_with_moodles_rounded_fractions_come_without_a_word() -> None:
    rows = "".join(answer("33.33333", said) for said in "กขค") + answer("-100", "ง")
    item = only(question("multichoice", f"<single>false</single>{rows}"))
    assert (item.kind, item.lost) == ("multiple", ())


def test_other_fractions_come_and_say_what_changed() -> None:
    rows = answer("75", "ก") + answer("25", "ข") + answer("0", "ค")
    item = only(question("multichoice", f"<single>false</single>{rows}"))
    assert [choice["correct"] for choice in item.content["choices"]] == [True, True, False]
    assert len(item.lost) == 1


def test_a_single_choice_without_a_whole_right_answer_stays_behind() -> None:
    assert "all points" in lost(question("multichoice", answer("50", "ก") + answer("50", "ข")))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<span lang="th" class="multilang">ไทย</span><span lang="en" class="multilang">English</span>',
            {"th": "ไทย", "en": "English"},
        ),
        ("{mlang th}ไทย{mlang}{mlang en}English{mlang}", {"th": "ไทย", "en": "English"}),
        ("{mlang th}ไทย{mlang}{mlang other}English{mlang} 5", {"th": "ไทย 5", "en": ""}),
        ("<p>{mlang en}A{mlang}{mlang th}ก{mlang}</p>", {"th": "<p>ก</p>", "en": "<p>A</p>"}),
    ],
)
def test_both_ways_of_marking_languages_are_read(markup: str, expected: dict[str, str]) -> None:
    item = only(question("truefalse", answer("100", "true") + answer("0", "false"), text=markup))
    assert item.content["stem"] == expected


def test_a_language_that_the_bank_does_not_have_is_listed() -> None:
    markup = '<span lang="th" class="multilang">ก</span><span lang="fr" class="multilang">Oui</span>'
    item = only(question("truefalse", answer("100", "true"), text=markup))
    assert "fr" in item.lost[0]


def test_a_number_with_units() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
    units += "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units><showunits>2</showunits>"
    item = only(question("numerical", answer("100", "1.5", "<tolerance>0.01</tolerance>") + units))
    assert (item.content["answer"], item.content["tolerance"]) == ("1.5", "0.01")
    assert [unit["factor"] for unit in item.content["units"]] == ["1", "0.01"]


def test_a_star_for_any_letters_is_listed_and_an_escaped_one_is_kept() -> None:
    rows = answer("100", "SELECT \\*") + answer("50", "SEL*")
    item = only(question("shortanswer", f"<usecase>1</usecase>{rows}"))
    assert [form["text"] for form in item.content["forms"]] == ["SELECT *"]
    assert "SEL*" in item.lost[0]
    assert not item.content["ignore_case"]


def test_matching_with_a_misleading_answer_and_a_grid() -> None:
    def row(left: str, right: str) -> str:
        return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"

    item = only(question("matching", row("1", "ก") + row("2", "ข") + row("", "ค")))
    assert (item.kind, len(item.content["pairs"]), len(item.content["extras"])) == ("matching", 2, 1)
    grid = only(question("matching", row("1", "จริง") + row("2", "เท็จ") + row("3", "จริง")))
    assert grid.kind == "matrix"
    assert [line["correct"] for line in grid.content["rows"]] == ["a", "b", "a"]


def test_an_ordering_by_the_places_in_its_fractions() -> None:
    item = only(question("ordering", answer("2", "ทีหลัง") + answer("1", "ก่อน")))
    assert [one["text"]["th"] for one in item.content["items"]] == ["ก่อน", "ทีหลัง"]


def test_a_text_with_gaps() -> None:
    text = "เมืองหลวง {1:MC:~เชียงใหม่~=กรุงเทพ} ปี {1:SA:=2568~%50%2025} น."
    item = only(question("cloze", "", text=text))
    assert item.kind == "blanks"
    assert item.content["stem"]["th"] == "เมืองหลวง [[a]] ปี [[b]] น."
    assert [gap["kind"] for gap in item.content["gaps"]] == ["choice", "text"]
    assert item.content["gaps"][1]["forms"] == [{"text": "2568", "share": "1"}, {"text": "2025", "share": "0.5"}]


def test_gaps_that_cannot_be_carried_say_why() -> None:
    assert "tolerance" in lost(question("cloze", "", text="{1:NM:=5:0.1}"))
    two = '<span lang="th" class="multilang">{1:SA:=ก}</span><span lang="en" class="multilang">{1:SA:=a}</span>'
    assert "two languages" in lost(question("cloze", "", text=two))
    assert "no gap" in lost(question("cloze", "", text="text"))


@pytest.mark.parametrize("kind", ["gapselect", "ddwtos"])
def test_words_put_into_gaps(kind: str) -> None:
    tag = "selectoption" if kind == "gapselect" else "dragbox"
    words = "".join(f"<{tag}><text>{word}</text><group>1</group></{tag}>" for word in ("แมว", "หมา"))
    item = only(question(kind, words, text="[[2]] เห่า"))
    [gap] = item.content["gaps"]
    assert [choice["correct"] for choice in gap["choices"]] == [False, True]


def test_an_essay_with_its_length_and_a_hint_that_stays_behind() -> None:
    inside = "<responseformat>editor</responseformat><minwordlimit>50</minwordlimit>"
    item = only(question("essay", inside + "<hint><text>คิด</text></hint>"))
    assert (item.kind, item.content["least_words"], item.content["most_words"]) == ("essay", 50, None)
    assert len(item.lost) == 1


@pytest.mark.parametrize("kind", ["description", "calculated", "ddmarker", "random"])
def test_kinds_without_a_counterpart_are_named(kind: str) -> None:
    assert kind in lost(question(kind, ""))


def test_a_picture_comes_along_and_one_that_is_missing_is_listed() -> None:
    data = base64.b64encode(PICTURE).decode()
    text = '<p>ดู <img src="@@PLUGINFILE@@/a%20b.png" alt="ผัง"> <img src="https://elsewhere.example/x.png" alt="y"></p>'
    made = question("truefalse", answer("100", "true"), text=text).replace(
        "</questiontext>", f'<file name="a b.png" path="/" encoding="base64">{data}</file></questiontext>'
    )
    item = only(made)
    assert item.images == {NAME: PICTURE}
    assert f'<img src="{NAME}" alt="ผัง">' in item.content["stem"]["th"]
    assert "elsewhere" in item.lost[0]


def test_the_category_is_the_way_from_the_top() -> None:
    way = '<question type="category"><category><text>$course$/top/ข้อมูล/A//B</text></category></question>'
    item = only(way, question("truefalse", answer("100", "true")))
    assert item.category == (("ข้อมูล", "ข้อมูล"), ("A/B", "A/B"))


def test_scripts_do_not_come_along_and_formulas_are_listed() -> None:
    text = '<p onclick="x()">ก<script>steal()</script><math><mi>x</mi></math></p>'
    item = only(question("truefalse", answer("100", "true"), text=text))
    assert item.content["stem"]["th"] == "<p>ก</p>"
    assert "<math>" in item.lost[0]


def test_what_is_no_moodle_xml_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        moodle_reading.read(b"<html><body/></html>")
    assert refusal.value.code == "wrong_format"
