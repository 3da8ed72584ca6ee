"""Bringing the questions of a file into the bank, item by item: each whole, or listed with the reason why not.

The same file again changes nothing: a question has the key that its item names, or one made from its content.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from assessments import checking
from assessments.authoring import save_question
from assessments.exchange import filing, formats, tagging
from assessments.exchange.item import Item, Reading, Text
from assessments.exchange.texts import changed
from assessments.models import Category, Question, QuestionVersion

UNNAMED = ("คำถามที่นำเข้า", "Imported questions")


class Fate(StrEnum):
    """What becomes, or became, of an item."""

    NEW = "new"
    ALREADY = "already"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the file. `reasons` say why it does not come, or which of its parts do not."""

    name: str
    fate: Fate
    kind: str = ""
    reasons: tuple[str, ...] = ()
    question: Question | None = None

    @property
    def kind_name(self) -> str:
        """In the reader's words, where the bank knows the kind."""
        return str(dict(QuestionVersion.Kind.choices).get(self.kind, self.kind))


@dataclass(frozen=True, slots=True)
class Brought:
    """Every item with its fate; `done` when the bank was written."""

    lines: tuple[Line, ...]
    format: formats.Format
    done: bool

    @property
    def numbers(self) -> Counter[Fate]:
        """How many items there are of each fate."""
        return Counter(line.fate for line in self.lines)

    @property
    def new(self) -> int:
        """How many questions came, or would come."""
        return self.numbers[Fate.NEW]

    @property
    def not_carried(self) -> list[dict[str, str]]:
        """By item and reason, all that was left behind."""
        return [{"item": line.name, "reason": reason} for line in self.lines for reason in line.reasons]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be brought: below which category (None: as the file says), with which status, by whom.

    `anew` names a category at the top that is made with the first question; `makes_categories` says whether any may be.
    """

    category: Category | None = None
    anew: str = ""
    status: str = Question.Status.DRAFT
    by: Person | None = None
    makes_categories: bool = True


def look(data: bytes, name: str = "", wish: Wish | None = None, *, most: int | None = None) -> Brought:
    """What bringing the file would do; writes nothing. Refuses files that cannot be read, and too_many items."""
    reading, form = _read(data, name, most)
    wish = wish or Wish()
    seen: set[Any] = set()
    lines = []
    for item in reading.items:
        line = _judged(item, wish)
        if line.fate is Fate.NEW and item.key() in seen:
            line = replace(line, fate=Fate.ALREADY, reasons=(_("It stands twice in the file."),))
        seen.add(item.key())
        lines.append(line)
    return Brought((*lines, *_left(reading)), form, done=False)


def bring(data: bytes, name: str = "", wish: Wish | None = None, *, most: int | None = None) -> Brought:
    """Bring the file, each item in a transaction of its own. Refuses as `look` does, before anything is written."""
    reading, form = _read(data, name, most)
    wish = wish or Wish()
    lines = [_kept(item, wish) for item in reading.items]
    return Brought((*lines, *_left(reading)), form, done=True)


def _read(data: bytes, name: str, most: int | None) -> tuple[Reading, formats.Format]:
    form = formats.named(name, data)
    reading = form.read(data)
    if not reading.seen:
        raise Refusal("no_questions", _("There is no question in the file."), status=400)
    if most is not None and reading.seen > most:
        detail = _("The file holds %(count)s questions; %(most)s at a time can be brought in here. Split it.")
        raise Refusal("too_many", detail % {"count": reading.seen, "most": most}, status=400)
    return reading, form


def _left(reading: Reading) -> list[Line]:
    return [Line(lost.item or _("(no name)"), Fate.LEFT, reasons=(lost.reason,)) for lost in reading.lost]


def _judged(item: Item, wish: Wish) -> Line:
    name = item.name or _("(no name)")
    if item.kind not in QuestionVersion.Kind.values:
        reason = _("The bank does not know this kind of question: %(kind)s.") % {"kind": item.kind}
        return Line(name, Fate.LEFT, item.kind, (reason,))
    there = Question.objects.select_related("category").filter(key=item.key()).first()
    if there:
        reason = _("It is in the bank already, in the category “%(category)s”.") % {"category": there.category}
        return Line(name, Fate.ALREADY, item.kind, (reason,), there)
    checked = checking.check(item.kind, _checkable(item))
    # The picture of areas becomes an image of the CMS only when it is kept; it is checked then.
    faults = {where: said for where, said in checked.as_fields().items() if where != "image"}
    if faults:
        return Line(name, Fate.LEFT, item.kind, tuple(f"{where}: {said['detail']}" for where, said in faults.items()))
    if not wish.makes_categories and _place(item, wish, make=False) is None:
        return Line(name, Fate.LEFT, item.kind, (_("Its category is not there, and you may not make one."),))
    return Line(name, Fate.NEW, item.kind, (*item.lost, *_unheld(item, checked.content)))


def _checkable(item: Item) -> dict[str, Any]:
    """The content with every picture where it could be, for the check of what is not yet kept."""

    def change(text: Text) -> Text:
        return {language: filing.addressed(markup, dict.fromkeys(item.images)) for language, markup in text.items()}

    content: dict[str, Any] = changed(item.content, change)
    return content


def _unheld(item: Item, content: dict[str, Any]) -> list[str]:
    """What the item says and the bank does not hold."""
    lost = []
    _known, unknown = tagging.sorted_out(item.tags)
    if unknown:
        lost.append(_("Tags: %(tags)s.") % {"tags": ", ".join(unknown)})
    for part, said in item.content.items():
        if said and part not in content:
            lost.append(_("A part that the bank does not hold: %(part)s.") % {"part": part})
    return lost


def _kept(item: Item, wish: Wish) -> Line:
    line = _judged(item, wish)
    if line.fate is not Fate.NEW:
        return line
    try:
        with transaction.atomic():
            category = _place(item, wish, make=True)
            assert category is not None
            content = filing.kept(item, wish.by)
            tags, _unknown = tagging.sorted_out(item.tags)
            question = save_question(
                category, item.kind, content, key=item.key(), status=wish.status, tags=tags, by=wish.by
            )
            log(instance=question, action="wagtail.create", user=wish.by, content_changed=True)
    except Refusal as refusal:
        said = [str(fault["detail"]) for fault in refusal.fields.values()] or [str(refusal.detail)]
        return replace(line, fate=Fate.LEFT, reasons=tuple(said))
    return replace(line, question=question)


def _place(item: Item, wish: Wish, *, make: bool) -> Category | None:
    """The category of the item: the file's way, below the wished one; None where it is not there and not made."""
    place = wish.category
    way: Sequence[tuple[str, str]] = item.category
    if wish.anew:
        way = ((wish.anew, wish.anew), *way)
    elif not place and not way:
        way = (UNNAMED,)
    for thai, english in way:
        level = Category.objects.filter(parent=place).order_by("pk")
        found = level.filter(name_th=thai).first() or level.filter(name_en=english).first()
        if found is None:
            if not make:
                return None
            found = Category.objects.create(name_th=thai, name_en=english, parent=place)
        place = found
    return place
