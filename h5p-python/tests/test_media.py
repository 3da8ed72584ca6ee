"""What files are, whatever they are called."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.media import CONTENT_SUFFIXES, LIBRARY_SUFFIXES, disguise
from h5p.svg import SvgCheck, UnsafeSvgError
from tests.building import ICON, PNG

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HONEST = [
    ("png", PNG),
    ("jpg", b"\xff\xd8\xff\xe0"),
    ("jpeg", b"\xff\xd8\xff\xe1"),
    ("gif", b"GIF89a"),
    ("bmp", b"BM\x36\0\0\0\0\0\0\0\x36"),
    ("tif", b"II*\0"),
    ("tiff", b"MM\0*"),
    ("wav", b"RIFF\0\0\0\0WAVEfmt "),
    ("ogg", b"OggS\0"),
    ("mp3", b"ID3\x03"),
    ("mp3", b"\xff\xfb\x90\0"),
    ("webm", b"\x1aE\xdf\xa3"),
    ("mp4", b"\0\0\0\x20ftypisom"),
    ("m4a", b"\0\0\0\x20ftypM4A "),
    ("woff", b"wOFF\0"),
    ("woff2", b"wOF2\0"),
    ("ttf", b"\0\1\0\0\0\x0c"),
    ("otf", b"OTTO\0\x0c"),
    ("ttf", b"true\0\x0c"),
    ("eot", b"\0" * 34 + b"LP" + b"\0" * 40),
    ("pdf", b"%PDF-1.7"),
    ("rtf", b"{\\rtf1"),
    ("doc", b"{\\rtf1"),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("docx", b"PK\x03\x04"),
    ("odt", b"PK\x03\x04"),
    ("glb", b"glTF\x02\0\0\0"),
    ("gltf", b'{"asset": {}}'),
    ("json", b"true"),
    ("txt", b"BMW cars"),
    ("txt", b"MZ is a country code"),
    ("txt", b"OTTO"),
    ("md", b"<b>bold</b>"),
    ("csv", b"<scripted>,1"),
    ("js", b"/* <script> */"),
    ("css", b"\xef\xbb\xbf@charset 'utf-8';"),
    ("svg", ICON),
    ("svg", b"<?xml version='1.0'?><!DOCTYPE svg>"),
    ("svg", b"\xef\xbb\xbf\n<!DOCTYPE svg>"),
    ("xml", b"<?xml version='1.0'?>"),
    ("png", b""),
    ("vtt", b"WEBVTT"),
]


@pytest.mark.parametrize(("suffix", "data"), HONEST)
def test_a_file_of_its_kind_is_no_disguise(suffix: str, data: bytes) -> None:
    assert disguise(suffix, data) is None


@pytest.mark.parametrize(("suffix", "data"), [pair for pair in HONEST if pair[0] not in {"json", "txt", "md", "csv"}])
def test_a_file_of_a_known_kind_is_one_under_another_suffix(suffix: str, data: bytes) -> None:
    if suffix in {"js", "css", "gltf", "vtt"} or not data or data.startswith(b"\xff\xfb"):
        assert disguise("txt", data) is None
    else:
        assert disguise("txt", data) is not None


@pytest.mark.parametrize("before", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\n" * 5000])
@pytest.mark.parametrize("markup", [b"<?xml ", b"<svg>", b"<!doctype html>", b"<HTML>", b"<script\n", b"<Script>"])
@pytest.mark.parametrize("suffix", ["png", "txt", "json", "js", "mp4", "vtt", "md"])
def test_markup_is_found_behind_blanks_and_marks(before: bytes, markup: bytes, suffix: str) -> None:
    assert disguise(suffix, before + markup) is not None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_markup_is_found_in_utf_16(encoding: str) -> None:
    assert disguise("txt", "\ufeff <html>".encode(encoding)) is not None


@given(st.sampled_from(sorted(LIBRARY_SUFFIXES)), st.binary(max_size=80))
def test_any_bytes_are_judged(suffix: str, data: bytes) -> None:
    assert disguise(suffix, data) is None or disguise(suffix, data)


def test_what_runs_is_not_allowed_in_content() -> None:
    assert CONTENT_SUFFIXES.isdisjoint({"js", "css", "svg", "xml", "html", "swf", "php", "exe"})
    assert LIBRARY_SUFFIXES.isdisjoint({"html", "htm", "xhtml", "swf", "php", "exe"})


def looked_at(svg: str | bytes) -> None:
    check = SvgCheck()
    data = svg.encode() if isinstance(svg, str) else svg
    for at in range(0, len(data), 50):
        check.feed(data[at : at + 50])
    check.close()


@pytest.mark.parametrize(
    "inside",
    [
        "<path d='M0 0h4v4z' style='fill: url(#a)'/>",
        "<a href='https://example.org/?a:b'/><a href='#x'/><a href='a/b.png'/><a href='mailto:a@example.org'/>",
        "<image xlink:href='data:image/png;base64,iVBORw0KGgo='/>",
        "<animate attributeName='opacity' from='0' to='1'/>",
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
        "<style>path { fill: red }</style>",
        "<text>on javascript: and so on</text>",
    ],
)
def test_a_picture_that_only_draws_is_harmless(inside: str) -> None:
    looked_at(f"<?xml version='1.0' encoding='utf-8'?><svg {SVG}>{inside}</svg>")
    looked_at(f"<!DOCTYPE svg [<!ENTITY ns 'http://ns.example.org'>]><svg {SVG} x='&ns;'>{inside}</svg>")


@pytest.mark.parametrize(
    "svg",
    [
        f"<svg {SVG}><script>alert(1)</script></svg>",
        f"<svg {SVG}><SCRIPT href='x.js'/></svg>",
        f"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></s:svg>",  # noqa: F541
        f"<svg {SVG} onload='alert(1)'/>",
        f"<svg {SVG}><g ONCLICK='alert(1)'/></svg>",
        f"<svg {SVG}><a xlink:href='javascript:alert(1)'/></svg>",
        f"<svg {SVG}><a href='java&#9;script:alert(1)'/></svg>",
        f"<svg {SVG}><a href=' &#1088;javascript:alert(1)'/></svg>",
        f"<svg {SVG}><a href='vbscript:x'/></svg>",
        f"<svg {SVG}><use href='data:image/svg+xml;base64,x'/></svg>",
        f"<svg {SVG}><a href='data:text/html,x'/></svg>",
        f"<svg {SVG}><foreignObject/></svg>",
        f"<svg {SVG}><x xmlns='http://www.w3.org/1999/xhtml'/></svg>",
        f"<svg {SVG}><set attributeName='xlink:href' to='x'/></svg>",
        f"<svg {SVG}><animate attributeName='href' values='javascript:x'/></svg>",
        f"<svg {SVG}><g style='background: url(javascript:x)'/></svg>",
        f"<?xml-stylesheet href='x.css'?><svg {SVG}/>",
        f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg {SVG}>&x;</svg>",
        f"<!DOCTYPE svg [<!ENTITY % x 'y'>]><svg {SVG}/>",
        f"<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]><svg {SVG}>&b;</svg>",
        f"<!DOCTYPE svg [<!ENTITY a '{'x' * 300}'>]><svg {SVG}/>",
        f"<!DOCTYPE svg [<!ENTITY a '&#60;script/>'>]><svg {SVG}>&a;</svg>",
        "<html/>",
        "<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        "<svg>",
        "",
        "no picture",
        "<?xml version='1.0' encoding='utf-7'?><svg/>",
    ],
)
def test_a_picture_that_acts_is_not(svg: str) -> None:
    with pytest.raises(UnsafeSvgError):
        looked_at(svg)


@given(st.binary(max_size=200) | st.text(alphabet="<>/=!?&;#\"' svgonхrectad[]%").map(str.encode))
def test_any_bytes_are_a_picture_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(UnsafeSvgError):
        looked_at(b"<svg>" + data)
