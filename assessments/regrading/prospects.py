"""The dry run of a regrade: who gains and loses, who passes, whose pass is kept, which certificates rest on it.

Reads only. Nothing that it lists is changed by it, and certificates are changed by nobody but the officers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from uuid import UUID

from assessments.models import Attempt, Regrade
from assessments.regrading.outcomes import Outcome, concerned, weigh
from certificates.models import Certificate
from courses import certifying, reading
from courses.models import Enrolment

BATCH = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Prospect:
    """What a decision would do. `marked` and `opened` count attempts that drew the question; those that wait for
    marking are not marked yet.

    `passing`: enrolments that would pass the quiz by it. `falling`: those whose every pass rests on attempts that would
    no longer pass; their pass stays. `certificates`: those in force that rest on such a pass.
    """

    marked: int
    opened: int
    outcomes: Sequence[Outcome]
    passing: frozenset[int]
    falling: frozenset[int]
    certificates: Sequence[Certificate]

    @property
    def gaining(self) -> list[Outcome]:
        """Attempts with a better score."""
        return [one for one in self.outcomes if one.after.score > one.before.score]

    @property
    def losing(self) -> list[Outcome]:
        """Attempts with a lower score, those included whose pass is kept."""
        return [one for one in self.outcomes if one.after.score < one.before.score or one.kept_pass]

    @property
    def changed(self) -> int:
        """How many attempts are another afterwards."""
        return sum(one.changed for one in self.outcomes)

    def first(self, count: int) -> list[Outcome]:
        """The changed attempts that matter most: those who fall, those who pass, then the rest."""
        rank = {True: 2, False: 1}
        order = sorted(
            (one for one in self.outcomes if one.changed),
            key=lambda one: (-rank[one.kept_pass], -rank[one.passes], one.after.score - one.before.score),
        )
        return order[:count]


def look(regrade: Regrade) -> Prospect:
    """What the decision (not saved, or not yet carried out) would do to the attempts as they are now."""
    ids = list(concerned(regrade).order_by("attempt_id").values_list("attempt_id", flat=True))
    outcomes = [outcome for some in _chunks(ids, BATCH) for outcome in weigh(regrade, some)]
    opened = concerned(regrade).exclude(attempt__state=Attempt.State.MARKED).count()
    passing, falling = _people(regrade.unit_key, outcomes)
    certificates = _certificates(regrade.unit_key, falling)
    return Prospect(len(ids) - opened, opened, outcomes, passing, falling, certificates)


def _people(unit_key: UUID, outcomes: Iterable[Outcome]) -> tuple[frozenset[int], frozenset[int]]:
    passing, kept = set(), Counter[int]()
    for one in outcomes:
        if one.passes:
            passing.add(one.enrolment)
        kept[one.enrolment] += one.kept_pass
    falling = {enrolment for enrolment, number in kept.items() if number}
    passes = Counter[int]()
    for some in _chunks(sorted(passing | falling), BATCH):
        found = Attempt.objects.filter(enrolment__in=some, unit_key=unit_key, passed=True)
        passes.update(found.values_list("enrolment_id", flat=True))
    falling = {one for one in falling - passing if kept[one] == passes[one]}
    return frozenset(one for one in passing if not passes[one]), frozenset(falling)


def _certificates(unit_key: UUID, falling: Iterable[int]) -> list[Certificate]:
    """In force, of courses that require the quiz."""
    found: list[Certificate] = []
    valid = Certificate.objects.filter(state__in=[Certificate.State.PENDING, Certificate.State.READY])
    for some in _chunks(sorted(falling), BATCH):
        wanted: dict[tuple[str, int], list[int]] = {}
        enrolments = Enrolment.objects.filter(pk__in=some).select_related("course", "release")
        for one in enrolments.defer("release__outline_json"):
            unit = reading.outline_of(one.release).by_key.get(unit_key)
            if unit and unit.required:
                wanted.setdefault((certifying.subject_of(one.course.key), one.cycle), []).append(one.person_id)
        for (subject, cycle), people in wanted.items():
            held = valid.filter(subject=subject, cycle=cycle, person__in=people)
            found.extend(held.select_related("person").order_by("pk"))
    return found


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some
