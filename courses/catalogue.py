"""The catalogue: released and published courses, by facets and words, with where this person stands in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.db.models.fields.json import KeyTransform
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from academy.people.models import Person
from courses import searching
from courses.models import Course, CoursePage, Enrolment
from courses.models.pages.course import Area, Level

LENGTHS = {"short": _("up to 3 hours"), "medium": _("more than 3, up to 6 hours"), "long": _("more than 6 hours")}
LANGUAGES = {"th": _("Thai"), "en": _("English")}
FACETS: dict[str, tuple[str | Promise, Mapping[str, str | Promise]]] = {
    "area": (_("Digital skill area"), dict(Area.choices)),
    "level": (_("Level"), dict(Level.choices)),
    "length": (_("Length"), LENGTHS),
    "language": (_("Taught in"), LANGUAGES),
}


class Asked(Protocol):
    """What a query string answers."""

    def get(self, name: str, default: str = "", /) -> str | None: ...
    def getlist(self, name: str, /) -> list[str]: ...


@dataclass(frozen=True)
class Entry:
    """One course as the catalogue shows it. `language` is that of its words, `languages` those it is taught in.

    `state` is the person's enrolment ("active", "completed"), empty for none.
    """

    key: UUID
    course: int
    title: str
    summary: str
    language: str
    address: str
    area: str
    level: str
    hours: Decimal
    languages: tuple[str, ...]
    state: str = ""

    @property
    def length(self) -> str:
        """Which of LENGTHS it is."""
        return "short" if self.hours <= 3 else "medium" if self.hours <= 6 else "long"

    @property
    def hours_plain(self) -> str:
        """The hours without idle zeros: 6, 1.5."""
        return f"{self.hours.normalize():f}"

    @property
    def hours_count(self) -> int:
        """For the plural: one hour is one, and 1.5 hours are several."""
        return 1 if self.hours == 1 else 2

    @property
    def area_label(self) -> str:
        """The area in words."""
        return str(Area(self.area).label)

    @property
    def level_label(self) -> str:
        """The level in words."""
        return str(Level(self.level).label)

    @property
    def language_labels(self) -> list[str]:
        """The languages in words."""
        return [str(LANGUAGES.get(code, code)) for code in self.languages]

    def has(self, facet: str, value: str) -> bool:
        """Whether it is among those of this value."""
        return value in self.languages if facet == "language" else getattr(self, facet) == value


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet. `count` is how many courses choosing it would show, with the other facets as they are."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the choices that any course has."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Catalogue:
    """What was asked for and what was found. `total` counts the courses there are at all."""

    text: str
    chosen: Mapping[str, list[str]]
    entries: list[Entry]
    facets: list[Facet]
    total: int

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.text or any(self.chosen.values()))


def look(asked: Asked, *, person: Person | None, language: str) -> Catalogue:
    """The catalogue for a reader's query string (`q` and the facets' names, each repeatable).

    Unknown values are ignored. At most four queries, five for an unfinished Thai word.
    """
    text = (asked.get("q", "") or "").strip()[:200]
    chosen = {name: [v for v in asked.getlist(name) if v in values] for name, (_label, values) in FACETS.items()}
    everything = entries(language)
    matching = everything
    if text:
        by_key = {entry.key: entry for entry in everything}
        matching = [by_key[key] for key in searching.found(text) if key in by_key]
    shown = [entry for entry in matching if _fits(entry, chosen)]
    return Catalogue(text, chosen, _with_states(shown, person), _facets(everything, matching, chosen), len(everything))


def entries(language: str) -> list[Entry]:
    """Every released and published course, newest release first; in the other language where this one is lacking.

    Two queries. Hours and languages are the release's; words are the page's.
    """
    released = {
        key: (pk, slug, release)
        for pk, key, slug, *release in Course.objects.filter(current_release__isnull=False)
        .annotate(
            hours=KeyTransform("hours", "current_release__outline_json"),
            languages=KeyTransform("languages", "current_release__outline_json"),
        )
        .order_by("-current_release__made_at")
        .values_list("pk", "key", "slug", "hours", "languages")
    }
    words: dict[UUID, dict[str, Any]] = {}
    pages = CoursePage.objects.live().filter(alias_of=None, translation_key__in=list(released))
    for row in pages.values("translation_key", "locale__language_code", "title", "summary", "area", "level"):
        known = words.get(row["translation_key"])
        if known is None or row["locale__language_code"] == language:
            words[row["translation_key"]] = row
    found = []
    with translation.override(language):
        for key, (pk, slug, (hours, languages)) in released.items():
            if row := words.get(key):
                found.append(
                    Entry(
                        key=key,
                        course=pk,
                        title=row["title"],
                        summary=row["summary"],
                        language=row["locale__language_code"],
                        address=reverse("courses:course", args=[slug]),
                        area=row["area"],
                        level=row["level"],
                        hours=Decimal(hours),
                        languages=tuple(languages),
                    )
                )
    return found


def _with_states(found: list[Entry], person: Person | None) -> list[Entry]:
    """With where the person stands in each, by one query; the newest enrolment counts."""
    if person is None or not found:
        return found
    mine = Enrolment.objects.filter(person=person).exclude(state=Enrolment.State.WITHDRAWN).order_by("cycle")
    states = dict(mine.values_list("course_id", "state"))
    return [replace(entry, state=states.get(entry.course, "")) for entry in found]


def _fits(entry: Entry, chosen: Mapping[str, list[str]], besides: str = "") -> bool:
    return all(
        any(entry.has(name, value) for value in values) for name, values in chosen.items() if values and name != besides
    )


def _facets(everything: Iterable[Entry], matching: list[Entry], chosen: Mapping[str, list[str]]) -> list[Facet]:
    facets = []
    for name, (label, values) in FACETS.items():
        fitting = [entry for entry in matching if _fits(entry, chosen, besides=name)]
        choices = tuple(
            Choice(value, str(said), sum(entry.has(name, value) for entry in fitting), value in chosen[name])
            for value, said in values.items()
            if any(entry.has(name, value) for entry in everything)
        )
        facets.append(Facet(name, str(label), choices))
    return facets
