"""Which kinds of file may be in a package, and whether a file is of the kind that its name says."""

import re

CONTENT_SUFFIXES = frozenset(
    {
        *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff"),
        *("webm", "mp4", "ogg", "mp3", "m4a", "wav", "vtt", "webvtt"),
        *("eot", "ttf", "woff", "woff2", "otf"),
        *("pdf", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"),
        *("json", "txt", "csv", "diff", "patch", "md", "textile"),
        *("gltf", "glb"),
    }
)
LIBRARY_SUFFIXES = CONTENT_SUFFIXES | {"js", "css", "svg", "xml"}

OFFICE = frozenset({"doc", "xls", "ppt"})
ZIPPED = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
FONT = frozenset({"ttf", "otf"})
# What the beginning of a file gives away: the pattern, what it is called, and the suffixes under which it may go.
SIGNATURES: tuple[tuple[re.Pattern[bytes], str, frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), name, frozenset(suffixes))
    for pattern, name, suffixes in (
        (rb"\x89PNG\r\n\x1a\n", "PNG", {"png"}),
        (rb"\xff\xd8\xff", "JPEG", {"jpg", "jpeg"}),
        (rb"GIF8[79]a", "GIF", {"gif"}),
        (rb"BM.{4}\x00\x00\x00\x00", "BMP", {"bmp"}),
        (rb"II[*+]\x00|MM\x00[*+]", "TIFF", {"tif", "tiff"}),
        (rb"RIFF.{4}WAVE", "WAV", {"wav"}),
        (rb"RIFF.{4}WEBP", "WebP", ()),
        (rb"RIFF.{4}AVI ", "AVI", ()),
        (rb"OggS", "Ogg", {"ogg"}),
        (rb"ID3[\x02-\x04]", "MP3", {"mp3"}),
        (rb"\x1aE\xdf\xa3", "WebM", {"webm"}),
        (rb".{4}ftyp(?:avif|avis|hei[cfsx]|hev[cx]|mif1|msf1)", "HEIF", ()),
        (rb".{4}ftyp", "MP4", {"mp4", "m4a"}),
        (rb"wOFF", "WOFF", {"woff"}),
        (rb"wOF2", "WOFF2", {"woff2"}),
        (rb"(?:\x00\x01\x00\x00|OTTO|true|ttcf)\x00", "OpenType", FONT),
        (rb".{34}LP.{26}\x00", "Embedded OpenType", {"eot"}),
        (rb"%PDF-", "PDF", {"pdf"}),
        (rb"\{\\rtf", "RTF", {"rtf", "doc"}),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", OFFICE),
        (rb"PK(?:\x03\x04|\x05\x06)", "ZIP", ZIPPED),
        (rb"glTF[\x01\x02]\x00\x00\x00", "glTF", {"glb"}),
        (rb"[FCZ]WS[\x01-\x40]", "Flash", ()),
        (rb"\x7fELF|MZ.{2}\x00|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe", "a program", ()),
        (rb"\x1f\x8b\x08|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]1AY|\xfd7zXZ\x00", "an archive", ()),
    )
)
MARKUP = re.compile(rb"<(?:(\?xml)|(svg)|(!doctype)|(html)|(script))(?![a-z0-9])", re.IGNORECASE)
# An XML declaration and a document type are what an SVG and an XML file begin with.
MARKED_UP = {"svg": {b"?xml", b"svg", b"!doctype"}, "xml": {b"?xml", b"!doctype"}}
BLANK = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|[\x00\t\n\v\f\r ])+")


def disguise(suffix: str, head: bytes) -> str | None:
    """What a file of this suffix is in truth, when its first bytes say so; None when they agree or say nothing.

    Whether a file is of the kind of its suffix matters to browsers that look for themselves, and to people: a web page
    that is called a picture is a trap for both. Bytes that are of no known kind pass, as does an empty file.
    """
    for pattern, name, suffixes in SIGNATURES:
        if pattern.match(head):
            return None if suffix in suffixes else name
    blank = BLANK.match(head)
    # Without the zeros, UTF-16 of what is looked for is ASCII in either order of the bytes.
    begins = blank.end() if blank else 0
    text = head[begins : begins + 64].replace(b"\x00", b"")
    found = MARKUP.match(text)
    if found and found[0][1:].lower() not in MARKED_UP.get(suffix, ()):
        return "markup that begins with " + found[0].decode().lower()
    return None
