"""The kinds of unit that a course can hold. Each app says what its own are, so that courses never import them.

An app lists its kinds in a module named `unit_kinds`; courses.apps loads those when everything is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from courses.outline import Unit

if TYPE_CHECKING:
    from courses.placing import Place


@dataclass(frozen=True)
class UnitKind:
    """`present` answers a request for a unit of this kind; `describe` says in a phrase what it takes to complete it."""

    name: str
    label: Promise
    icon: str
    present: "Callable[[HttpRequest, Place], HttpResponse]"
    describe: Callable[[Unit], Promise | str]


_kinds: dict[str, UnitKind] = {}


def register(kind: UnitKind) -> None:
    """Make a kind known; the last one of a name counts."""
    _kinds[kind.name] = kind


def kind_of(unit: Unit) -> UnitKind:
    """The unit's kind. Raises KeyError when no installed app knows it."""
    return _kinds[unit.kind]
