"""Questions of the bank as a file of an open standard, with what that standard cannot hold listed by question."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from academy.errors import Refusal
from assessments import richtext
from assessments.exchange import filing, tagging
from assessments.exchange.formats import FORMATS
from assessments.exchange.item import Item, Lost, Written
from assessments.models import Category, Question

EMPTY = {"th": "", "en": ""}


def export(questions: QuerySet[Question], name: str, *, most: int | None = None) -> Written:
    """The current versions as a file of that format. Refuses unknown_format, no_questions and too_many."""
    write = FORMATS[name].write if name in FORMATS else None
    if write is None:
        raise Refusal("unknown_format", _("This format cannot be written."), status=400)
    count = questions.count()
    if not count:
        raise Refusal("no_questions", _("There is no question to export."), status=400)
    if most is not None and count > most:
        detail = _("These are %(count)s questions; %(most)s at a time can be exported here. Filter the list first.")
        raise Refusal("too_many", detail % {"count": count, "most": most}, status=400)
    items, lost = gathered(questions)
    written = write(items)
    return replace(written, lost=(*lost, *written.lost))


def gathered(questions: QuerySet[Question]) -> tuple[list[Item], list[Lost]]:
    """The questions as items, category by category; and the parts of them that are gone."""
    ways = _ways()
    items, lost = [], []
    rows = questions.exclude(current=None).select_related("current")
    for question in sorted(rows, key=lambda one: (ways[one.category_id], one.pk)):
        version = question.current
        assert version is not None
        name = (richtext.plain(version.stem("th")) or str(question.key))[:80]
        content, images, gone = filing.taken(version.content, version.kind)
        lost += [Lost(name, reason) for reason in dict.fromkeys(gone)]
        if version.kind == "hotspot" and content.get("image") not in images:
            lost.append(Lost(name, _("Its picture is gone.")))
            continue
        content = {"feedback": EMPTY, **content}
        items.append(
            Item(
                version.kind,
                content,
                name,
                identifier=f"q-{question.key}",
                category=ways[question.category_id],
                images=images,
                tags=tagging.written(question.tags),
            )
        )
    return items, lost


def _ways() -> dict[int, tuple[tuple[str, str], ...]]:
    """The way to each category from the top. One query: there are few."""
    rows = {pk: (parent, (thai, english)) for pk, parent, thai, english in _categories()}
    ways: dict[int, tuple[tuple[str, str], ...]] = {}
    for pk in rows:
        way: list[tuple[str, str]] = []
        place: int | None = pk
        seen: set[int] = set()
        while place is not None and place not in seen:
            seen.add(place)
            place, names = rows[place]
            way.insert(0, names)
        ways[pk] = tuple(way)
    return ways


def _categories() -> list[tuple[int, int | None, str, str]]:
    return list(Category.objects.values_list("pk", "parent_id", "name_th", "name_en"))
