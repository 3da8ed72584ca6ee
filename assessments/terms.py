"""The terms on which a person sits a quiz now: those frozen in the release, with the live conditions on top."""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, UUIDField

from academy.people.models import Agency, Person
from academy.prepared import Prepared
from assessments import timing
from assessments.models import Conditions, Override
from assessments.timing import Times


@dataclass(frozen=True, slots=True)
class Terms:
    """`networks` are ranges; none means anywhere. `all_closed_at` is when the last of all people is done; None: never.

    `different` says whether this person has other times than everyone.
    """

    times: Times
    password: str = ""
    networks: tuple[str, ...] = ()
    all_closed_at: datetime | None = None
    different: bool = False


_conditions = Prepared(lambda unit: Conditions.objects.filter(unit_key=unit), unit=UUIDField())


def of(person: Person, unit_key: UUID, frozen: Mapping[str, Any], cohort: int | None = None) -> Terms:
    """The person's terms; `frozen` is the quiz's blueprint, or what an attempt began under, `cohort` their enrolment's.

    One query where the quiz has no conditions, two where it has, and one more where it closes.
    """
    found = _conditions.first(unit=unit_key)
    if found is None:
        return Terms(Times(frozen["minutes"], frozen["attempts"]))
    near = Q(person=person) | Q(agency__isnull=False) | Q(cohort__isnull=False, cohort=cohort)
    nearest = by_nearness(found.overrides.filter(near).select_related("agency"), person, cohort)
    return Terms(
        times=timing.effective(for_everyone(found, frozen), nearest),
        password=found.password,
        networks=tuple(found.network_list()),
        all_closed_at=_all_closed_at(found),
        different=bool(nearest),
    )


def _all_closed_at(found: Conditions) -> datetime | None:
    if found.closes_at is None:
        return None
    last: datetime | None = found.overrides.aggregate(last=Max("closes_at"))["last"]
    return max(found.closes_at, last or found.closes_at)


def for_everyone(conditions: Conditions, frozen: Mapping[str, Any]) -> Times:
    """The times of whoever has no exception."""
    return Times(
        minutes=frozen["minutes"],
        attempts=frozen["attempts"],
        opens_at=conditions.opens_at,
        closes_at=conditions.closes_at,
        grace=timedelta(seconds=conditions.grace),
        wait=timedelta(minutes=conditions.wait_minutes or 0),
    )


def by_nearness(overrides: Iterable[Override], person: Person, cohort: int | None) -> list[Override]:
    """Those that are for this person, the nearest last: agencies from the top down, their cohort, then the person."""
    some = list(overrides)
    theirs = [one for one in some if cohort is not None and one.cohort_id == cohort]
    agencies = [one for one in some if one.agency and _within(person, one.agency)]
    agencies.sort(key=lambda one: one.agency.depth if one.agency else 0)
    return [*agencies, *theirs, *(one for one in some if one.person_id == person.pk)]


def admits(networks: Iterable[str], address: str | None) -> bool:
    """Whether this address lies in one of the networks; where there are none, any does, known or not."""
    ranges = [ipaddress.ip_network(one) for one in networks]
    if not ranges:
        return True
    try:
        here = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    # A server that listens on both writes 203.0.113.7 as ::ffff:203.0.113.7.
    here = getattr(here, "ipv4_mapped", None) or here
    return any(here in one for one in ranges)


def _within(person: Person, agency: Agency) -> bool:
    return bool(person.agency and person.agency.path.startswith(agency.path))
