"""Starting an attempt: what is drawn, in which order, on which terms and until when."""

import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from random import Random

from django.db import IntegrityError, transaction
from django.db.models import BigAutoField, UUIDField
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.formats import dates
from academy.prepared import Prepared
from assessments import attempting, disclosure, drawing, journalling, pools, refusals, terms, timing, wordings
from assessments.journalling import Event, Head, Note
from assessments.models import Attempt, AttemptQuestion
from assessments.terms import Terms
from assessments.timing import Times
from courses.placing import Place

log = logging.getLogger(__name__)
_attempts = Prepared(
    lambda enrolment, unit: Attempt.objects.filter(enrolment=enrolment, unit_key=unit).order_by("number"),
    enrolment=BigAutoField(),
    unit=UUIDField(),
)


def attempts_at(place: Place) -> list[Attempt]:
    """The person's attempts at the quiz of this place in this enrolment, the first first."""
    return _attempts(enrolment=place.enrolment.pk, unit=place.unit.key)


def terms_at(place: Place) -> Terms:
    """The terms on which the person sits the quiz of this place now."""
    return terms.of(place.person, place.unit.key, place.unit.blueprint, place.enrolment.cohort_id)


def hindrance(times: Times, earlier: Sequence[Attempt], at: datetime) -> Refusal | None:
    """Why no new attempt may begin now, network and password aside; None when one may.

    One of already_passed, waiting_for_marking, not_open_yet, closed, attempts_used_up and too_soon. `earlier` are
    submitted, in their order.
    """
    if any(attempt.passed for attempt in earlier):
        return Refusal("already_passed", _("You have passed this quiz."))
    if any(attempt.waiting for attempt in earlier):
        return Refusal("waiting_for_marking", _("Your last attempt is waiting to be marked by a person."))
    if timing.not_yet(times, at):
        return _later("not_open_yet", gettext("This test opens on %(moment)s."), times.opens_at)
    if timing.closed(times, at):
        return _later("closed", gettext("This test closed on %(moment)s."), times.closes_at)
    if timing.left(times, len(earlier)) == 0:
        return Refusal("attempts_used_up", _("You have used all your attempts at this quiz."))
    again = timing.next_from(times, earlier[-1].submitted_at if earlier else None)
    if again and at < again:
        return _later("too_soon", gettext("You can try again from %(moment)s."), again)
    return None


def start(
    place: Place, at: datetime, rng: Random = drawing.CHANCE, *, address: str | None = None, password: str = ""
) -> Attempt:
    """A new attempt, or the one that is open. Two starts at once give one attempt: unique constraints see to it.

    Refuses what `hindrance` names, address_not_allowed, wrong_password, too_few_questions, and not_found where the
    unit is no quiz. An open attempt is gone on with without a password.
    """
    if place.unit.kind != "quiz":
        raise Refusal("not_found", _("There is no such quiz."), status=404)
    now = terms_at(place)
    for _try in range(2):
        earlier = attempts_at(place)
        if earlier and earlier[-1].open:
            current = attempting.enter(place.person, earlier[-1].public_id, at, address)
            if current.open:
                return current
            earlier[-1] = current
        _refuse(now, earlier, at, address, password)
        try:
            with transaction.atomic():
                return _draw(place, now, len(earlier) + 1, at, address, rng)
        except IntegrityError:
            # Another start was faster: look again.
            continue
    raise Refusal("busy", _("Please try again."), status=409)


def _refuse(now: Terms, earlier: list[Attempt], at: datetime, address: str | None, password: str) -> None:
    if refusal := hindrance(now.times, earlier, at):
        raise refusal
    refusals.unless_admitted(now.networks, address)
    if now.password and not secrets.compare_digest(now.password.encode(), password.strip().encode()):
        detail = _("This is not the password of this test.") if password else _("This test asks for a password.")
        raise Refusal("wrong_password", detail, status=403, fields={"password": {"code": "wrong_password"}})


def _later(code: str, sentence: str, moment: datetime | None) -> Refusal:
    assert moment is not None
    words = dates.moment_in_words(moment, timezone.get_current_timezone(), get_language() or "th")
    return Refusal(code, sentence % {"moment": words}, fields={"at": moment.isoformat()})


def _draw(place: Place, now: Terms, number: int, at: datetime, address: str | None, rng: Random) -> Attempt:
    blueprint = place.unit.blueprint
    try:
        drawn = _choose(place, rng)
    except drawing.TooFewError as error:
        log.error("Quiz %s cannot be drawn: section %s lacks %s.", place.unit.key, error.section, error.missing)
        raise Refusal(
            "too_few_questions",
            _("The quiz has too few questions at the moment. Please tell the people of the course."),
        ) from error
    versions = wordings.versions([version for section in drawn for version in section])
    attempt = Attempt.objects.create(
        enrolment=place.enrolment,
        unit_key=place.unit.key,
        number=number,
        terms={
            "pass_mark": place.unit.rule.pass_mark,
            "release": place.release.number,
            **{name: blueprint[name] for name in ("attempts", "minutes", "per_page")},
            "navigation": blueprint.get("navigation", "free"),
            "questions": sum(map(len, drawn)),
            "review": dict(disclosure.levels(blueprint)),
            **({"marking": blueprint["marking"]} if "marking" in blueprint else {}),
        },
        started_at=at,
        deadline=timing.deadline(at, now.times),
        grace=now.times.grace.seconds,
        networks=list(now.networks),
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
    if blueprint.get("shuffle"):
        rng.shuffle(asked)
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


def _choose(place: Place, rng: Random) -> list[list[int]]:
    """The versions asked, one list a section; none that was retired, worded anew or moved a moment ago."""
    sections = pools.sections(place.unit.blueprint)
    wanted = [pool for pool, _count in sections]
    with suppress(drawing.TooFewError):
        recent = pools.recent(f"{place.release.pk}:{place.unit.key}", wanted)
        drawn = drawing.draw(sections, recent.versions, rng)
        if pools.stands(list(zip(wanted, drawn, strict=True)), recent):
            return drawn
    return drawing.draw(sections, pools.versions(wanted), rng)
