"""Two languages in one markup, as Moodle's multi-language filters mark them: taken apart, and put together. Pure."""

import re
from collections.abc import Callable, Iterator

from assessments.exchange.item import LANGUAGES, Text

_SPAN = re.compile(r"<span\b([^<>]*)>", re.I)
_LANG = re.compile(r"""\blang\s*=\s*["']?([a-z]{2})""", re.I)
_MLANG = re.compile(r"\{mlang\s+([\w ,-]+)\}", re.I)
_THAI = re.compile("[\u0e01-\u0e5b]")
Tongues = Callable[[re.Match[str]], list[str]]
Part = tuple[int, int, str, list[str]]


def language_of(text: str) -> str:
    """Thai where there is a Thai letter, otherwise English."""
    return "th" if _THAI.search(text) else "en"


def split(markup: str) -> dict[str, str] | None:
    """By language, where languages are marked (Moodle's multilang filters, old and new); None where they are not."""
    marked = list(_marked(markup, _SPAN, "</span>", _span_tongues))
    marked = marked or list(_marked(markup, _MLANG, "{mlang}", _mlang_tongues))
    return _by_language(markup, marked) if marked else None


def _marked(markup: str, opening: re.Pattern[str], closing: str, tongue: Tongues) -> Iterator[Part]:
    """The marked parts: from, to, what is inside, in which languages. One look at every character."""
    lower, at = markup.lower(), 0
    for match in opening.finditer(markup):
        tongues = tongue(match) if match.start() >= at else []
        if tongues:
            end = lower.find(closing, match.end())
            if end < 0:
                return
            at = end + len(closing)
            yield match.start(), at, markup[match.end() : end], tongues


def _span_tongues(match: re.Match[str]) -> list[str]:
    found = _LANG.search(match[1])
    return [found[1].lower()] if found and "multilang" in match[1] else []


def _mlang_tongues(match: re.Match[str]) -> list[str]:
    return [tongue.strip()[:5].lower() for tongue in match[1].split(",")]


def _by_language(markup: str, marked: list[Part]) -> dict[str, str]:
    named = {tongue[:2] for part in marked for tongue in part[3] if tongue != "other"}
    spoken = named & set(LANGUAGES) or set(LANGUAGES)
    texts = dict.fromkeys(sorted(spoken), "")
    for language in texts:
        at = 0
        for start, end, inside, tongues in marked:
            between = markup[at:start]
            texts[language] += between if between.strip() else ""
            mine = any(tongue[:2] == language for tongue in tongues)
            if mine or ("other" in tongues and language not in named):
                texts[language] += inside
            at = end
        texts[language] = (texts[language] + markup[at:]).strip()
    return {**texts, **dict.fromkeys(named - set(LANGUAGES), "")}


def joined(text: Text, *, marked: bool) -> str:
    """Both languages in one markup, as Moodle's core filter reads it; `marked` also where there is only one."""
    spoken = [language for language in LANGUAGES if text.get(language)]
    if not marked:
        return text[spoken[0]] if spoken else ""
    return "".join(f'<span lang="{language}" class="multilang">{text[language]}</span>' for language in spoken)
