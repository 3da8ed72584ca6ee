"""Moving people from one release of a course to another: who gains, who loses, and a log of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from courses import completing, placing, reading, rules
from courses.models import Enrolment, EnrolmentMove, Release, UnitProgress
from courses.noting import note
from courses.outline import Outline
from courses.rules import Fact

BATCH = 500


@dataclass(frozen=True, slots=True)
class Move:
    """One enrolment's standing before and after. `completes`: all that the new release requires is done already."""

    enrolment: Enrolment
    done_before: int
    total_before: int
    done_after: int
    total_after: int
    completes: bool

    @property
    def gains(self) -> bool:
        """Fewer units are left than before."""
        return self.total_after - self.done_after < self.total_before - self.done_before

    @property
    def loses(self) -> bool:
        """More units are left than before."""
        return self.total_after - self.done_after > self.total_before - self.done_before


@dataclass(frozen=True)
class Moves:
    """What moving does, or would do. `staying` are left where they are: completed, withdrawn or there already."""

    release: Release
    moves: tuple[Move, ...]
    staying: int
    done: bool

    @property
    def gaining(self) -> list[Move]:
        """Those with less left to do."""
        return [one for one in self.moves if one.gains]

    @property
    def losing(self) -> list[Move]:
        """Those with more left to do."""
        return [one for one in self.moves if one.loses]

    @property
    def completing(self) -> list[Move]:
        """Those who complete the course by being moved."""
        return [one for one in self.moves if one.completes]


def move(enrolments: Iterable[Enrolment], release: Release, *, by: Person | None, dry_run: bool) -> Moves:
    """Move active enrolments of a course to its `release`; with `dry_run`, only say what would happen.

    What is completed stays completed; a complete enrolment is not moved: its certificate names its release.
    All or nothing. Refuses other_course when an enrolment belongs to another course.
    """
    everyone = list(enrolments)
    if any(one.course_id != release.course_id for one in everyone):
        raise Refusal("other_course", _("People can be moved only between releases of one course."))
    with transaction.atomic():
        if not dry_run:
            keys = sorted(one.pk for one in everyone)
            locked = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
            everyone = list(locked.select_related("release__course").order_by("pk"))
        going = [one for one in everyone if one.state == Enrolment.State.ACTIVE and one.release_id != release.pk]
        moves = tuple(_weighed(going, release))
        if not dry_run:
            _carry_out(moves, release, by)
    return Moves(release, moves, len(everyone) - len(going), done=not dry_run)


def _weighed(enrolments: Sequence[Enrolment], release: Release) -> Iterator[Move]:
    after = reading.outline_of(release)
    for start in range(0, len(enrolments), BATCH):
        batch = enrolments[start : start + BATCH]
        rows: dict[int, dict[UUID, UnitProgress]] = {}
        for row in UnitProgress.objects.filter(enrolment__in=batch):
            rows.setdefault(row.enrolment_id, {})[row.unit_key] = row
        for enrolment in batch:
            mine = placing.facts(rows.get(enrolment.pk, {}))
            old = rules.decide(reading.outline_of(enrolment.release), mine)
            new = rules.decide(after, _judged_anew(mine, after))
            yield Move(enrolment, old.done, old.total, new.done, new.total, new.complete)


def _judged_anew(facts: dict[UUID, Fact], outline: Outline) -> dict[UUID, Fact]:
    """The facts as the new release sees them: a score that reaches its pass mark counts; nothing is taken away."""
    judged = dict(facts)
    for unit in outline.units:
        fact = judged.get(unit.key)
        if fact and not fact.completed and fact.score is not None:
            judged[unit.key] = replace(fact, completed=rules.satisfied(unit.rule, fact.evidence, fact.score))
    return judged


def _carry_out(moves: Sequence[Move], release: Release, by: Person | None) -> None:
    at = timezone.now()
    log = []
    for one in moves:
        enrolment, old = one.enrolment, one.enrolment.release
        enrolment.release = release
        enrolment.save(update_fields=["release"])
        verdict = completing.decide_again(enrolment, at)
        log.append(
            EnrolmentMove(
                enrolment=enrolment,
                from_release=old,
                to_release=release,
                done_before=one.done_before,
                total_before=one.total_before,
                done_after=verdict.done,
                total_after=verdict.total,
                by=by,
                at=at,
            )
        )
    EnrolmentMove.objects.bulk_create(log, batch_size=BATCH)
    if log:
        note(release.course, "courses.move_people", by=by, count=len(log), release=release.number)
