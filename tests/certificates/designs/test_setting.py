"""Pages in officers' designs: whole, for archives and screen readers, within their margins, whatever is typed."""

import io
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from certificates.designs import contrast, freezing, layout, samples
from certificates.designs.judging import EXTREME
from certificates.designs.spec import LAYOUTS, Paper, Spec
from certificates.facts import Facts, Said
from certificates.typesetting import rendering
from certificates.typesetting.rendering import NO_GLYPH, RenderingError
from tests.certificates.designs.reading import page, tags, words
from tests.factories.designs import SIGNERS, file, spec

PAPERS = [(name, portrait) for name in LAYOUTS for portrait in (False, True)]
LANGUAGES = (("th", "en"), ("th",), ("en",))
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "setting.typ": ink; #ink',
    "$x^2$ \\ *b* _i_ `r` <l> @l",
    '"; panic("x") //',
    "#{ while true {} }",
    "</text><script>alert(1)</script>",
    "%s {0} ${x}",
]


def box(content: bytes, part: str) -> tuple[float, float, float, float]:
    """Around all letters of `part`, where it stands in a line of its own: left, bottom, right, top, in millimetres."""
    text = pypdfium2.PdfDocument(content)[0].get_textpage()
    said = text.get_text_range()
    at = said.index(part)
    found = [text.get_charbox(index) for index in range(at, at + len(part)) if not said[index].isspace()]
    points = (min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found))
    left, bottom, right, top = (point * 25.4 / 72 for point in points)
    return left, bottom, right, top


def boxes(content: bytes) -> list[tuple[float, float, float, float]]:
    """Of every letter on the page, in points."""
    text = pypdfium2.PdfDocument(content)[0].get_textpage()
    return [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]


@pytest.mark.parametrize(("name", "portrait"), PAPERS)
def test_each_layout_is_for_archives_and_for_screen_readers(name: str, portrait: bool) -> None:
    pictures = {
        "background.jpg": freezing.drawn_anew(file("JPEG", (1200, 800)), "background").content,
        "seal.png": freezing.drawn_anew(file(mode="RGBA"), "seal").content,
        "signature-0.png": freezing.drawn_anew(file("JPEG"), "signature").content,
    }
    for languages in LANGUAGES:
        signers = (replace(SIGNERS[0], picture="2"), SIGNERS[1])
        made = spec(
            layout=name, portrait=portrait, languages=languages, background="0", seal="1", signers=signers
        )  # fmt: skip
        content = page(samples.USUAL, made, pictures)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == 1
            sides = [round(float(side)) for side in pdf.pages[0].mediabox[2:]]
            assert sides == ([595, 842] if portrait else [842, 595])
            xmp = pdf.open_metadata()
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
            assert pdf.Root.Lang == ("th-TH" if languages[0] == "th" else "en-GB")
            assert bool(pdf.Root.MarkInfo.Marked)
            assert "certificate.xml" in pdf.attachments
        found = tags(content)
        assert [kind for kind, _alt in found if kind.startswith("/H")] == ["/H1"]
        # Emblem, code to verify, seal and signature say what they are; the picture behind the words is no part of it.
        figures = [alt for kind, alt in found if kind == "/Figure"]
        assert len(figures) == 4
        assert all(figures)
        assert any(alt.startswith("ตราประทับ") for alt in figures)


@pytest.mark.parametrize(("name", "portrait"), PAPERS)
@pytest.mark.parametrize("facts", [samples.SHORT, samples.HARD, samples.LONG, EXTREME], ids=str.upper("shle"))
def test_every_letter_keeps_within_the_margins_and_no_two_parts_overlap(
    name: str, portrait: bool, facts: Facts
) -> None:
    made = spec(layout=name, portrait=portrait, signers=SIGNERS)
    content = page(facts, made)
    width, height = (595.3, 841.9) if portrait else (841.9, 595.3)
    least = 25  # points: inside every frame
    for left, bottom, right, top in boxes(content):
        assert least <= left <= right <= width - least
        assert least <= bottom <= top <= height - least
    said = words(content)
    assert "DGA-2569-0000123" in said
    if facts in (samples.SHORT, samples.HARD):
        order = [box(content, part) for part in (facts.holder.th, facts.course.th, "ให้ไว้ ณ วันที่")]
        for above, below in pairwise(order):
            assert above[1] > below[3]


def test_letters_with_many_marks_are_read_back_as_they_were_written() -> None:
    parts = ("ฝั้น", "ปั๊มน้ำ", "ฟื้น", "ญู", "ฐู", "ฎู่", "ป์", "กำ")
    for name, portrait in PAPERS:
        content = page(replace(samples.USUAL, holder=Said(" ".join(parts), "")), spec(layout=name, portrait=portrait))
        for part in parts:
            assert unicodedata.normalize("NFC", part) in words(content)


def test_a_title_is_printed_in_full_and_broken_between_words() -> None:
    for name, portrait in PAPERS:
        said = words(page(samples.LONG, spec(layout=name, portrait=portrait)))
        assert samples.LONG.course.th.replace(" ", "") in said.replace(" ", "")
        assert samples.LONG.course.en in said


def test_a_longer_name_is_smaller_and_never_cut() -> None:
    def height(name: str) -> float:
        content = page(replace(samples.USUAL, holder=Said(name, "")), spec())
        _left, bottom, _right, top = box(content, name.partition(" ")[0])
        return top - bottom

    assert height("สมชาย" * 16 + " ใจดี") < height("สมชาย ใจดี")
    content = page(replace(samples.USUAL, holder=Said("ก" * 200, "W" * 200)), spec())
    assert words(content).count("ก") >= 200
    assert words(content).count("W") == 200


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (spec(thai_digits=True), ("จำนวน ๑๒ ชั่วโมง", "๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙", "22 November 2026", "DGA-2569-0000123")),
        (spec(era="common"), ("22 พฤศจิกายน ค.ศ. 2026", "22 November 2026")),
        (spec(era="buddhist"), ("22 พฤศจิกายน พ.ศ. 2569", "22 November B.E. 2569")),
        (spec(above_name=Said("{agency} {cohort}", "")), ("สำนักงานพัฒนารัฐบาลดิจิทัล รุ่นที่ 4",)),
    ],
)
def test_digits_years_and_fields_are_written_as_the_design_says(made: Spec, said: tuple[str, ...]) -> None:
    content = words(page(samples.USUAL, made))
    for part in said:
        assert part in content


def test_a_line_without_its_fact_is_left_out_and_an_end_is_never_unsaid() -> None:
    assert "Score" not in words(page(replace(samples.USUAL, score=""), spec()))
    made = spec(particulars=Said("{date} {hours} {score}", "{date} {hours} {score}"))
    assert "Valid until 30 September 2028" in words(page(samples.LONG, made))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_officers_type_is_printed_and_never_run(text: str) -> None:
    made = spec(above_name=Said("", text), signers=(replace(SIGNERS[0], name=Said("", text)),))
    said = words(page(samples.USUAL, made))
    assert said.count(text) == 2
    assert "root:" not in said


def test_the_folder_of_a_design_holds_the_design_and_nothing_else_and_goes_with_it() -> None:
    made = spec(main="#004d40")
    folder = layout.laid_out(Paper(made, {"seal.png": b"seal"}, made.digest), rendering.DESIGN)
    assert {one.name for one in folder.iterdir()} == {*layout.SOURCES, *layout.DRAWINGS, "seal.png"}
    assert folder.stat().st_mode & 0o077 == 0
    assert "#004d40" in (folder / "emblem.svg").read_text()
    layout.cleared(folder, 0)
    assert folder.exists()
    rendering.Press(rendering._compiler(rendering.settings.FONTS_DIR), folder)
    assert not folder.exists()


def test_a_name_that_cannot_be_printed_is_refused_without_being_quoted() -> None:
    with pytest.raises(RenderingError) as refused:
        page(replace(samples.USUAL, holder=Said("นายสมชาย 🎓", "")), spec())
    assert refused.value.trouble == NO_GLYPH


def test_the_second_colour_is_deepened_until_it_can_be_read() -> None:
    assert contrast.ratio(contrast.luminance(contrast.deepened("#ffee88")), 1) >= contrast.LEAST
    assert contrast.deepened("#1f2d6b") == "#1f2d6b"
    assert contrast.ratio(contrast.luminance("#55606c"), contrast.DARKEST_GROUND) >= contrast.LEAST


def test_a_dark_background_is_lightened_until_words_can_be_read(tmp_path: Path) -> None:
    made = freezing.drawn_anew(file("JPEG", (1200, 800), colour="#203060"), "background")
    grey = Image.open(io.BytesIO(made.content)).convert("L")
    dark = sum(grey.histogram()[: freezing.GROUND - 4])
    assert dark < grey.width * grey.height / 50
    light = freezing.drawn_anew(file("JPEG", (1200, 800)), "seal")
    assert Image.open(io.BytesIO(light.content)).convert("L").getextrema()[0] < 80
