"""The signed file: valid to poppler and to pyHanko, fit for archives and for all readers, broken by a changed byte."""

import io
import shutil
import subprocess
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from asn1crypto import pem, x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings as live
from django.utils import timezone
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext
from pytest_django.fixtures import Settings

from certificates.keyring.keepers import AwayError
from certificates.keyring.keymaking import make_development_keys
from certificates.keyring.keys import KeyRing
from certificates.signatures.sealing import LABEL, sealable
from certificates.signatures.signing import sign
from certificates.signatures.stamping import NO_STAMP
from certificates.typesetting.rendering import render
from tests.certificates.judging import judgement
from tests.certificates.services import authority, serving
from tests.factories.certificates import AT, facts

NAME = "สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ"


@cache
def page() -> bytes:
    url = "https://academy.example/verify/x/"
    return render(facts(), serial="DGA-2569-0000123", code="0" * 26, url=url, at=AT, credential="e30.e30.c2ln")


@pytest.fixture(scope="module")
def signed() -> bytes:
    return sign(page(), signer=NAME, at=timezone.now())


def roots() -> list[Any]:
    return [x509.Certificate.load(pem.unarmor(KeyRing.load(live).p256.chain[-1].encode())[2])]


def judged(content: bytes, *others: Any) -> Any:
    """pyHanko's judgement, trusting the authority of the current key."""
    [signature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    context = ValidationContext(trust_roots=[*roots(), *others])
    return judgement(signature, context)


def pdfsig(content: bytes, folder: Path) -> str:
    """Poppler's judgement."""
    program = shutil.which("pdfsig")
    if program is None:
        pytest.skip("pdfsig (poppler) is not installed")
    (folder / "signed.pdf").write_bytes(content)
    return subprocess.run([program, str(folder / "signed.pdf")], capture_output=True, text=True).stdout


def test_pyhanko_calls_it_valid_trusted_and_whole(signed: bytes) -> None:
    status = judged(signed)
    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert abs(status.signer_reported_dt - timezone.now()) < timedelta(minutes=5)


def test_poppler_calls_it_valid_and_a_changed_byte_breaks_it(signed: bytes, tmp_path: Path) -> None:
    said = pdfsig(signed, tmp_path)
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    place = signed.index(b"stream") + 40
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert "Signature is Valid." not in pdfsig(changed, tmp_path)
    assert not judged(changed).bottom_line


def test_nothing_may_be_added_to_it(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert signature.Reference[0].TransformParams.P == 1
        assert str(signature.Name) == NAME
        assert pdf.Root.AcroForm.Fields[0].V.objgen == signature.objgen


def test_the_field_is_invisible_and_has_a_name_and_a_place_in_the_structure(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        [field] = [one for one in pdf.pages[0].Annots if one.Subtype == "/Widget"]
        assert [int(side) for side in field.Rect] == [0, 0, 0, 0]
        assert int(field.F) & (1 | 2 | 32) == 0  # ISO 19005-3, 6.3.2: not Invisible, Hidden or NoView …
        assert int(field.F) & 4  # … but Print
        assert str(field.TU) == LABEL
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tree = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        element = tree[int(field.StructParent)]
        assert element.S == "/Form"
        assert element.K[0].Obj.objgen == field.objgen
        assert element.P.S == "/Document"
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(tree) + 1


def test_it_claims_both_standards_in_its_last_revision(signed: bytes) -> None:
    assert signed.count(b"startxref") == 1
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        xmp = etree.fromstring(pdf.Root.Metadata.read_bytes())
        said = {etree.QName(one): one.text for one in xmp.iter() if isinstance(one.tag, str) and len(one) == 0}
        assert said[etree.QName("http://www.aiim.org/pdfa/ns/id/", "part")] == "3"
        assert said[etree.QName("http://www.aiim.org/pdfa/ns/id/", "conformance")] == "A"
        assert said[etree.QName("http://www.aiim.org/pdfua/ns/id/", "part")] == "1"
        title = xmp.find(".//{http://purl.org/dc/elements/1.1/}title//{*}li").text
        assert "DGA-2569-0000123" in title
        assert pdf.Root.Lang == "th-TH"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/Filter" not in pdf.Root.Metadata  # ISO 19005-3, 6.6.2.1: read without decoding
        assert not pdf.is_encrypted
        assert len(pdf.trailer.ID) == 2
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_every_font_is_embedded_and_maps_to_text(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert len(fonts) >= 3
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))
            assert font.ToUnicode.read_bytes().count(b"beginbf") >= 1


def test_all_that_is_painted_is_tagged_or_ornament_and_in_reading_order(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        depth, numbers = 0, []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                depth += 1
                if len(operands) == 2 and "/MCID" in operands[1]:
                    numbers.append(int(operands[1].MCID))
            depth -= name == "EMC"
            if name in {"Tj", "TJ", "f", "S", "B", "Do"}:
                assert depth, "something is painted outside of every tag"
        assert depth == 0
        assert numbers == sorted(set(numbers))
        named = _marked(pdf.Root.StructTreeRoot)
        assert sorted(named) == numbers
        headings = [one for one in _elements(pdf.Root.StructTreeRoot) if one.get("/S") == "/H1"]
        assert len(headings) == 1
        assert all("/Alt" in one for one in _elements(pdf.Root.StructTreeRoot) if one.get("/S") == "/Figure")


def test_what_is_attached_is_named_in_the_catalogue(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert {str(one.UF): str(one.AFRelationship) for one in pdf.Root.AF} == {
            "certificate.xml": "/Data",
            "credential.jwt": "/Alternative",
        }


def test_it_reads_as_the_facts_do_in_order(signed: bytes) -> None:
    said = "".join(pypdfium2.PdfDocument(signed)[0].get_textpage().get_text_range().split())
    places = [
        said.index("".join(words.split()))
        for words in ("ประกาศนียบัตร", "นายสมชาย ใจดี", "Mr Somchai Jaidee", "การวิเคราะห์ข้อมูลขนาดใหญ่เพื่อการตัดสินใจเชิงนโยบาย")
    ]
    assert places == sorted(places)
    assert "ให้ไว้ณวันที่22พฤศจิกายนพ.ศ.2569" in said


def test_a_time_stamp_makes_it_level_t(settings: Settings) -> None:
    answer, certificate = authority()
    with serving(answer) as settings.TIMESTAMP_URL:
        content = sign(page(), signer=NAME, at=timezone.now())
    status = judged(content, x509.Certificate.load(certificate.public_bytes(Encoding.DER)))
    assert status.bottom_line
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.trusted
    assert abs(status.timestamp_validity.timestamp - timezone.now()) < timedelta(minutes=5)


@pytest.mark.parametrize("answer", [b"", b"no answer of that kind", b"0\x05"])
def test_an_authority_that_answers_wrong_gives_no_file(settings: Settings, answer: bytes) -> None:
    with serving(lambda *_asked: answer) as settings.TIMESTAMP_URL, pytest.raises(AwayError) as refused:
        sign(page(), signer=NAME, at=timezone.now())
    assert refused.value.trouble == NO_STAMP


def test_an_authority_that_stamps_something_else_gives_no_file(settings: Settings) -> None:
    answer, _certificate = authority()
    kept: list[bytes] = []

    def replaying(body: bytes, headers: Any) -> bytes:
        kept.append(body)
        return answer(kept[0], headers)

    # It is asked once for its certificates, and then for each signature.
    with serving(replaying) as settings.TIMESTAMP_URL, pytest.raises(AwayError):
        sign(page(), signer=NAME, at=timezone.now())
    assert len(kept) == 2


def test_what_was_signed_by_an_earlier_key_still_verifies(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_DIR = str(tmp_path / "signing")
    make_development_keys(tmp_path / "signing", at=timezone.now())
    content, before = sign(page(), signer=NAME, at=timezone.now()), roots_of(settings)
    make_development_keys(tmp_path / "signing", at=timezone.now())
    assert roots_of(settings) != before
    [signature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    earlier = [x509.Certificate.load(pem.unarmor(one.encode())[2]) for one in before]
    assert judgement(signature, ValidationContext(trust_roots=earlier)).bottom_line


def test_a_signature_larger_than_its_room_is_refused() -> None:
    with pytest.raises(ValueError, match="room for 10"):
        sealable(page(), signer=NAME, at=AT, room=10).sealed(bytes(11))


def roots_of(settings: Settings) -> list[str]:
    return [KeyRing.load(settings).p256.chain[-1]]


def _elements(node: Any) -> list[Any]:
    """Every structure element below."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *_elements(kid)]
    return found


def _marked(root: Any) -> list[int]:
    """The marked content that the structure names."""
    numbers = []
    for element in _elements(root):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                numbers.append(kid)
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                numbers.append(int(kid.MCID))
    return numbers
