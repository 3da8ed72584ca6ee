"""What a learner does in an attempt besides answering: goes on to the next page, marks for review, looks away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments import attempting, journalling, refusals
from assessments.closing import close_if_over
from assessments.journalling import Event
from assessments.models import Attempt, AttemptQuestion

# A browser reports that its window was left; one that reports without end is not written down without end.
MOST_LOOKS_AWAY = 200
LONGEST_LOOK_AWAY = 86_400


def forward(person: Person, public_id: UUID, page: int, at: datetime) -> Attempt:
    """Leave this page of a forward-only attempt for good; leaving one that was left before changes nothing.

    After the last page comes the end: page numbers go one further than there are pages. Refuses not_found,
    attempt_closed, deadline_passed, and page_closed for a page that has not come yet. Elsewhere it changes nothing.
    """
    with transaction.atomic():
        attempt = attempting.hold(person, public_id)
        if not close_if_over(attempt, at):
            refusals.unless_open(attempt)
            if attempt.forward and page > attempt.page:
                raise refusals.page_closed([])
            if attempt.forward and page == attempt.page and page <= attempt.pages:
                attempt.page += 1
                attempt.save(update_fields=["page"])
                journalling.write(attempt, Event.MOVED, at=at, by=person, detail={"page": attempt.page})
            return attempt
    raise refusals.too_late()


def flag(person: Person, public_id: UUID, number: int, *, on: bool) -> None:
    """Mark a question for another look, or unmark it. Refuses not_found, attempt_closed and question_not_drawn."""
    attempt = attempting.mine(person).filter(public_id=public_id).first()
    if attempt is None:
        raise refusals.not_found()
    refusals.unless_open(attempt)
    rows = AttemptQuestion.objects.filter(attempt=attempt, position=number, attempt__state=Attempt.State.OPEN)
    if not rows.update(flagged=on):
        raise Refusal("question_not_drawn", _("This attempt has no such question."), status=422)


def look_away(person: Person, public_id: UUID, seconds: int, at: datetime) -> None:
    """Write down that the window was left for so long, as the browser says. Refuses not_found and attempt_closed."""
    with transaction.atomic():
        attempt = attempting.hold(person, public_id)
        refusals.unless_open(attempt)
        if attempt.journal.filter(event=Event.FOCUS_LOST).count() < MOST_LOOKS_AWAY:
            away = {"seconds": max(0, min(seconds, LONGEST_LOOK_AWAY))}
            journalling.write(attempt, Event.FOCUS_LOST, at=at, by=person, detail=away)
