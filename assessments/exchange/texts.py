"""Texts of foreign files as texts of the bank: cleaned, with their pictures, in Thai and English. Pure.

Readers hand over `Block` (stems, feedback: paragraphs may be) and `Inline` (choices and the like) markup wherever the
content wants a text; `finished` makes an item of that.
"""

import hashlib
import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _

from assessments import richtext
from assessments.exchange import languages, pictures
from assessments.exchange.item import LANGUAGES, Item, Text, Uncarried

_IMAGE = re.compile(r"<img\b[^<>]*>", re.I)
_DATA = re.compile(r"data:image/[a-z.+-]+;base64,[A-Za-z0-9+/=\s]*")
LONGEST = 100_000
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.S)
_UNHELD = re.compile(r"<(math|svg|audio|video|iframe|object|a)\b", re.I)
_KNOWN = "|".join(sorted(richtext.TAGS | {"span", "img", "div", "em", "i", "u", "a"}))
_STRAY = re.compile(rf"<(?!/?(?:{_KNOWN})(?:\s[^<>]*)?/?>)", re.I)
_STRAY_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});)", re.I)
_BETWEEN = re.compile(r"</p>\s*<p>")


class Block(str):
    """Markup of a stem or of feedback."""

    __slots__ = ()


class Inline(str):
    """Markup of a choice, an item, a unit: a line of it."""

    __slots__ = ()


Find = Callable[[str], bytes | None]


def nowhere(_source: str) -> bytes | None:
    """For formats that carry no pictures."""
    return None


@dataclass(slots=True)
class Draft:
    """An item while it is read. `content` holds Block and Inline; `language` is that of a file in one language.

    `find` gives the bytes that a picture's address means; `pictures` are those outside of texts, by name.
    """

    kind: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    identifier: str = ""
    category: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    find: Find = nowhere
    lost: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def lose(self, reason: str) -> None:
        """Note a part that stays behind, once."""
        if reason not in self.lost:
            self.lost.append(reason)


def from_plain(text: str) -> str:
    """Plain words as markup, line by line."""
    return html.escape(text.strip(), quote=False).replace("\n", "<br>")


def from_loose(text: str) -> str:
    """Words with perhaps a little markup, as people type them: "a < b" stays as it reads, tags that are known work."""
    typed = _STRAY_AMPERSAND.sub("&amp;", text.strip())
    return _STRAY.sub("&lt;", typed).replace("\n", "<br>")


def to_loose(markup: str) -> str:
    """The shortest writing that `from_loose` reads back as this markup."""
    plain = html.unescape(markup)
    return plain if from_loose(plain) == markup else markup


def to_plain(markup: str) -> str:
    """The words of the markup, lines kept apart."""
    spaced = re.sub(r"<br\s*/?>|</(?:p|li|tr|h3|h4|pre)>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", spaced)).strip()


def unwrapped(markup: str) -> str:
    """Without the one paragraph that is around all of it."""
    found = _ONE_PARAGRAPH.fullmatch(markup.strip())
    return found[1].strip() if found else markup.strip()


def needs_marks(content: dict[str, Any]) -> bool:
    """Whether a reader could not tell the languages of this content without marks."""
    spoken = {language for text in walk(content) for language in LANGUAGES if text.get(language)}
    if len(spoken) != 1:
        return bool(spoken)
    only = spoken.pop()
    return languages.language_of(" ".join(to_plain(text.get(only, "")) for text in walk(content))) != only


def walk(value: Any) -> Iterable[Text]:
    """All texts in the content."""
    if isinstance(value, dict):
        if is_text(value):
            yield value
        else:
            for part in value.values():
                yield from walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part)


def is_text(value: Any) -> bool:
    """Whether this is {"th": ..., "en": ...}, one of them perhaps missing."""
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES)


def changed(value: Any, change: Callable[[Text], Text]) -> Any:
    """The content with every text changed."""
    if is_text(value):
        return change(value)
    if isinstance(value, dict):
        return {name: changed(part, change) for name, part in value.items()}
    return [changed(part, change) for part in value] if isinstance(value, list) else value


def finished(draft: Draft) -> Item:
    """The draft as an item: every text clean, in the languages that it has, with the pictures that were found.

    Raises Uncarried for a text beyond `LONGEST` characters.
    """
    spoken: set[str] = set()
    raw: list[str] = []
    _survey(draft.content, raw)
    if any(len(_DATA.sub("", said)) > LONGEST for said in raw):
        raise Uncarried(_("A text is too long."))
    spoken.update(tongue for said in raw for tongue in languages.split(said) or ())
    multilingual = bool(spoken & set(LANGUAGES))
    if strange := sorted(spoken - set(LANGUAGES)):
        draft.lose(_("The texts in other languages (%(languages)s).") % {"languages": ", ".join(strange)})
    alone = draft.language or languages.language_of(" ".join(to_plain(said) for said in raw))
    tongues = sorted(spoken & set(LANGUAGES), reverse=True) if multilingual else [alone]
    images = dict(draft.pictures)
    content = _resolved(draft.content, tongues, draft, images)
    return Item(
        draft.kind, content, draft.name, draft.identifier, draft.category, draft.tags, images, tuple(draft.lost)
    )


def _survey(value: Any, raw: list[str]) -> None:
    if isinstance(value, Block | Inline):
        raw.append(value)
    elif isinstance(value, dict):
        for part in value.values():
            _survey(part, raw)
    elif isinstance(value, list):
        for part in value:
            _survey(part, raw)


def _resolved(value: Any, tongues: list[str], draft: Draft, images: dict[str, bytes]) -> Any:
    if isinstance(value, Block | Inline):
        by_language = languages.split(value) or dict.fromkeys(tongues, str(value))
        return {
            language: _cleaned(by_language.get(language, ""), isinstance(value, Block), language, draft, images)
            for language in LANGUAGES
        }
    if isinstance(value, dict):
        return {name: _resolved(part, tongues, draft, images) for name, part in value.items()}
    return [_resolved(part, tongues, draft, images) for part in value] if isinstance(value, list) else value


def _cleaned(markup: str, block: bool, language: str, draft: Draft, images: dict[str, bytes]) -> str:
    for tag in sorted({match[1].lower() for match in _UNHELD.finditer(markup)}):
        draft.lose(
            _("The address of a link; its words are kept.")
            if tag == "a"
            else _("Something that a question cannot show: <%(tag)s>.") % {"tag": tag}
        )
    kept: list[str] = []

    def take(match: re.Match[str]) -> str:
        written = _picture(match[0], language, draft, images)
        if written:
            kept.append(written)
        return f"\ue000{len(kept) - 1}\ue001" if written else ""

    plain = markup.replace("\ue000", "").replace("\ue001", "")
    cleaned = richtext.clean(_IMAGE.sub(take, plain))
    if not block:
        cleaned = _BETWEEN.sub("<br>", cleaned)
        cleaned = unwrapped(cleaned)
    return _TOKEN.sub(lambda match: kept[int(match[1])], cleaned)


def _picture(tag: str, language: str, draft: Draft, images: dict[str, bytes]) -> str:
    attributes = _attributes(tag)
    source, alt = attributes.get("src", ""), " ".join(attributes.get("alt", "").split())
    data = pictures.from_address(source) if source.startswith("data:") else draft.find(source)
    if data is None:
        draft.lose(_("The picture “%(name)s”: it is not in the file.") % {"name": source[:80]})
        return html.escape(alt)
    if fault := pictures.fault_of(data):
        draft.lose(_("The picture “%(name)s”: %(fault)s") % {"name": source[:80], "fault": fault})
        return html.escape(alt)
    if not alt:
        draft.lose(_("The description of a picture was missing: write one, for those who cannot see it."))
        alt = {"th": "รูปภาพ", "en": "Picture"}[language]
    name = hashlib.sha256(data).hexdigest()
    images[name] = data
    return pictures.tag(name, alt)


def _attributes(tag: str) -> dict[str, str]:
    parser = _OneTag()
    parser.feed(tag)
    return parser.found


class _OneTag(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}
