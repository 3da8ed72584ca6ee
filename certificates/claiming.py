"""Who works on a row: a claim is one conditional UPDATE, so that ten messages about it make one worker.

It holds on every engine, also where row locks do nothing. A claim ends by itself when its lease does.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from certificates.models import Certificate

LONGEST_PAUSE = timedelta(hours=1)


def work_left(state: Certificate.State) -> Q:
    """Rows that may be worked on: PENDING ones are to be produced, READY ones to be announced."""
    left = Q(state=state)
    return left if state == Certificate.State.PENDING else left & Q(announced_at=None)


def claim(pk: int, state: Certificate.State) -> str | None:
    """A fresh token when this caller, and nobody else, may work on the row until the lease ends; otherwise None."""
    at = timezone.now()
    until = at + timedelta(seconds=settings.CERTIFICATE_LEASE)
    token = secrets.token_hex(16)
    free = Q(claim="") | Q(claimed_until__lt=at)
    taken = Certificate.objects.filter(free, work_left(state), pk=pk).update(
        claim=token, claimed_until=until, look_again_at=until, tries=F("tries") + 1
    )
    return token if taken else None


def finish(pk: int, token: str, before: Certificate.State, /, **fields: object) -> bool:
    """Write the outcome and end the claim, if it still holds and the row is still in that state; say whether."""
    return bool(
        Certificate.objects.filter(pk=pk, claim=token, state=before).update(
            claim="", claimed_until=None, trouble="", **fields
        )
    )


def give_back(pk: int, token: str, *, trouble: str, tries: int) -> None:
    """End a claim without an outcome, saying what went wrong; the sweep tries again after a growing pause."""
    Certificate.objects.filter(pk=pk, claim=token).update(
        claim="", claimed_until=None, trouble=trouble, look_again_at=timezone.now() + pause(tries)
    )


def pause(tries: int) -> timedelta:
    """One minute after the first failure, doubling up to an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_PAUSE)


def overdue(at: datetime, most: int) -> list[tuple[int, str]]:
    """Key and state of the rows that have waited longest past their moment, at most so many."""
    rows = Certificate.objects.filter(look_again_at__lte=at).order_by("look_again_at")
    return list(rows.values_list("pk", "state")[:most])
