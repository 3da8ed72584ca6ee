"""HTML in text fields: what is harmless stays as it was written, all else is rebuilt by a parser.

Two barriers that know nothing of each other. A strict grammar says of a text that it is harmless: nothing but known
tags in pairs, known attributes in double quotes, known entities. What does not pass goes through `nh3`, and what comes
out of that must pass the grammar as well. So filtering twice changes nothing, and clean content keeps every byte.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

import nh3

from h5p.filtering.attributes import GENERIC, OF_TAG, SCHEMES, VOID, Rules
from h5p.filtering.escaping import REFERENCE, escape_ampersands, known
from h5p.semantics import Text

NAME = "[a-z][a-z0-9-]{0,40}"
# Space as HTML knows it: to a parser a no-break space is part of a name.
SPACE = r"[ \t\r\n\f]"
VALUED = rf'{SPACE}++{NAME}="[^"<>]*+"'
TOKEN = re.compile(
    rf"([^<>&]++)|({REFERENCE})|</({NAME}){SPACE}*+>|<({NAME})((?:{VALUED}|{SPACE}++reversed)*+){SPACE}*+(/?)>"
)
ATTRIBUTE = re.compile(rf'({NAME})(?:="([^"]*)")?')
LINK = re.compile(rf"<a((?:{VALUED})++){SPACE}*+>")
TARGETED = re.compile(r'\starget="')
UNOPENED = re.compile(r'\srel="[^"]*\bnoopener\b')
REL = re.compile(r'\srel="([^"]*)"')
SEPARATOR = re.compile(r"[\s/\"']")
# Parsers of HTML take time with the square of nesting and of attributes: so many tags in one text, and so many
# (tags² + attributes² / 10) for one content, which is about half a second.
MOST_TAGS = 2000
MOST_EFFORT = 100_000_000


@dataclass(slots=True)
class Effort:
    """How much more may be rebuilt in one content. Counted, not timed: the result is the same on every machine."""

    left: int = MOST_EFFORT

    def spend(self, text: str) -> bool:
        """Whether there is enough left for this text; takes it if so."""
        tags = text.count("<")
        if tags > MOST_TAGS:
            return False
        cost = tags**2 + sum(1 for _ in SEPARATOR.finditer(text)) ** 2 // 10
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Cleans HTML by the rules of one kind of text field."""

    rules: Rules
    rebuilder: nh3.Cleaner

    def harmless(self, text: str) -> bool:
        """Whether the text is in the strict grammar: known tags, each closed, known attributes and entities."""
        open_tags: list[str] = []
        at = 0
        while at < len(text):
            token = TOKEN.match(text, at)
            if not token or not self._allowed(token, open_tags):
                return False
            at = token.end()
        return not open_tags

    def clean(self, text: str, effort: Effort) -> str | None:
        """The text as harmless HTML: itself, where it is that already; None where it was too much to take apart."""
        tidy = with_noopener(escape_ampersands(text))
        if self.harmless(tidy):
            return tidy
        if not effort.spend(text):
            return None
        rebuilt = with_noopener(self.rebuilder.clean(text))
        return rebuilt if self.harmless(rebuilt) else None

    def _allowed(self, token: re.Match[str], open_tags: list[str]) -> bool:
        words, reference, closing, tag, attributes, closed = token.groups()
        if words:
            return True
        if reference:
            return known(reference)
        if closing:
            return bool(open_tags) and open_tags.pop() == closing
        if tag not in self.rules.tags or (closed and tag not in VOID):
            return False
        if tag not in VOID:
            open_tags.append(tag)
        return not attributes or self._attributes_allowed(tag, attributes)

    def _attributes_allowed(self, tag: str, attributes: str) -> bool:
        found = ATTRIBUTE.findall(attributes)
        for name, written in found:
            value = unescape(written)
            if self.rules.kept(tag, name, value) != value:
                return False
        return len({name for name, _ in found}) == len(found)


@lru_cache(maxsize=512)
def cleaner_of(field: Text) -> Cleaner:
    """The cleaner for this field."""
    rules = Rules.of(field)
    attributes = {tag: set(OF_TAG.get(tag, ())) | GENERIC for tag in rules.tags}
    rebuilder = nh3.Cleaner(
        tags=set(rules.tags),
        attributes=attributes,
        attribute_filter=rules.kept,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return Cleaner(rules, rebuilder)


def with_noopener(text: str) -> str:
    """With `rel="noopener"` on every link that opens another window."""
    return LINK.sub(_link, text) if "target=" in text else text


def shortened_html(text: str, most: int) -> str:
    """Harmless HTML with the first `most` characters of what is read; the tags that are open there are closed."""
    left = most
    open_tags: list[str] = []
    for token in TOKEN.finditer(text) if len(text) > most else ():
        words, reference, closing, tag = token.group(1, 2, 3, 4)
        size = 1 if reference else len(words or "")
        if size > left:
            end = token.start() + (left if words else 0)
            return text[:end] + "".join(f"</{one}>" for one in reversed(open_tags))
        left -= size
        if closing:
            open_tags.pop()
        elif tag and tag not in VOID:
            open_tags.append(tag)
    return text


def _link(found: re.Match[str]) -> str:
    attributes = found[1]
    if not TARGETED.search(attributes) or UNOPENED.search(attributes):
        return found[0]
    if REL.search(attributes):
        attributes = REL.sub(r' rel="noopener \1"', attributes, count=1)
    else:
        attributes += ' rel="noopener"'
    return f"<a{attributes}>"
