"""Reading an attempt for its owner: the sheet of questions while it is open, the result once it is marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from assessments.faces import Face, Review, face, review
from assessments.models import Attempt, AttemptQuestion
from assessments.picturing import with_pictures


@dataclass(frozen=True, slots=True)
class Result:
    """A marked attempt. `attempts_left` is None without a limit; `with_keys` says whether keys are in `reviews`."""

    attempt: Attempt
    reviews: Sequence[Review]
    with_keys: bool
    attempts_left: int | None
    passed_before: bool

    @property
    def may_retry(self) -> bool:
        """Whether another attempt may be started."""
        return not (self.attempt.passed or self.passed_before) and self.attempts_left != 0


def sheet(attempt: Attempt, language: str) -> list[Face]:
    """The questions as asked, in order, with the answers held. No key is in them, whatever the attempt's state."""
    return with_pictures([face(row.drawn, language) for row in _rows(attempt)])


def result(attempt: Attempt, language: str) -> Result:
    """What was reached. Right answers are in it only when the quiz shows them, and the learner has passed it or has no
    attempt left: otherwise the next attempt would be marked on what the last one gave away. Refuses attempt_open.
    """
    if attempt.open:
        raise Refusal("attempt_open", _("This attempt has not been submitted yet."))
    siblings = Attempt.objects.filter(enrolment=attempt.enrolment_id, unit_key=attempt.unit_key)
    others = list(siblings.values_list("passed", flat=True))
    allowed = attempt.terms["attempts"]
    left = None if allowed is None else max(0, allowed - len(others))
    passed = any(others)
    # An attempt that is open elsewhere will be marked too: nothing is shown before.
    running = None in others
    with_keys = attempt.terms["show_answers"] and (passed or left == 0) and not running
    reviews = with_pictures([review(row.drawn, language, with_keys=with_keys) for row in _rows(attempt)])
    return Result(attempt, reviews, with_keys, left, passed)


def pages(faces: Sequence[Face], per_page: int) -> Iterator[Sequence[Face]]:
    """The sheet cut into pages of so many questions."""
    for start in range(0, len(faces), max(1, per_page)):
        yield faces[start : start + per_page]


def _rows(attempt: Attempt) -> list[AttemptQuestion]:
    return list(attempt.questions.select_related("version").order_by("position"))
