"""What a page says, and where."""

import io

import pikepdf
import pypdfium2

from certificates.designs import samples
from certificates.designs.spec import Paper, Spec
from certificates.facts import Facts
from certificates.typesetting.rendering import render


def page(facts: Facts, spec: Spec, pictures: dict[str, bytes] | None = None) -> bytes:
    """The sample in that design."""
    return render(
        samples.suited(facts, spec),
        serial=samples.SERIAL,
        code=samples.CODE,
        url=f"https://academy.example/verify/{samples.CODE}/",
        at=samples.AT,
        paper=Paper(spec, pictures or {}, spec.digest),
    )


def words(content: bytes) -> str:
    """The text as a reader of PDF files finds it, without line ends."""
    return " ".join(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range().split())


def tags(content: bytes) -> list[tuple[str, str]]:
    """The structure's elements in reading order, each with its alternative text."""
    found: list[tuple[str, str]] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return found
