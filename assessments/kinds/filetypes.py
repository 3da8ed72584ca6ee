"""Which type a file is, by what is in it; its name and what a browser says of it count for nothing. Pure.

Sources: the signatures of PDF (ISO 32000-2, 7.5.2), PNG (W3C PNG, 5.2) and JPEG (ISO/IEC 10918-1, B.1.1); the parts of
Office Open XML (ECMA-376, part 2) and of OpenDocument (ISO/IEC 26300-3, 3.3).
"""

import zipfile
from typing import BinaryIO

TYPES = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpg", "txt", "csv")
# A text is a text: only its author says that it is a table.
TEXTS = frozenset({"txt", "csv"})
# Office packages by the part that makes them one.
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
MOST_PARTS = 5_000
PIECE = 65_536


def fits(file: BinaryIO, types: tuple[str, ...]) -> str:
    """The type among these that the file is; empty for none of them. The file is left at its beginning."""
    found = sniffed(file)
    file.seek(0)
    if found == "txt" and TEXTS & set(types):
        return next(one for one in types if one in TEXTS)
    return found if found in types else ""


def sniffed(file: BinaryIO) -> str:
    """One of TYPES, txt for any text; empty for anything else, and for packages with macros."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"PK\x03\x04"):
        return _package(file)
    return "txt" if head and _is_text(file) else ""


def _package(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist()[:MOST_PARTS])
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
                return ""
            if "mimetype" in names and package.getinfo("mimetype").file_size < 100:
                said = package.read("mimetype").decode("ascii", "replace").strip()
                return OPEN.get(said.removeprefix(OPEN_DOCUMENT), "") if said.startswith(OPEN_DOCUMENT) else ""
            if "[Content_Types].xml" not in names:
                return ""
            return next((kind for part, kind in PARTS.items() if part in names), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return ""


def _is_text(file: BinaryIO) -> bool:
    """Whether it is UTF-8 without control characters, to its end; a piece may end within a letter."""
    file.seek(0)
    rest = b""
    while piece := file.read(PIECE):
        try:
            text = (rest + piece).decode()
            rest = b""
        except UnicodeDecodeError as error:
            whole, rest = (rest + piece)[: error.start], (rest + piece)[error.start :]
            if len(rest) > 3:
                return False
            text = whole.decode()
        if any(letter < " " and letter not in "\t\r\n\f" for letter in text):
            return False
    return not rest
