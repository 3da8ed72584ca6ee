"""Files that were made to hurt are refused, before anything is written and without much work."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from academy.errors import Refusal
from assessments.exchange import aiken, encodings, formats, gift_reading, moodle_reading, pictures, sheet, xml
from tests.assessments.exchange.contents import PICTURE
from tests.assessments.exchange.test_moodle import answer, only, question, quiz
from tests.assessments.exchange.test_qti import CHOICE, declared, packed, v2

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz>&c;</quiz>'
)
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question>&x;</question></quiz>'


def refused(data: bytes, read: Callable[[bytes], object] = formats.detected) -> str:
    with pytest.raises(Refusal) as refusal:
        read(data)
    return refusal.value.code


@pytest.mark.parametrize(
    "text",
    [LAUGHS, OUTSIDE, "<!-- x --><!DOCTYPE quiz><quiz/>", '<?x y?>\n<!DOCTYPE quiz SYSTEM "http://a.example/"><quiz/>'],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(text: str, encoding: str) -> None:
    assert refused(text.encode(encoding)) == "forbidden_xml"
    assert refused(text.encode(encoding), moodle_reading.read) == "forbidden_xml"


def test_a_question_about_document_types_is_no_attack() -> None:
    item = only(question("truefalse", answer("100", "true"), text="<pre>&lt;!DOCTYPE html&gt;</pre>"))
    assert "DOCTYPE" in item.content["stem"]["en"]


@pytest.mark.parametrize("text", ["<quiz><question></quiz>", "<quiz>&unknown;</quiz>", "<quiz/><quiz/>"])
def test_broken_xml_is_refused(text: str) -> None:
    assert refused(text.encode(), moodle_reading.read) == "broken_xml"


def test_deep_xml_is_refused() -> None:
    text = "<quiz>" + "<a>" * 200 + "</a>" * 200 + "</quiz>"
    assert refused(text.encode(), xml.parsed) == "broken_xml"


def test_xml_that_lies_about_its_encoding_is_refused() -> None:
    for declared_as in ("utf-8", "utf-7", "ebcdic"):
        data = f'<?xml version="1.0" encoding="{declared_as}"?><quiz>ก</quiz>'.encode("cp874")
        assert refused(data, moodle_reading.read) == "undecodable"


def test_xml_in_a_thai_encoding_that_it_declares_is_read() -> None:
    text = question("truefalse", answer("100", "true"))
    data = f'<?xml version="1.0" encoding="windows-874"?><quiz>{text}</quiz>'.encode("cp874")
    assert "ข้อมูลเปิด" in moodle_reading.read(data).items[0].content["stem"]["th"]


@pytest.mark.parametrize("read", [gift_reading.read, aiken.read, sheet.read])
@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9 {=a ~b}\nANSWER: A",
        "Überprüfung äußerer Maßeinheiten: ÄÖ {T}".encode("latin-1"),
        "déjà vu à l'été: ÀÉÉ {T}".encode("latin-1"),
        b"\x93smart quotes\x94 {T}",
        b"null\0byte {T}",
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_text_in_an_unsure_encoding_is_refused(read: Callable[[bytes], object], data: bytes) -> None:
    assert refused(data, read) == "undecodable"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_thai_is_read_in_the_encodings_of_thai_offices(encoding: str) -> None:
    item = gift_reading.read("น้ำปู่ที่ก๊อก{T}".encode(encoding)).items[0]
    assert item.content["stem"]["th"] == "น้ำปู่ที่ก๊อก"


@pytest.mark.parametrize("read", [gift_reading.read, aiken.read, sheet.read, moodle_reading.read])
def test_empty_files_are_refused(read: Callable[[bytes], object]) -> None:
    assert refused(b"", read) == "empty"
    assert refused(b"  \n ", read) == "empty"


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(Refusal) as refusal:
        encodings.load(large)
    assert refusal.value.code == "too_large"
    assert refused(b"x" * (encodings.MOST_BYTES + 1), gift_reading.read) == "too_large"


ITEM = v2(declared("A"), f"<p>ก</p>{CHOICE}")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a\\..\\evil.xml", "C:evil.xml", "a/../../evil.xml"])
def test_a_package_whose_paths_lead_out_is_refused(name: str) -> None:
    data = packed({"safe.xml": ITEM}).replace(b"safe.xml", name.encode()) if len(name) == 8 else packed({name: ITEM})
    assert refused(data, formats.FORMATS["qti3"].read) == "broken_package"


def test_a_package_with_a_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("item.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(out.getvalue(), formats.FORMATS["qti3"].read) == "broken_package"


def test_a_bomb_and_a_package_of_too_many_files_are_refused() -> None:
    assert refused(packed({"item.xml": b" " * 15_000_000}), formats.FORMATS["qti3"].read) == "broken_package"
    many = packed({f"{i}.txt": b"" for i in range(5001)})
    assert refused(many, formats.FORMATS["qti3"].read) == "broken_package"


def test_broken_and_doubled_packages_are_refused() -> None:
    whole = packed({"one.xml": ITEM, "two.xml": ITEM})
    assert refused(whole[:-30], formats.FORMATS["qti3"].read) == "broken_package"
    assert refused(whole.replace(b"two.xml", b"one.xml"), formats.FORMATS["qti3"].read) == "broken_package"
    assert refused(b"PK\x03\x04", formats.FORMATS["qti3"].read) == "broken_package"


def test_a_package_does_not_read_outside_of_itself() -> None:
    body = f'<p>ก <img src="../../../../etc/passwd" alt="x"/> <img src="file:///etc/passwd" alt="y"/></p>{CHOICE}'
    [item] = formats.FORMATS["qti3"].read(packed({"a/item.xml": v2(declared("A"), body)})).items
    assert not item.images
    assert len(item.lost) == 2


def test_an_item_with_a_document_type_in_a_package_is_refused() -> None:
    data = packed({"item.xml": b"<!DOCTYPE x>" + ITEM.partition(b"?>")[2]})
    assert refused(data, formats.FORMATS["qti3"].read) == "forbidden_xml"


def huge_png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
        b"GIF89a",
        b"%PDF-1.7",
        PICTURE + b"\0" * pictures.MOST_BYTES,
        huge_png(),
    ],
    ids=["svg", "cut", "pdf", "large", "pixels"],
)
def test_what_is_no_picture_by_its_bytes_is_not_taken(data: bytes) -> None:
    assert pictures.fault_of(data)


def test_a_picture_is_known_by_its_bytes() -> None:
    assert (pictures.fault_of(PICTURE), pictures.suffix_of(PICTURE)) == ("", "png")


@pytest.mark.parametrize(
    "text",
    [
        '<span lang="th" class="multilang">' * 2500,
        "<span " * 15_000,
        "<img " * 15_000,
        "{mlang th}" * 9000,
        "{1:SA:" * 15_000,
        "[[1" * 30_000,
        "x" * 100_001,
    ],
    ids=["span", "open span", "img", "mlang", "gap", "place", "long"],
)
@pytest.mark.parametrize("kind", ["cloze", "gapselect", "truefalse"])
def test_texts_that_were_made_to_be_slow_are_not(text: str, kind: str) -> None:
    began = time.process_time()
    moodle_reading.read(quiz(question(kind, answer("100", "true"), text=text)))
    assert time.process_time() - began < 2
