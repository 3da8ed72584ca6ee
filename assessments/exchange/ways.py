"""Categories as Moodle XML and GIFT write them: a way from the top, parts divided by a stroke. Pure."""

import re

from assessments.exchange.languages import joined, split
from assessments.exchange.texts import to_plain

_STROKE = re.compile(r"(?<!/)/(?!/)")
_TOPS = {"", "top"}


def read(way: str) -> tuple[tuple[str, str], ...]:
    """(Thai, English) of each part; a part in one language is the same in both. "$course$" and "top" are no parts."""
    parts = (part.replace("//", "/").strip() for part in _STROKE.split(way.replace("</", "<\0")))
    named = (part.replace("\0", "/") for part in parts)
    return tuple(_part(part) for part in named if part not in _TOPS and not re.fullmatch(r"\$\w+\$", part))


def _part(part: str) -> tuple[str, str]:
    texts = split(part) or {"th": part, "en": part}
    thai, english = (to_plain(texts.get(language, ""))[:200] for language in ("th", "en"))
    return (thai or english, english or thai)


def written(category: tuple[tuple[str, str], ...]) -> str:
    """The way of `read`."""
    return "/".join(["$course$", "top", *(_written(*part) for part in category)]) if category else ""


def _written(thai: str, english: str) -> str:
    safe = [name.replace("<", "‹").replace("/", "//") for name in (thai, english)]
    if thai == english:
        return safe[0]
    return joined({"th": safe[0], "en": safe[1]}, marked=True)
