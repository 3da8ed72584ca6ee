"""The demo courses' Markdown as blocks of a lesson: CommonMark with tables, and containers opened by `:::name`.

Pure besides `picture` and `interactive`, which the caller gives to turn names into images and contents.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = tuple[str, Any]
Picture = Callable[[str], Any]
"""The image of a figure's name."""
Interactive = Callable[[str], Any]
"""The interactive content of a name."""

_reader = MarkdownIt("commonmark", {"html": False}).enable("table")
OPENING = re.compile(r"^:::(\w+)\s*(.*)$")
BETWEEN_THAI = re.compile("(?<=[\u0e00-\u0e7f])\n(?=[\u0e00-\u0e7f])")
LANGUAGES = {"json", "python", "sql", "r", "xml", "yaml", "shell"}


class ContentError(ValueError):
    """A file of the demo's content is not as it must be; says which and where."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A container with its attributes, or (without a name) plain Markdown."""

    name: str
    attributes: dict[str, str]
    text: str


def blocks(text: str, picture: Picture, title: str, interactive: Interactive) -> list[Block]:
    """The lesson's blocks, as (type, value), in order. A table is captioned by the heading above it, else `title`.

    Raises ContentError for an unknown container, one that is not closed, or one that lacks an attribute.
    """
    found: list[Block] = []
    heading = title
    for piece in _pieces(text):
        if piece.name:
            found.append(_container(piece, picture, interactive))
            continue
        for block in _plain(piece.text, heading):
            found.append(block)
            heading = block[1]["text"] if block[0] == "heading" else heading
    return found


def html(text: str) -> str:
    """Running text as Wagtail's rich text keeps it."""
    return _rendered(_reader.parse(text))


def _pieces(text: str) -> Iterator[Piece]:
    waiting: list[str] = []
    container: tuple[str, dict[str, str]] | None = None
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        opening = OPENING.match(line) if not fenced else None
        closing = not fenced and line.strip() == ":::"
        if not (opening or closing):
            waiting.append(line)
            continue
        if bool(opening) == bool(container):
            raise ContentError(f"containers do not balance at: {line}")
        name, attributes = container or ("", {})
        if name or "".join(waiting).strip():
            yield Piece(name, attributes, "\n".join(waiting).strip())
        waiting = []
        container = (opening[1], _attributes(opening[2])) if opening else None
    if container:
        raise ContentError(f"the container {container[0]} is not closed")
    if "".join(waiting).strip():
        yield Piece("", {}, "\n".join(waiting).strip())


def _attributes(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in shlex.split(text) if "=" in part)


def _container(piece: Piece, picture: Picture, interactive: Interactive) -> Block:
    said = piece.attributes
    try:
        match piece.name:
            case "figure":
                image = picture(said["name"])
                figure = {"image": image, "alternative": said["alt"], "caption": said["caption"], "source": ""}
                return "figure", figure
            case "interactive":
                least = int(said["least"]) if "least" in said else None
                return "interactive", {"content": interactive(said["name"]), "least_score": least}
            case "callout":
                return "callout", {"kind": said["kind"], "title": said.get("title", ""), "text": html(piece.text)}
            case "keypoints":
                return "key_points", {"points": [html(point) for point in _items(piece.text)]}
            case "quote":
                return "quote", {"text": piece.text, "source": said["source"]}
            case "accordion":
                return "accordion", {"parts": list(_parts(piece.text))}
            case "reflection":
                return "reflection", {"text": html(piece.text)}
    except KeyError as error:
        raise ContentError(f"the container {piece.name} lacks {error}") from error
    raise ContentError(f"there is no container {piece.name}")


def _items(text: str) -> list[str]:
    """The points of a list, as Markdown."""
    return [line.strip()[2:].strip() for line in text.splitlines() if line.strip().startswith("- ")]


def _parts(text: str) -> Iterator[dict[str, str]]:
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        heading, _newline, rest = part.partition("\n")
        yield {"heading": heading.strip(), "text": html(rest)}


def _plain(text: str, heading: str) -> Iterator[Block]:
    """Headings, tables and code are blocks of their own; what is between them is running text."""
    running: list[Token] = []
    for group in _groups(_reader.parse(text)):
        first = group[0]
        if first.type not in {"heading_open", "table_open", "fence"}:
            running.extend(group)
            continue
        if running:
            yield "text", _rendered(running)
            running = []
        if first.type == "heading_open":
            heading = group[1].content
            yield "heading", {"text": heading, "level": "h3" if first.tag == "h3" else "h2"}
        elif first.type == "table_open":
            yield "table", _table(group, heading)
        else:
            language = first.info.strip() if first.info.strip() in LANGUAGES else "text"
            yield "code", {"language": language, "code": first.content.rstrip("\n")}
    if running:
        yield "text", _rendered(running)


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block at the top, together."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _table(tokens: list[Token], caption: str) -> dict[str, Any]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append("".join(part.content for part in token.children or []))
    columns = [{"type": "text", "heading": heading} for heading in rows[0]]
    cells = {"columns": columns, "rows": [{"values": row} for row in rows[1:]], "caption": caption}
    return {"cells": cells, "row_headers": True}


def _rendered(tokens: list[Token]) -> str:
    """Bold as Wagtail writes it, no paragraphs within list items, no line breaks inside Thai."""
    for token in tokens:
        for part in token.children or []:
            if part.type in {"strong_open", "strong_close"}:
                part.tag = "b"
    text = _reader.renderer.render(tokens, _reader.options, {})
    text = re.sub(r"<li>\s*<p>(.*?)</p>\s*</li>", r"<li>\1</li>", text, flags=re.DOTALL)
    return BETWEEN_THAI.sub("", text).replace(">\n<", "><").strip()
