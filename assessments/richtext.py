"""The little formatting that a question may have, and the ways between it and plain text. Pure."""

import html
import re

import nh3
from django.conf import settings

TAGS = {
    "p", "br", "strong", "b", "ul", "ol", "li", "code", "pre", "sub", "sup",
    "table", "thead", "tbody", "tr", "th", "td", "blockquote", "h3", "h4", "img",
}  # fmt: skip
INLINE = ("strong", "code", "sub", "sup", "br")
_STRAY = re.compile(rf"<(?!/?(?:{'|'.join(INLINE)})\s*/?>|img\s[^<>]*>)")
_PICTURE = re.compile(r'<img\b[^<>]*?\balt="([^"]*)"[^<>]*>')
_NO_PICTURE = re.compile(r"<img\b(?![^<>]*\ssrc=)[^<>]*>")
_IMAGE_FILE = re.compile(r"images/[\w.-]+", re.ASCII)
_ALONE = re.compile(r"\A<p>((?:(?!</?p>).)*)</p>\Z", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|tr|pre|blockquote)>|<br\s*/?>")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A picture shows an image of the CMS, and nothing from elsewhere."""
    if name == "src":
        ours = value.startswith(settings.MEDIA_URL) and _IMAGE_FILE.fullmatch(value[len(settings.MEDIA_URL) :])
        return value if ours else None
    return value if name == "alt" or value.isdecimal() else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"img": {"src", "alt", "width", "height"}},
    attribute_filter=_attribute,
    clean_content_tags={"script", "style"},
    link_rel=None,
)


def clean(markup: str) -> str:
    """The markup with only the tags of `TAGS`, without attributes; the text of other tags stays, scripts go.

    Pictures keep their alternative text and size, and are only shown when they are images of the CMS.
    """
    return _NO_PICTURE.sub("", _CLEANER.clean(markup)).strip()


def from_text(text: str) -> str:
    """What was typed into a plain field, as markup: "a < b" stays as it reads; `INLINE` tags may be written."""
    return clean(_STRAY.sub("&lt;", text.replace("&", "&amp;")))


def to_text(markup: str) -> str:
    """The reverse of `from_text`, for showing in a plain field; a paragraph that is alone goes without its tags."""
    return html.unescape(_ALONE.sub(r"\1", markup))


def kept(typed: str, markup: str) -> str:
    """What was typed, as markup: that which is held already, where it reads the same."""
    return markup if markup and to_text(markup) == typed else from_text(typed)


def plain(markup: str) -> str:
    """The words alone, pictures by their alternative text, on one line, for lists and search."""
    spaced = _BLOCK_END.sub(" ", _PICTURE.sub(r" \1 ", markup))
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())
