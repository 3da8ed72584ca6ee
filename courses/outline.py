"""The frozen shape of a course: modules, units, the rule of each. Pure; what a release stores and learners go by."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Exercise:
    """Interactive content in a lesson that asks for a score: the id of its block, and the least per cent."""

    key: str
    needs: str


@dataclass(frozen=True, slots=True)
class Rule:
    """When a unit is complete. `attended`: opened, and `seconds` waited. `passed`: marked `pass_mark` % or more.

    An attended unit takes its `exercises` too, each at its own least score.
    """

    kind: str
    seconds: int = 0
    pass_mark: str = ""
    exercises: tuple[Exercise, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Rule":
        """The rule that a release stored; releases from before there were exercises have none."""
        return cls(**{**data, "exercises": tuple(Exercise(**one) for one in data.get("exercises", ()))})


@dataclass(frozen=True, slots=True)
class Unit:
    """One lesson or quiz. `key` is its translation key, `slug` its address within the course.

    `languages` are those it was published in at release; `minutes` is what a learner should plan for;
    `blueprint` belongs to the unit's own kind (a quiz's draw) and means nothing here.
    """

    key: UUID
    module: UUID | None
    kind: str
    slug: str
    rule: Rule
    minutes: int = 0
    required: bool = True
    weight: str = "1"
    languages: tuple[str, ...] = ()
    blueprint: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """Units in reading order, with what the certificate takes. `requires` are keys of courses to complete first.

    `identity` is how well a holder must be known, `approval` whether two officers decide, `valid_months` how long the
    certificate counts (None: without end), `design` the key of its design (empty: the academy's). Releases from before
    there were these four ask for nothing.
    """

    hours: Decimal
    units: tuple[Unit, ...]
    modules: tuple[UUID, ...] = ()
    sequential: bool = False
    requires: tuple[UUID, ...] = ()
    certificate: bool = True
    evidence: str = "server"
    languages: tuple[str, ...] = ()
    due_days: int | None = None
    identity: str = "self"
    approval: bool = False
    valid_months: int | None = None
    design: str = ""

    @cached_property
    def by_slug(self) -> dict[str, Unit]:
        """Units by their address."""
        return {unit.slug: unit for unit in self.units}

    @cached_property
    def by_key(self) -> dict[UUID, Unit]:
        """Units by their translation key."""
        return {unit.key: unit for unit in self.units}

    def as_json(self) -> dict[str, Any]:
        """Plain values for the release's JSON column."""
        data = asdict(self)
        data.update(
            hours=str(self.hours),
            modules=[str(key) for key in self.modules],
            requires=[str(key) for key in self.requires],
        )
        for unit in data["units"]:
            unit.update(key=str(unit["key"]), module=str(unit["module"]) if unit["module"] else None)
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Outline":
        """The reverse of `as_json`. Raises KeyError, TypeError or ValueError when the data is not an outline."""
        units = tuple(
            Unit(
                **{
                    **unit,
                    "key": UUID(unit["key"]),
                    "module": UUID(unit["module"]) if unit["module"] else None,
                    "rule": Rule.from_json(unit["rule"]),
                    "languages": tuple(unit["languages"]),
                }
            )
            for unit in data["units"]
        )
        return cls(
            **{
                **data,
                "hours": Decimal(data["hours"]),
                "units": units,
                "modules": tuple(UUID(key) for key in data["modules"]),
                "requires": tuple(UUID(key) for key in data["requires"]),
                "languages": tuple(data["languages"]),
            }
        )
