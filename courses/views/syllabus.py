"""The outline as pages show it: sections with rows that carry title, address and mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from courses.outline import Unit
from courses.placing import Standing
from courses.rules import Code, Reason, Verdict
from courses.units import kind_of


@dataclass(frozen=True, slots=True)
class Row:
    """One unit. `language` is set only where the title is not in the reader's; `address` is empty where locked."""

    unit: Unit
    title: str
    language: str
    address: str
    reason: Reason
    icon: str
    label: Promise

    @property
    def done(self) -> bool:
        return self.reason.code is Code.DONE

    @property
    def locked(self) -> bool:
        return self.reason.code is Code.LOCKED

    @property
    def explained(self) -> bool:
        """Whether the course's page says why: there is nothing that the learner could do in the unit now."""
        return self.reason.code in (Code.LOCKED, Code.HANDED_IN)


@dataclass(frozen=True, slots=True)
class Section:
    """A module with its units; without a title, units that stand directly in the course."""

    title: str
    language: str
    rows: list[Row]

    @property
    def minutes(self) -> int:
        return sum(row.unit.minutes for row in self.rows)


def sections(standing: Standing, verdict: Verdict) -> list[Section]:
    """The outline in reading order. Neighbouring units of one module make one section."""
    base = reverse("courses:course", args=[standing.course.slug])
    found: list[Section] = []
    module: UUID | str | None = ""
    for unit in standing.outline.units:
        if unit.module != module:
            module = unit.module
            title, language = _title(standing, unit.module) if unit.module else ("", "")
            found.append(Section(title, language, []))
        found[-1].rows.append(_row(standing, unit, base, verdict.reasons))
    return found


def _row(standing: Standing, unit: Unit, base: str, reasons: Mapping[UUID, Reason]) -> Row:
    title, language = _title(standing, unit.key)
    kind, reason = kind_of(unit), reasons[unit.key]
    address = f"{base}{unit.slug}/" if standing.studying and reason.code is not Code.LOCKED else ""
    return Row(unit, title or unit.slug, language, address, reason, kind.icon, kind.label)


def _title(standing: Standing, key: UUID) -> tuple[str, str]:
    source = standing.shelf.get(key)
    if source is None:
        return "", ""
    return source.title, source.language if source.language != standing.language else ""
