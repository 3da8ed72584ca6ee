"""Find the messages a source file asks to have translated, without GNU gettext.

Python and JavaScript are read by Babel; a Django template is first turned into Python-like text by
Django's own `templatize`, as `makemessages` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from academy.site.catalogues import Message

SCRIPTS = frozenset({".js", ".mjs"})
TEMPLATES = frozenset({".html", ".txt", ".xml"})
SKIPPED_FOLDERS = frozenset({"__pycache__", "locale", "migrations", "node_modules", "tests", "vendor"})

_ONE = None
_MANY = (1, 2)
_IN_CONTEXT = ((1, "c"), 2)
_MANY_IN_CONTEXT = ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
    "npgettext": _MANY_IN_CONTEXT,
    "npgettext_lazy": _MANY_IN_CONTEXT,
}
TRANSLATOR_COMMENT = "Translators:"


class UnreadableSourceError(ValueError):
    """A source file that cannot be parsed; the text names the file."""


def python_messages(text: str) -> Iterator[Message]:
    """The messages of Python source; an f-string with fields is no message and is passed over."""
    return _read("python", text)


def javascript_messages(text: str) -> Iterator[Message]:
    """The messages of a JavaScript module."""
    return _read("javascript", text)


def template_messages(text: str) -> Iterator[Message]:
    """The messages of a Django template; a per cent sign comes doubled, as Django looks it up.

    Raises SyntaxError where a translation block is malformed.
    """
    pythonlike = templatize(text)
    # The indentation of HTML means nothing, but Python's tokenizer refuses it.
    return _read("python", "\n".join(line.lstrip() for line in pythonlike.splitlines()))


def messages_in(path: Path) -> list[Message]:
    """The messages of the file at `path`, by its suffix; none for a suffix we do not know.

    Raises UnreadableSourceError.
    """
    reader = _reader(path)
    if reader is None:
        return []
    try:
        return list(reader(path.read_text(encoding="utf-8")))
    except (SyntaxError, ValueError) as error:
        raise UnreadableSourceError(f"{path}: {error}") from error


def domain_of(path: Path) -> str:
    """The gettext domain that the messages of `path` belong to."""
    return "djangojs" if path.suffix in SCRIPTS else "django"


def source_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file below `folders` that may hold messages, once, in a fixed order; vendored and built ones not."""
    found = set()
    for folder in folders:
        for path in folder.rglob("*"):
            inner = path.relative_to(folder).parts[:-1]
            if _reader(path) and not SKIPPED_FOLDERS.intersection(inner) and path.is_file():
                found.add(path)
    yield from sorted(found)


def _reader(path: Path) -> Callable[[str], Iterator[Message]] | None:
    if path.suffix == ".py":
        return python_messages
    if path.suffix in TEMPLATES:
        return template_messages
    if path.suffix in SCRIPTS and not path.name.endswith(".min.js"):
        return javascript_messages
    return None


def _read(method: str, text: str) -> Iterator[Message]:
    found = extract(method, BytesIO(text.encode()), KEYWORDS, (TRANSLATOR_COMMENT,), {"encoding": "utf-8"})
    for _line, said, notes, context in found:
        one, many = (said, "") if isinstance(said, str) else (said[0], said[1])
        if one:
            yield Message(one, many, context, tuple(notes))
