"""H5P.MarkTheWords: words marked in a text."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from h5p.remarking.port import Mark, marked, mismatch, unverifiable
from h5p.remarking.reading_responses import indices, words

OPENING = '[({⟨¿¡“"«„'
CLOSING = '",….:;?!])}⟩»”'
SHORTEST = 3


def mark(params: Mapping[str, Any], response: str) -> Mark:
    """Marks the numbers of the marked words of `textField`, HTML that the filter has made well-formed."""
    right = [_is_answer(word) for word in _numbered(params.get("textField") or "")]
    maximum = max(1, sum(right))
    chosen = indices(response)
    if chosen is None:
        return mismatch("not-a-choice", maximum)
    if any(index >= len(right) for index in chosen):
        return unverifiable("other-text", maximum)
    if not any(right):
        return marked(int(not chosen), maximum)
    hits = sum(right[index] for index in chosen)
    return marked(max(0, 2 * hits - len(chosen)), maximum)


class _Texts(HTMLParser):
    """Collects text nodes: every boundary of an element ends a word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.found.append("")

    def handle_data(self, data: str) -> None:
        self.found[-1] += data


def _numbered(html: str) -> Iterator[str]:
    texts = _Texts()
    texts.feed(html)
    texts.close()
    for text in texts.found:
        for word in words(text.replace("&nbsp;", " ")):
            bare = word.lstrip(OPENING).rstrip(CLOSING)
            if bare:
                yield bare


def _is_answer(word: str) -> bool:
    """Between asterisks; a pair of them stands for one asterisk, but the player knows only the last pair."""
    head, pair, tail = word.rpartition("**")
    left = head + tail if pair else word
    return len(left) >= SHORTEST and left[0] == "*" and "*" in left[-2:]
