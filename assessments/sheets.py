"""Reading an attempt for its owner: the sheet of questions while it is open, the result once it is marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigAutoField, UUIDField, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.prepared import Prepared
from assessments import disclosure, terms, timing, wordings
from assessments.disclosure import Level
from assessments.faces import Face, Review, face, review
from assessments.models import Attempt, AttemptQuestion, Regrade
from assessments.picturing import with_pictures

_asked = Prepared(
    lambda attempt: AttemptQuestion.objects.filter(attempt=attempt).order_by("position"), attempt=BigAutoField()
)
_passed = Prepared(
    lambda enrolment, unit: Attempt.objects.filter(enrolment=enrolment, unit_key=unit).values_list("passed", flat=True),
    enrolment=BigAutoField(),
    unit=UUIDField(),
)


@dataclass(frozen=True, slots=True)
class Result:
    """A submitted attempt; one that waits for marking says nothing more.

    `attempts_left` is None without a limit; `level` says how much of it may be shown now.

    `reviews` is empty below Level.ANSWERS, and without keys below Level.KEYS.
    """

    attempt: Attempt
    reviews: Sequence[Review]
    level: Level
    attempts_left: int | None
    passed_before: bool
    by_people: bool = False

    @property
    def with_keys(self) -> bool:
        """Whether right answers are in the reviews."""
        return self.level >= Level.KEYS

    @property
    def with_answers(self) -> bool:
        """Whether the questions may be shown."""
        return self.level >= Level.ANSWERS

    @property
    def may_retry(self) -> bool:
        """Whether another attempt may be started."""
        return not (self.attempt.waiting or self.attempt.passed or self.passed_before) and self.attempts_left != 0


def sheet(attempt: Attempt, language: str) -> list[Face]:
    """The questions as asked, in order, with the answers held. No key is in them, whatever the attempt's state.

    Of a forward-only attempt those of its present page alone; none behind the last one.
    """
    return with_pictures([face(row.drawn, language) for row in _rows(attempt) if attempt.at_page_of(row.position)])


def result(attempt: Attempt, language: str, at: datetime) -> Result:
    """What was reached, as far as it may be shown now (assessments.disclosure). Refuses attempt_open."""
    if attempt.open or attempt.submitted_at is None:
        raise Refusal("attempt_open", _("This attempt has not been submitted yet."))
    if attempt.waiting:
        return Result(attempt, [], Level.SCORE, None, passed_before=False)
    others = _passed(enrolment=attempt.enrolment_id, unit=attempt.unit_key)
    now = terms.of(attempt.enrolment.person, attempt.unit_key, attempt.terms, attempt.enrolment.cohort_id)
    left = timing.left(now.times, len(others))
    passed = any(others)
    # An attempt that is open elsewhere will be marked too: nothing is shown before.
    running = None in others
    done = (passed or left == 0) and not running
    level = disclosure.level(attempt.terms, attempt.submitted_at, now.all_closed_at, at, done=done)
    rows = _rows(attempt) if level >= Level.ANSWERS else []
    prefetch_related_objects([row for row in rows if row.share], "task__markings")
    reviews = with_pictures([review(row.drawn, language, with_keys=level >= Level.KEYS) for row in rows])
    by_people = any(row.share for row in rows) if rows else attempt.questions.exclude(share="").exists()
    return Result(attempt, reviews, level, left, passed, by_people)


def pages(faces: Sequence[Face], per_page: int) -> Iterator[Sequence[Face]]:
    """The sheet cut into pages of so many questions."""
    for start in range(0, len(faces), max(1, per_page)):
        yield faces[start : start + per_page]


def _rows(attempt: Attempt) -> Sequence[AttemptQuestion]:
    rows = wordings.worded(_asked(attempt=attempt.pk))
    # Few are ever regraded, and none before it is marked.
    if decided := {row.regrade_id for row in rows if row.regrade_id}:
        regrades = Regrade.objects.select_related("version", "by_version").in_bulk(decided)
        for row in rows:
            row.regrade = regrades[row.regrade_id] if row.regrade_id else None
    return rows
