"""Keeping what a browser says on the way, as it came: so much for each attempt, and no more."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from courses.h5p.playing import attempt_of
from courses.models import H5PAttempt, H5PStatement
from h5p.xapi import Statement, parse_statement

MOST_AT_ONCE = 100
# For each attempt. A book of a hundred tasks, worked through five times, says about a thousand, of a kilobyte each.
MOST_STATEMENTS = 2_000
MOST_BYTES = 2 * 1024 * 1024


def receive_statements(person: Person, nonce: str, bodies: object, at: datetime) -> int:
    """Keep a list of statements; how many were new and had room. What is no statement in it is left out.

    Refuses not_found for an attempt of somebody else, and malformed for no list, or one of more than a hundred.
    """
    attempt = attempt_of(person, nonce)
    if not isinstance(bodies, list) or len(bodies) > MOST_AT_ONCE:
        raise Refusal("malformed", _("A list of at most 100 statements is needed."), status=400)
    parsed = [parse_statement(json.dumps(body).encode()) for body in bodies]
    with transaction.atomic():
        return keep(locked(attempt), [one for one in parsed if isinstance(one, Statement)], at)


def locked(attempt: H5PAttempt) -> H5PAttempt:
    """The attempt as it is now, for this transaction alone."""
    mine = H5PAttempt.objects.select_for_update(of=("self",)).select_related("enrolment", "version__library")
    return mine.get(pk=attempt.pk)


def keep(attempt: H5PAttempt, statements: Iterable[Statement], at: datetime, *, is_result: bool = False) -> int:
    """Keep what is new of these with the locked attempt, until its room is used up; how many were kept.

    For the attempt's result there is always room: nobody fills it up so that what a score was made of is not kept.
    """
    said = {found: _attributed(attempt, one, at) for one in statements if (found := _id(one))}
    known = set(
        H5PStatement.objects.filter(attempt=attempt, statement_id__in=said).values_list("statement_id", flat=True)
    )
    room = MOST_STATEMENTS - H5PStatement.objects.filter(attempt=attempt).count()
    rows: list[H5PStatement] = []
    for key, body in said.items():
        size = len(json.dumps(body).encode())
        fits = len(rows) < room and attempt.kept_bytes + size <= MOST_BYTES
        if key not in known and (fits or is_result):
            rows.append(H5PStatement(attempt=attempt, statement_id=key, received_at=at, body=body))
            attempt.kept_bytes += size
    if rows:
        H5PStatement.objects.bulk_create(rows)
        attempt.save(update_fields=["kept_bytes"])
    return len(rows)


def _attributed(attempt: H5PAttempt, statement: Statement, at: datetime) -> dict[str, Any]:
    """As it came, but for who, in which attempt and when: the server knows these."""
    said = statement.attributed(str(attempt.enrolment.person_id), settings.PUBLIC_ORIGIN)
    context = {**said.get("context", {}), "registration": str(uuid5(NAMESPACE_URL, attempt.nonce))}
    return {**said, "context": context, "stored": at.isoformat()}


def _id(statement: Statement) -> UUID | None:
    try:
        return UUID(str(statement.data.get("id")))
    except ValueError:
        return None
