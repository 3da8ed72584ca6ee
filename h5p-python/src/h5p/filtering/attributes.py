"""The tags and attributes that HTML in content may have."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from h5p.filtering.styles import Declarations, declarations, filtered
from h5p.semantics import Text

# What a library may name in `tags`. Nothing here loads, embeds, runs or holds text that is read otherwise than as HTML.
HARMLESS = frozenset(
    {
        "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
        "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i",
        "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
        "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
        "time", "tr", "tt", "u", "ul", "var", "wbr",
    }
)  # fmt: skip
VOID = frozenset({"br", "hr", "col", "wbr"})
ALWAYS = frozenset({"div", "span", "p", "br"})
ALSO = {
    "table": {"tr", "td", "th", "colgroup", "col", "thead", "tbody", "tfoot", "figure", "figcaption", "caption"},
    "b": {"strong"},
    "strong": {"b"},
    "i": {"em"},
    "em": {"i"},
    "ul": {"li"},
    "ol": {"li"},
    "del": {"s"},
    "strike": {"s"},
}
SCHEMES = frozenset({"http", "https", "mailto"})
CLASSES = frozenset({"table-overflow-protection", "h5p-table"})
# A browser drops control characters before it looks for a scheme, and takes a backslash for a slash.
IN_NO_ADDRESS = re.compile('[\0-\x1f\x7f-\x9f\\\\<>"`]')
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)


def address(value: str) -> str | None:
    """A relative address or one of an allowed scheme, without the space around it; None for all others."""
    value = value.strip(" \t\r\n\f")
    if IN_NO_ADDRESS.search(value):
        return None
    found = SCHEME.match(value)
    if found:
        return value if found[1].lower() in SCHEMES else None
    return value if ":" not in re.split("[/?#]", value, maxsplit=1)[0] else None


def _matching(pattern: str) -> Callable[[str], str | None]:
    compiled = re.compile(pattern, re.ASCII | re.IGNORECASE)
    return lambda value: value if compiled.fullmatch(value) else None


def _classes(value: str) -> str | None:
    names = value.split()
    kept = [name for name in names if name in CLASSES]
    return value if names and kept == names else " ".join(kept) or None


_LANGUAGE = _matching("[a-z0-9-]{1,35}")
_COUNT = _matching("[0-9]{1,4}")
_SIZE = _matching("[0-9]{1,4}(px|%)?")
_CELL = {
    "colspan": _COUNT,
    "rowspan": _COUNT,
    "headers": _matching(r"[\w\- ]{1,200}"),
    "scope": _matching("row|col|rowgroup|colgroup"),
}
ANY = {"dir": _matching("ltr|rtl|auto"), "lang": _LANGUAGE}
OF_TAG: dict[str, dict[str, Callable[[str], str | None]]] = {
    "a": {
        "href": address,
        "hreflang": _LANGUAGE,
        "target": _matching(r"[\w\-]{1,60}"),
        "rel": _matching(r"[a-z\- ]{1,100}"),
    },
    "td": _CELL,
    "th": _CELL,
    "ol": {"start": _matching("-?[0-9]{1,9}"), "reversed": _matching("|reversed")},
    "table": {"class": _classes, "border": _SIZE, "cellpadding": _SIZE, "cellspacing": _SIZE},
    "div": {"class": _classes},
}
GENERIC = frozenset({*ANY, "style"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What HTML of one field may hold."""

    tags: frozenset[str]
    declarations: Declarations

    @classmethod
    def of(cls, field: Text) -> "Rules":
        """The rules of a text field with `tags`."""
        listed = (field.tags or frozenset()) & HARMLESS
        more = (ALSO.get(tag, set()) for tag in listed)
        return cls(ALWAYS.union(listed, *more), declarations(field))

    def kept(self, tag: str, name: str, value: str) -> str | None:
        """The value, without references to characters, as far as it may stay; None when the attribute must go."""
        if name == "style":
            return filtered(value, self.declarations)
        check = ANY.get(name) or OF_TAG.get(tag, {}).get(name)
        return check(value) if check else None
