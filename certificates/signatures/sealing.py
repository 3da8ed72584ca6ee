"""The place of a signature in a PDF, and putting one there. Pure: bytes in, bytes out.

The field is invisible (a rectangle of no size; seals are the design's) but not unknown: it has a name for those who
listen, and stands in the structure as a form field (ISO 14289-1, 7.18). The signature certifies the document: nothing
may be changed after it (DocMDP, ISO 32000-1, 12.8.2.2). One revision: nothing is appended to what was rendered.
"""

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from certificates.signatures.longterm import Proofs

LABEL = "ลายมือชื่ออิเล็กทรอนิกส์ของสถาบัน / The academy's electronic signature"
_PRINT_AND_LOCKED = 4 | 128
_SIGNATURES_EXIST_AND_ARE_APPENDED_TO = 1 | 2
_WIDE = 9_999_999_999
_PLACE = re.compile(rb"/ByteRange (\[ 0(?: 9999999999){3} \]) /Contents (<0+>)")


@dataclass(frozen=True, slots=True)
class Sealable:
    """A document with room for its signature at `start` to `end`, the angle brackets included."""

    content: bytes
    start: int
    end: int

    @property
    def digest(self) -> bytes:
        """SHA-256 over all of it but the room."""
        return hashlib.sha256(self.content[: self.start] + self.content[self.end :]).digest()

    def sealed(self, signature: bytes) -> bytes:
        """The document with its signature (DER). Raises ValueError where that does not fit."""
        room = self.end - self.start - 2
        if len(signature) * 2 > room:
            raise ValueError(f"The signature has {len(signature)} bytes; there is room for {room // 2}.")
        digits = signature.hex().upper().encode().ljust(room, b"0")
        return b"".join([self.content[: self.start], b"<", digits, b">", self.content[self.end :]])


def sealable(pdf: bytes, *, signer: str, at: datetime, room: int, proofs: Proofs | None = None) -> Sealable:
    """The PDF with a field for a PAdES signature by `signer`, claimed to be made at that moment (aware).

    `room` is kept for it, in bytes; `proofs` are kept in the file for verifiers to come.

    Raises pikepdf.PdfError for what is no PDF.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        _add_field(document, _signature(document, signer, at, room))
        if proofs:
            _keep(document, proofs)
        written = BytesIO()
        document.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    content = written.getvalue()
    found = _PLACE.search(content)
    assert found, "written just now"
    start, end = found.span(2)
    numbers = b"[ 0 %d %d %d ]" % (start, end, len(content) - end)
    content = content[: found.start(1)] + numbers.ljust(len(found[1])) + content[found.end(1) :]
    return Sealable(content, start, end)


def _signature(document: Pdf, signer: str, at: datetime, room: int) -> pikepdf.Object:
    certifying = Dictionary(
        Type=Name.SigRef,
        TransformMethod=Name.DocMDP,
        TransformParams=Dictionary(Type=Name.TransformParams, P=1, V=Name("/1.2")),
    )
    return document.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/ETSI.CAdES.detached"),
            ByteRange=Array([0, _WIDE, _WIDE, _WIDE]),
            Contents=String(bytes(room)),
            M=String(f"D:{at.astimezone(UTC):%Y%m%d%H%M%S}Z"),
            Name=String(signer),
            Reference=Array([certifying]),
        )
    )


def _keep(document: Pdf, proofs: Proofs) -> None:
    """The document security store (EN 319 142-1, 5.4.2.2), and the extension of PDF 1.7 that it is."""
    kept = {"/Certs": proofs.certificates, "/CRLs": proofs.lists, "/OCSPs": proofs.answers}
    streams = {
        name: Array([document.make_stream(zlib.compress(one), Filter=Name.FlateDecode) for one in many])
        for name, many in kept.items()
        if many
    }
    document.Root.DSS = Dictionary({"/Type": Name.DSS, **streams})
    document.Root.Extensions = Dictionary(
        ESIC=Dictionary(Type=Name.DeveloperExtensions, BaseVersion=Name("/1.7"), ExtensionLevel=5)
    )


def _add_field(document: Pdf, signature: pikepdf.Object) -> None:
    page, root = document.pages[0], document.Root
    tree = root.StructTreeRoot
    number = int(tree.ParentTreeNextKey)
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("signature"),
            TU=String(LABEL),
            Contents=String(LABEL),
            V=signature,
            Rect=Array([0, 0, 0, 0]),
            F=_PRINT_AND_LOCKED,
            P=page.obj,
            StructParent=number,
        )
    )
    above = tree.K[0] if isinstance(tree.K, Array) else tree.K
    element = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=above,
            Pg=page.obj,
            Alt=String(LABEL),
            K=Array([Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj)]),
        )
    )
    above.K.append(element)
    tree.ParentTree.Nums.append(number)
    tree.ParentTree.Nums.append(element)
    tree.ParentTreeNextKey = number + 1
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(field)
    root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=_SIGNATURES_EXIST_AND_ARE_APPENDED_TO)
    root.Perms = Dictionary(DocMDP=signature)
