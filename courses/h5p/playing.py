"""Opening interactive content in a lesson: whose sitting it is, what is played, where the player was."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from courses import reading
from courses.h5p.preparing import prepared
from courses.models import Enrolment, H5PAttempt, H5PContent, H5PState, H5PVersion
from courses.placing import Place
from h5p.pooling import Opening, draw, opening
from h5p.userdata import Place as DataPlace
from h5p.userdata import UserData

# For each person and content: a book of many exercises keeps one place for each.
MOST_PLACES = 50


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt that is open, with what its page needs: the params to play, and what was kept for this person."""

    attempt: H5PAttempt
    version: H5PVersion
    opening: Opening


def begin(place: Place, content_key: UUID, at: datetime) -> Sitting:
    """The person's open attempt at a content of the lesson, or a new one.

    Refuses not_found when the lesson does not hold the content, and h5p_unavailable while a library of it may not be
    played.
    """
    exercise = _exercise(place, content_key)
    content = H5PContent.objects.select_related("current__library").filter(key=content_key).first()
    if exercise is None or content is None or content.current is None:
        raise Refusal("not_found", _("There is no such course or unit."), status=404)
    version = prepared(content.current)
    attempt = open_for(place.enrolment, place.unit.key, exercise, version, at)
    return Sitting(attempt, version, opening(version.filtered, attempt.pool, rows_of(place.person, version)))


def open_for(enrolment: Enrolment, unit: UUID, exercise: UUID, version: H5PVersion, at: datetime) -> H5PAttempt:
    """The open attempt of this enrolment at this version, made where there is none; two calls at once give one."""
    nonce = secrets.token_urlsafe(24)
    found, _made = H5PAttempt.objects.get_or_create(
        enrolment=enrolment,
        unit_key=unit,
        exercise=exercise,
        version=version,
        finished_at=None,
        defaults={
            "nonce": nonce,
            "content_id": version.content_id,
            "opened_at": at,
            "pool": draw(version.library.name, version.filtered, nonce),
        },
    )
    return found


def attempt_of(person: Person, nonce: str) -> H5PAttempt:
    """The person's own attempt; refuses not_found, and withdrawn when they left the course."""
    found = (
        H5PAttempt.objects.select_related("enrolment", "content", "version__library")
        .filter(nonce=nonce, enrolment__person=person)
        .first()
    )
    if found is None:
        raise Refusal("not_found", _("There is no such attempt at this content."), status=404)
    if found.enrolment.state == Enrolment.State.WITHDRAWN:
        raise Refusal("withdrawn", _("You have withdrawn from this course. Enrol again to go on."), status=403)
    return found


def rows_of(person: Person, version: H5PVersion) -> tuple[UserData, ...]:
    """What the player kept for the person in this very version; another version's state would not fit."""
    rows = H5PState.objects.filter(person=person, content_id=version.content_id, version=version)
    return tuple(
        UserData(DataPlace(row.sub_content_id, row.data_type), row.data, row.preload, invalidate=True) for row in rows
    )


def keep_state(attempt: H5PAttempt, data: UserData, at: datetime) -> None:
    """Keep where the player is, for any device. Refuses too_much: no content needs so many places."""
    mine = H5PState.objects.filter(person_id=attempt.enrolment.person_id, content_id=attempt.content_id)
    others = mine.exclude(sub_content_id=data.place.sub_content_id, data_type=data.place.data_type)
    if others.count() >= MOST_PLACES:
        raise Refusal("too_much", _("There is no room to keep more of this content."), status=413)
    H5PState.objects.update_or_create(
        person_id=attempt.enrolment.person_id,
        content_id=attempt.content_id,
        sub_content_id=data.place.sub_content_id,
        data_type=data.place.data_type,
        defaults={"version_id": attempt.version_id, "data": data.data, "preload": data.preload, "saved_at": at},
    )


def forget_state(attempt: H5PAttempt, place: DataPlace) -> None:
    """The player starts over."""
    H5PState.objects.filter(
        person_id=attempt.enrolment.person_id,
        content_id=attempt.content_id,
        sub_content_id=place.sub_content_id,
        data_type=place.data_type,
    ).delete()


def _exercise(place: Place, content_key: UUID) -> UUID | None:
    """The id of the block that shows this content in the lesson, in the language that is read."""
    for block in reading.page_of(place.source).body:
        if block.block_type == "interactive" and (content := block.value["content"]) and content.key == content_key:
            return UUID(str(block.id))
    return None
