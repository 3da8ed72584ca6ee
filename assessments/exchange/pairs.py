"""Two items that are one question in two languages: written apart, read together. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.exchange.item import LANGUAGES, Item, Text
from assessments.exchange.shapes import merged
from assessments.exchange.texts import changed


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


def together(items: Sequence[Item]) -> list[Item]:
    """The items, those of two languages made one; what only looks like the other language is kept apart."""
    found: dict[str, Item] = {}
    for place, item in enumerate(items):
        base, language = base_of(item.identifier)
        other = found.get(base) if language else None
        apart = f"{place} {item.identifier}"
        if not language:
            found[apart] = item
        elif other is None:
            found[base] = replace(item, identifier=base)
        elif set(spoken(other)) & set(spoken(item)):
            found[apart] = item
        else:
            try:
                found[base] = _one(other, item)
            except ValueError:
                reason = _("That it is an item in the other language: it is built differently, and kept apart.")
                found[apart] = replace(item, lost=(*item.lost, reason))
    return list(found.values())


def _one(first: Item, second: Item) -> Item:
    if first.kind != second.kind:
        raise ValueError(first.kind)
    return replace(
        first,
        content=merged(first.content, second.content),
        images={**first.images, **second.images},
        lost=tuple(dict.fromkeys([*first.lost, *second.lost])),
        category=first.category or second.category,
    )
