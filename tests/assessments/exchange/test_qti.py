"""QTI 2.1, 2.2 and 3.0.1 as the specifications describe them."""

import io
import zipfile

import pytest

from academy.errors import Refusal
from assessments.exchange import qti_reading
from assessments.exchange.item import Item
from tests.assessments.exchange.contents import NAME, PICTURE

V2 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
V3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


def v2(declaration: str, body: str, processing: str = MATCH) -> bytes:
    return (
        f'<?xml version="1.0"?><assessmentItem xmlns="{V2}" identifier="i1" title="ข้อ 1" adaptive="false" '
        f'timeDependent="false">{declaration}<itemBody>{body}</itemBody>{processing}</assessmentItem>'
    ).encode()


def declared(right: str, cardinality: str = "single", base: str = "identifier", more: str = "") -> str:
    values = "".join(f"<value>{value}</value>" for value in right.split("|"))
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{more}</responseDeclaration>"
    )


def mapping(*entries: tuple[str, str]) -> str:
    rows = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in entries)
    return f'<mapping defaultValue="0">{rows}</mapping>'


def choices(*names: str, tag: str = "simpleChoice") -> str:
    return "".join(f'<{tag} identifier="{name}">ตัวเลือก {name}</{tag}>' for name in names)


CHOICE = (
    '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>ข้อใด</prompt>'
    f"{choices('A', 'B')}</choiceInteraction>"
)


def only(data: bytes) -> Item:
    reading = qti_reading.read(data)
    assert not reading.lost, reading.lost
    [item] = reading.items
    return item


def lost(data: bytes) -> str:
    reading = qti_reading.read(data)
    assert not reading.items
    return reading.lost[0].reason


def test_a_single_choice_of_qti_2() -> None:
    item = only(v2(declared("B"), f"<p>อ่าน</p>{CHOICE}"))
    assert item.kind == "single"
    assert item.content["stem"]["th"] == "<p>อ่าน</p><p>ข้อใด</p>"
    assert [choice["correct"] for choice in item.content["choices"]] == [False, True]
    assert item.content["shuffle"] is False


def test_a_single_choice_of_qti_3_with_its_feedback() -> None:
    item = only(
        f'<qti-assessment-item xmlns="{V3}" identifier="i1" title="t" xml:lang="en">'
        '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">'
        "<qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>"
        '<qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="1">'
        "<qti-prompt>Which?</qti-prompt>"
        '<qti-simple-choice identifier="A">a<qti-feedback-inline outcome-identifier="FEEDBACK" identifier="A" '
        'show-hide="show">yes</qti-feedback-inline></qti-simple-choice>'
        '<qti-simple-choice identifier="B">b</qti-simple-choice></qti-choice-interaction></qti-item-body>'
        '<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>'
        "</qti-assessment-item>".encode()
    )
    assert item.content["stem"] == {"th": "", "en": "Which?"}
    assert item.content["choices"][0]["text"]["en"] == "a"
    assert item.content["choices"][0]["feedback"]["en"] == "yes"


def test_several_choices_by_a_mapping_and_by_all_or_nothing() -> None:
    body = (
        f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="0">{choices("A", "B", "C")}</choiceInteraction>'
    )
    shares = mapping(("A", "1"), ("B", "1"), ("C", "-2"))
    item = only(v2(declared("A|B", "multiple", more=shares), f"<p>ข้อใด</p>{body}", MAP))
    assert (item.kind, item.lost) == ("multiple", ())
    whole = only(v2(declared("A|B", "multiple"), f"<p>ข้อใด</p>{body}"))
    assert len(whole.lost) == 1


def test_a_number_within_a_tolerance() -> None:
    equal = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 0.5">'
        '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
        "</responseProcessing>"
    )
    body = '<p>เท่าไร <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    item = only(v2(declared("80", base="float"), body, equal))
    assert (item.content["answer"], item.content["tolerance"]) == ("80", "0.5")
    unequal = equal.replace("0.5 0.5", "0 1")
    assert "tolerance" in lost(v2(declared("80", base="float"), body, unequal))


def test_a_short_text_and_a_text_with_gaps() -> None:
    entry = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
    shares = mapping(("กรุงเทพ", "1"), ("บางกอก", "0.5"))
    item = only(v2(declared("กรุงเทพ", base="string", more=shares), f"<p>เมืองหลวง {entry}</p>", MAP))
    assert [form["share"] for form in item.content["forms"]] == ["1", "0.5"]
    words = choices("A", "B", tag="inlineChoice")
    choice = f'<inlineChoiceInteraction responseIdentifier="RESPONSE">{words}</inlineChoiceInteraction>'
    gap = only(v2(declared("B"), f"<p>ก่อน {choice} หลัง</p>"))
    assert (gap.kind, gap.content["stem"]["th"]) == ("blanks", "<p>ก่อน [[a]] หลัง</p>")


def match(*pairs: str, tabular: str = "") -> bytes:
    sides = "".join(
        "<simpleMatchSet>"
        + "".join(f'<simpleAssociableChoice identifier="{n}" matchMax="4">{n}</simpleAssociableChoice>' for n in side)
        + "</simpleMatchSet>"
        for side in ("XY", "PQR")
    )
    body = f'<p>จับคู่</p><matchInteraction responseIdentifier="RESPONSE"{tabular}>{sides}</matchInteraction>'
    shares = mapping(*((pair, "1") for pair in pairs))
    return v2(declared("|".join(pairs), "multiple", "directedPair", shares), body, MAP)


def test_matching_and_the_grid() -> None:
    item = only(match("X P", "Y Q"))
    assert (item.kind, [extra["text"]["th"] for extra in item.content["extras"]]) == ("matching", ["R"])
    assert only(match("X P", "Y P")).kind == "matrix"
    assert only(match("X P", "Y Q", tabular=' class="qti-match-tabular"')).kind == "matrix"
    assert "exactly one" in lost(match("X P"))


def test_an_order() -> None:
    body = f'<p>เรียง</p><orderInteraction responseIdentifier="RESPONSE">{choices("A", "B", "C")}</orderInteraction>'
    item = only(v2(declared("C|A|B", "ordered"), body))
    assert [one["text"]["th"] for one in item.content["items"]] == ["ตัวเลือก C", "ตัวเลือก A", "ตัวเลือก B"]


@pytest.mark.parametrize("name", ["sliderInteraction", "drawingInteraction", "hottextInteraction", "customInteraction"])
def test_interactions_without_a_counterpart_are_named(name: str) -> None:
    assert name.lower() in lost(v2(declared("A"), f'<p>ก</p><{name} responseIdentifier="RESPONSE"/>'))


@pytest.mark.parametrize(
    ("processing", "word"),
    [
        ('<responseProcessing template="http://vendor.example/own_template"/>', "own_template"),
        (
            '<responseProcessing><responseCondition><responseIf><not><match><variable identifier="RESPONSE"/>'
            '<correct identifier="RESPONSE"/></match></not><setOutcomeValue identifier="SCORE"><baseValue '
            'baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>',
            "not",
        ),
        (
            '<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct '
            'identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0'
            '</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier="SCORE"><baseValue '
            'baseType="float">1</baseValue></setOutcomeValue></responseElse></responseCondition></responseProcessing>',
            "not the right answer",
        ),
    ],
)
def test_marking_that_cannot_be_carried_says_why(processing: str, word: str) -> None:
    assert word in lost(v2(declared("A"), f"<p>ก</p>{CHOICE}", processing))


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_package_with_pictures_and_a_missing_file() -> None:
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>'
        '<resource identifier="r1" type="imsqti_item_xmlv2p1" href="items/one.xml"/>'
        '<resource identifier="r2" type="imsqti_item_xmlv2p1" href="items/none.xml"/>'
        '<resource identifier="r3" type="imsqti_test_xmlv2p1" href="test.xml"/></resources></manifest>'
    )
    body = (
        '<p>แตะ</p><hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1">'
        '<object type="image/png" data="../img/a.png" width="40" height="20">ผัง</object>'
        '<hotspotChoice identifier="A" shape="rect" coords="0,0,20,10"/>'
        '<hotspotChoice identifier="B" shape="circle" coords="30,10,4"/></hotspotInteraction>'
    )
    data = packed(
        {"imsmanifest.xml": manifest.encode(), "items/one.xml": v2(declared("A"), body), "img/a.png": PICTURE}
    )
    reading = qti_reading.read(data)
    [item] = reading.items
    assert item.images == {NAME: PICTURE}
    assert [area["coords"] for area in item.content["areas"]] == [[0, 0, 500, 500], [750, 500, 100]]
    assert [one.item for one in reading.lost] == ["r2"]


def test_qti_1_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        qti_reading.read(b"<questestinterop><item/></questestinterop>")
    assert refusal.value.code == "wrong_format"


def test_a_broken_item_is_listed_and_the_others_come() -> None:
    good = v2(declared("B"), f"<p>อ่าน</p>{CHOICE}")
    reading = qti_reading.read(packed({"a.xml": good, "b.xml": good[:-20]}))
    assert (len(reading.items), [one.item for one in reading.lost]) == (1, ["b.xml"])


def test_what_only_looks_like_the_other_language_is_kept_apart_and_says_so() -> None:
    thai = v2(declared("B"), f"<p>อ่าน</p>{CHOICE}").replace(b'"i1"', b'"i1-th"')
    other = v2(declared("5", base="float"), '<p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p>')
    again = v2(declared("A"), f"<p>ฟัง</p>{CHOICE}").replace(b'"i1"', b'"i1-th"')
    files = {"a.xml": thai, "b.xml": other.replace(b'"i1"', b'"i1-en"'), "c.xml": again}
    reading = qti_reading.read(packed(files))
    assert [item.kind for item in reading.items] == ["single", "number", "single"]
    assert [len(item.lost) for item in reading.items] == [0, 1, 0]
