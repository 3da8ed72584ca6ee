"""The page: what it says, to eyes and to machines, for names of every kind."""

import io
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pytest_django.fixtures import Settings

from academy.people.names import unprintable
from certificates.facts import Facts, Said
from certificates.typesetting import rendering
from certificates.typesetting.rendering import NO_FONTS, NO_GLYPH, NO_NAME, RenderingError, render
from tests.factories.certificates import AT, facts

CODE = "0123456789abcdefghjkmnpqrs"
URL = f"https://academy.example/verify/{CODE}/"


def page(what: Facts, credential: str = "") -> bytes:
    return render(what, serial="DGA-2569-0000123", code=CODE, url=URL, at=AT, credential=credential)


def words(content: bytes) -> str:
    """The text as a reader of PDF files finds it, without line ends."""
    return " ".join(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range().split())


def extent(content: bytes) -> tuple[float, float, float, float]:
    """The smallest box around everything dark (ink, not the pale frame), as shares of the page's width and height."""
    picture = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("L")
    # The frame is left out: what lies between it and the edge must be empty.
    return picture.point(lambda shade: 255 if shade < 120 else 0).getbbox()


def test_the_page_says_what_was_decided_in_both_languages() -> None:
    said = words(page(facts()))
    for part in (
        "Mr Somchai Jaidee",
        "Big Data Analytics for Policy Decisions",
        "12 hours · score 87.5% · given on 22 November 2026",
        "22 พฤศจิกายน พ.ศ. 2569",
        "DGA-2569-0000123",
        "01234-56789-ABCDE-FGHJK-MNPQR-S",
        "Ms Piyanuch Kittirungroj",
        "academy.example/verify/",
    ):
        assert part in said


def test_a_course_without_a_score_says_nothing_of_one() -> None:
    assert "score" not in words(page(facts(score="")))


def test_it_is_one_a4_page_for_archives_and_for_screen_readers() -> None:
    with pikepdf.open(io.BytesIO(page(facts()))) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [842, 595]
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert "DGA-2569-0000123" in xmp["dc:title"]
        assert pdf.Root.Lang == "th-TH"
        assert bool(pdf.Root.MarkInfo.Marked)


def test_what_machines_read_is_attached_as_archives_want_it() -> None:
    with pikepdf.open(io.BytesIO(page(facts(), credential="e30.e30.c2ln"))) as pdf:
        attached = {str(one.UF): one for one in pdf.Root.AF}
        assert {name: str(one.AFRelationship) for name, one in attached.items()} == {
            "certificate.xml": "/Data",
            "credential.jwt": "/Alternative",
        }
        assert {str(one.EF.F.Subtype) for one in attached.values()} == {"/application/xml", "/application/vc+jwt"}
        assert all(one.EF.F.Params.ModDate and one.Desc for one in attached.values())
        assert attached["credential.jwt"].EF.F.read_bytes() == b"e30.e30.c2ln"
        assert set(pdf.attachments) == set(attached)


def test_the_same_facts_give_the_same_bytes() -> None:
    first = page(facts())
    page(facts(holder=Said("นางสาวอื่น ใด", "")))
    assert page(facts()) == first


@pytest.mark.parametrize("name", ["ปู่", "ที่", "น้ำ", "ญู", "ฐู", "กำ", "ปี่", "ปี", "นายสมชาย ใจดี"])
def test_a_thai_name_is_read_back_as_it_was_written(name: str) -> None:
    assert unicodedata.normalize("NFC", name) in words(page(facts(holder=Said(name, ""))))


@pytest.mark.parametrize(
    "name",
    [
        Said("นาย" + "สมชายเฉลิมพระเกียรติ" * 5 + " " + "กิตติวงศ์" * 2, "Mr " + "Chalermprakiat" * 8),
        Said("ก" * 120, "W" * 120),
        Said("", "Élodie " + "Kowalczyk" * 12),
        Said("หญิง", ""),
    ],
    ids=["long words", "no place to break", "English alone", "Thai alone"],
)
def test_a_name_keeps_within_the_frame_and_the_page_keeps_to_one(name: Said) -> None:
    content = page(facts(holder=name))
    plain = page(facts(holder=Said("ก", "")))
    assert len(pypdfium2.PdfDocument(content)) == 1
    # The frame's corners are the outermost ink of a page with a short name; nothing of a long one passes them.
    assert extent(content) == extent(plain)


@pytest.mark.parametrize(
    ("holder", "trouble"),
    [(Said("นายสมชาย 🎓", ""), NO_GLYPH), (Said("นายสมชาย", "Ms 山田"), NO_GLYPH), (Said("", " "), NO_NAME)],
)
def test_a_name_that_cannot_be_printed_is_refused_without_being_quoted(holder: Said, trouble: str) -> None:
    with pytest.raises(RenderingError) as refused:
        page(facts(holder=holder))
    assert refused.value.trouble == trouble
    assert "สมชาย" not in str(refused.value)


def test_every_letter_that_people_may_use_in_their_names_can_be_printed() -> None:
    letters = [chr(point) for point in range(0x20, 0x2100) if not unprintable(chr(point))]
    letters = [letter for letter in letters if unicodedata.category(letter) != "Cn"]
    assert len(letters) > 300
    page(facts(holder=Said(" ".join(f"ก{one}" for one in letters[:170]), " ".join(letters[170:]))))


def test_facts_are_data_and_never_source() -> None:
    said = words(page(facts(holder=Said("", '#read("/etc/passwd") \\ $x$ *b* "q'))))
    assert '#read("/etc/passwd") \\ $x$ *b* "q' in said


def test_without_fonts_it_says_so_and_with_them_it_works_again(settings: Settings, tmp_path: Path) -> None:
    good, settings.FONTS_DIR = settings.FONTS_DIR, str(tmp_path / "fonts")
    with pytest.raises(RenderingError) as refused:
        page(facts())
    assert refused.value.trouble == NO_FONTS
    (tmp_path / "fonts").symlink_to(good)
    assert page(facts()).startswith(b"%PDF-")


def test_the_qr_code_is_read_as_the_address() -> None:
    picture = rendering.qr(URL)
    assert picture.startswith("<svg")
