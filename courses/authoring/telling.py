"""Differences between releases, told to authors."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.comparing import Change, Difference

KINDS: dict[Change, str | Promise] = {
    Change.ADDED: _("new"),
    Change.REMOVED: _("taken out"),
    Change.MOVED: _("moved"),
    Change.RULE: _("completion rule"),
    Change.REQUIRED: _("required or not"),
    Change.MINUTES: _("minutes"),
    Change.ADDRESS: _("address"),
    Change.LANGUAGES: _("languages"),
    Change.DRAW: _("questions drawn"),
    Change.COURSE: _("the whole course"),
}
TERMS: dict[str, str | Promise] = {
    "hours": _("Hours"),
    "sequential": _("In sequence"),
    "requires": _("Courses to complete first"),
    "certificate": _("Gives a certificate"),
    "evidence": _("Evidence that the certificate takes"),
    "languages": _("Languages"),
    "due_days": _("Days to complete"),
    "modules": _("Modules or their order"),
    "identity": _("How well the holder must be known"),
    "approval": _("Two officers decide"),
    "valid_months": _("Valid for how many months"),
    "design": _("Design of the certificate"),
}
# Keys say nothing to people; that they changed is all there is to tell.
UNTOLD = ("requires", "modules", "design")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list: what happened, to what, and from what to what."""

    kind: str
    change: str
    subject: str
    detail: str


def told(differences: tuple[Difference, ...], titles: Mapping[UUID, str]) -> list[Told]:
    """The differences as lines, in the language of the moment; a unit without a title is named by its key."""
    return [Told(str(KINDS[one.change]), one.change.value, _subject(one, titles), _detail(one)) for one in differences]


def _subject(one: Difference, titles: Mapping[UUID, str]) -> str:
    if one.key is None:
        return str(TERMS.get(one.what, one.what))
    return titles.get(one.key, str(one.key))


def _detail(one: Difference) -> str:
    if one.what in UNTOLD or one.change in (Change.ADDED, Change.REMOVED, Change.MOVED, Change.DRAW):
        return ""
    before, after = _value(one, one.before), _value(one, one.after)
    return gettext("from %(before)s to %(after)s") % {"before": before, "after": after}


def _value(one: Difference, value: str) -> str:
    if one.what in ("sequential", "certificate") or one.change is Change.REQUIRED:
        return gettext("yes") if value == "1" else gettext("no")
    if one.what == "hours":
        return f"{Decimal(value).normalize():f}"
    if value.endswith(" s") and one.change is Change.RULE:
        return gettext("%(seconds)s seconds of reading") % {"seconds": value[:-2]}
    return value or gettext("none")
