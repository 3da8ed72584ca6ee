"""Two items that are one question in two languages: written apart, read together. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.exchange.item import LANGUAGES, Item, Lost, Reading, Text
from assessments.exchange.shapes import merged
from assessments.exchange.texts import changed, is_text, walk


def spoken(item: Item) -> list[str]:
    """The languages that the item's stem has."""
    return [language for language in LANGUAGES if item.content["stem"].get(language)]


def alone(item: Item, language: str) -> Item:
    """The item in that language alone, named so that `together` finds the other."""

    def only(text: Text) -> Text:
        return {one: text.get(one, "") if one == language else "" for one in LANGUAGES}

    return replace(item, content=changed(item.content, only), identifier=f"{item.identifier}-{language}")


def base_of(identifier: str) -> tuple[str, str]:
    """The identifier without its language, and the language; empty where there is none."""
    base, _dash, tail = identifier.rpartition("-")
    return (base, tail) if base and tail in LANGUAGES else (identifier, "")


def together(items: Sequence[Item]) -> Reading:
    """The items with those of two languages made one. A second that says something else is listed and left out."""
    found: dict[str, Item] = {}
    lost: list[Lost] = []
    for place, item in enumerate(items):
        base, language = base_of(item.identifier)
        whole = replace(item, identifier=base) if language else item
        name = base if language else f"{place} {base}"
        other = found.get(name)
        if other is None:
            found[name] = whole
            continue
        try:
            found[name] = _one(other, whole)
        except ValueError:
            reason = _("It belongs to an item in the other language, but is built differently.")
            lost.append(Lost(item.name or item.identifier, reason))
    return Reading(tuple(found.values()), tuple(lost))


def _one(first: Item, second: Item) -> Item:
    if first.kind != second.kind or set(spoken(first)) & set(spoken(second)):
        raise ValueError(first.kind)
    return replace(
        first,
        content=merged(first.content, second.content),
        images={**first.images, **second.images},
        lost=tuple(dict.fromkeys([*first.lost, *second.lost])),
        category=first.category or second.category,
    )


def bilingual(item: Item) -> bool:
    """Whether any text of the item is in both languages."""
    return any(all(text.get(language) for language in LANGUAGES) for text in walk(item.content) if is_text(text))
