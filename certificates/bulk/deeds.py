"""What can be done to many at once: the register of deeds, which each app fills from its module `run_deeds`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from certificates.models import CertificateRun


@dataclass(frozen=True, slots=True)
class Deed:
    """`act` does it to one target, in the caller's transaction; it raises Refusal where it may not be done.

    `describe` names targets for people, by key; `right` is the permission that ordering and carrying out takes.
    `done` says in one word what came of a row, and `would` what would come of it.
    """

    name: str
    label: str | Promise
    done: str | Promise
    would: str | Promise
    act: Callable[[CertificateRun, int], None]
    describe: Callable[[Collection[int]], Mapping[int, "Described"]]
    right: str = "certificates.issue_certificate"
    takes_reason: bool = True


@dataclass(frozen=True, slots=True)
class Described:
    """A target as people know it, and its page in the CMS."""

    name: str
    address: str


_deeds: dict[str, Deed] = {}


def register(deed: Deed) -> None:
    """Make a deed known. Twice is as once."""
    _deeds[deed.name] = deed


def deed_of(name: str) -> Deed:
    """The deed of that name. Raises KeyError for none."""
    return _deeds[name]


def named(prefix: str) -> list[Deed]:
    """The deeds whose names begin so, in the order in which they were made known."""
    return [deed for name, deed in _deeds.items() if name.startswith(prefix)]
