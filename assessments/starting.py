"""Starting an attempt: what is drawn, in which order, on which terms and until when."""

import logging
from datetime import datetime
from decimal import Decimal
from random import Random

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from assessments import attempting, drawing, journalling, timing
from assessments.journalling import Event, Head, Note
from assessments.models import Attempt, AttemptQuestion, Question, QuestionVersion
from courses.placing import Place

log = logging.getLogger(__name__)


def attempts_at(place: Place) -> QuerySet[Attempt]:
    """The person's attempts at the quiz of this place in this enrolment, the first first."""
    return Attempt.objects.filter(enrolment=place.enrolment, unit_key=place.unit.key).order_by("number")


def left(place: Place, used: int) -> int | None:
    """How many more attempts may be started after so many; None when there is no limit."""
    allowed = place.unit.blueprint["attempts"]
    return None if allowed is None else max(0, allowed - used)


def start(place: Place, at: datetime, rng: Random = drawing.CHANCE, *, address: str | None = None) -> Attempt:
    """A new attempt, or the one that is open. Two starts at once give one attempt: unique constraints see to it.

    Refuses attempts_used_up, already_passed, too_few_questions, and not_found where the unit is no quiz.
    """
    if place.unit.kind != "quiz":
        raise Refusal("not_found", _("There is no such quiz."), status=404)
    for _try in range(2):
        earlier = list(attempts_at(place))
        if earlier and earlier[-1].open:
            current = attempting.look(place.person, earlier[-1].public_id, at)
            if current.open:
                return current
            earlier[-1] = current
        _refuse_more(place, earlier)
        try:
            with transaction.atomic():
                return _draw(place, len(earlier) + 1, at, address, rng)
        except IntegrityError:
            # Another start was faster: look again.
            continue
    raise Refusal("busy", _("Please try again."), status=409)


def _refuse_more(place: Place, earlier: list[Attempt]) -> None:
    if any(attempt.passed for attempt in earlier):
        raise Refusal("already_passed", _("You have passed this quiz."))
    if left(place, len(earlier)) == 0:
        raise Refusal("attempts_used_up", _("You have used all your attempts at this quiz."))


def _draw(place: Place, number: int, at: datetime, address: str | None, rng: Random) -> Attempt:
    blueprint = place.unit.blueprint
    sections = [(section["category"], section["count"]) for section in blueprint["sections"]]
    try:
        drawn = drawing.draw(sections, Question.objects.pools([category for category, _count in sections]), rng)
    except drawing.TooFewError as error:
        log.error("Quiz %s cannot be drawn: section %s lacks %s.", place.unit.key, error.section, error.missing)
        raise Refusal(
            "too_few_questions",
            _("The quiz has too few questions at the moment. Please tell the people of the course."),
        ) from error
    versions = QuestionVersion.objects.in_bulk([version for section in drawn for version in section])
    attempt = Attempt.objects.create(
        enrolment=place.enrolment,
        unit_key=place.unit.key,
        number=number,
        terms={
            "pass_mark": place.unit.rule.pass_mark,
            "release": place.release.number,
            **{name: blueprint[name] for name in ("attempts", "minutes", "per_page", "show_answers")},
        },
        started_at=at,
        deadline=timing.deadline(at, blueprint["minutes"]),
        points_possible=sum(
            (Decimal(section["points"]) * section["count"] for section in blueprint["sections"]), Decimal(0)
        ),
        address=address,
    )
    asked = [
        (versions[version], Decimal(section["points"]))
        for section, chosen in zip(blueprint["sections"], drawn, strict=True)
        for version in chosen
    ]
    rows = AttemptQuestion.objects.bulk_create(
        AttemptQuestion(
            attempt=attempt,
            position=position,
            version=version,
            choice_order=drawing.choice_order(version.kind, version.content, rng),
            points_possible=points,
        )
        for position, (version, points) in enumerate(asked, 1)
    )
    journalling.add(attempt, Head(), [Note(Event.STARTED, place.person.pk, journalling.beginning(attempt, rows))], at)
    return attempt
