"""Thai read out of the page: every letter with two marks once, to two readers, and nothing painted elsewhere."""

import io
import shutil
import subprocess
from itertools import product

import pikepdf
import pypdfium2
import pytest
import typst
from django.conf import settings
from PIL import ImageChops

from certificates.facts import Said
from certificates.typesetting.clusters import read_once
from certificates.typesetting.rendering import render
from tests.factories.certificates import AT, facts

LETTERS = [chr(point) for point in range(0x0E01, 0x0E2F)]
VOWELS = ["ั", "ิ", "ี", "ึ", "ื", "็", "ํ", "ุ", "ู", "ฺ"]
TONES = ["่", "้", "๊", "๋", "์"]
CLUSTERS = [
    *("".join(parts) for parts in product(LETTERS, VOWELS, TONES)),
    *("".join(parts) for parts in product(LETTERS, ["", *TONES[:4]], ["ำ"])),
    *("".join(parts) for parts in product("ฤฦษ", VOWELS)),
]


def pages(weight: str) -> list[tuple[list[str], bytes]]:
    """Clusters, each between two other letters, and the page that Typst makes of them."""
    made = []
    for some in (CLUSTERS[at : at + 400] for at in range(0, len(CLUSTERS), 400)):
        words = "\\\n".join(
            "  ".join(f"x{one}y" for one in row) for row in (some[at : at + 20] for at in range(0, 400, 20))
        )
        source = (
            "#set page(width: 800pt, height: 700pt)\n"
            f'#set text(font: "Sarabun", size: 14pt, weight: "{weight}", lang: "th", fallback: false)\n{words}'
        )
        made.append((some, typst_pdf(source)))
    return made


def typst_pdf(source: str) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[settings.FONTS_DIR])
    return bytes(typst.Compiler(source.encode(), font_paths=fonts).compile(format="pdf"))


def poppler(content: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler) is not installed")
    return subprocess.run([program, "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def pdfium(content: bytes) -> str:
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range())


def found(said: str) -> list[str]:
    """The clusters between their letters, however lines and spaces fall."""
    dense = "".join(one for one in said if not one.isspace() and one not in "\x00\ufffe")
    return dense.removeprefix("x").removesuffix("y").split("yx")


@pytest.mark.parametrize("weight", ["regular", "medium", "semibold", "bold"])
def test_every_letter_with_two_marks_is_read_once_by_two_readers(weight: str) -> None:
    for clusters, content in pages(weight):
        repaired = read_once(content)
        assert found(pdfium(repaired)) == clusters
        assert found(poppler(repaired)) == clusters


def test_without_the_repair_they_are_read_twice() -> None:
    clusters, content = pages("semibold")[0]
    assert found(pdfium(content)) != clusters


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_what_is_painted_stays_where_it_is_but_for_a_hair(weight: str) -> None:
    for _clusters, content in pages(weight):
        before, after = (
            pypdfium2.PdfDocument(one)[0].render(scale=2).to_pil().convert("L") for one in (content, read_once(content))
        )
        differing = ImageChops.difference(before, after).point(lambda shade: 255 if shade > 64 else 0)
        ink = before.point(lambda shade: 255 if shade < 128 else 0)
        assert differing.histogram()[255] < ink.histogram()[255] / 100


@pytest.mark.parametrize("name", ["นายกิตติศักดิ์ ปั้นทองสิทธิ์", "นางสาวฝั้น ปิ่นเกล้า", "ชั่งน้ำหนัก ผู้ว่าษ้ำ", "ปั๊มปั๊ม ฟื้นฟู"])
def test_a_name_on_a_certificate_is_read_once(name: str) -> None:
    content = render(
        facts(holder=Said(name, "")), serial="DGA-1", code="0" * 26, url="https://academy.example/v/", at=AT
    )
    for said in (pdfium(content), poppler(content)):
        dense = "".join(said.split())
        assert dense.count("".join(name.split())) == 1
        assert dense.count("จำนวน12ชั่วโมง") == 1


def test_what_is_said_stands_in_the_order_of_the_page_and_every_run_is_tagged() -> None:
    content = render(facts(), serial="DGA-1", code="0" * 26, url="https://academy.example/v/", at=AT)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stream = pdf.pages[0].Contents.read_bytes()
    assert stream.count(b"BDC") + stream.count(b"BMC") == stream.count(b"EMC")


def test_english_alone_is_left_as_it_is() -> None:
    content = typst_pdf('#set text(font: "Sarabun", fallback: false)\nfficient words, e\u0301 and ö')
    assert pdfium(read_once(content)) == pdfium(content)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(pikepdf.PdfError):
        read_once(b"no PDF")
