"""A write that names a key (Idempotency-Key) is done once, however often a program on a bad line sends it."""

import json
import string
from collections.abc import Callable
from hashlib import sha256
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from academy.api.models import KeptAnswer
from academy.errors import Refusal
from academy.people.models import Person

HEADER = "Idempotency-Key"
LONGEST = 255
PRINTABLE = frozenset(string.digits + string.ascii_letters + string.punctuation)
# What an answer tells besides its body.
KEPT_HEADERS = ("ETag", "Location")


def once(request: Request, deed: Callable[[], Response]) -> Response:
    """The deed's answer; to the same write with the same key within a day the answer it had, and nothing is done.

    The answer is kept in the deed's own transaction. Of two at once the second waits for the first. A refusal is not
    kept: the same write may be tried again. Refuses malformed (400) for a key that is none, and idempotency_conflict
    (422) for a key that was used for something else.
    """
    key = request.headers.get(HEADER)
    if key is None:
        with transaction.atomic():
            return deed()
    if not 1 <= len(key) <= LONGEST or not PRINTABLE.issuperset(key):
        fields = {HEADER: {"code": "malformed"}}
        raise Refusal("malformed", _("The request has not the expected form."), status=400, fields=fields)
    person = cast(Person, request.user)
    with transaction.atomic():
        now, asked = timezone.now(), _asked(request)
        mine = KeptAnswer.objects.filter(person=person, key=key)
        mine.filter(made_at__lt=now - KeptAnswer.KEPT).delete()
        kept, first = KeptAnswer.objects.get_or_create(
            person=person, key=key, defaults={"asked": asked, "made_at": now}
        )
        if not first:
            return _again(kept, asked)
        response = deed()
        kept.status, kept.body = response.status_code, json.dumps(response.data, cls=JSONEncoder)
        kept.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        kept.save()
        return response


def _again(kept: KeptAnswer, asked: str) -> Response:
    if kept.asked != asked:
        raise Refusal("idempotency_conflict", _("This key was used for something else."), status=422)
    return Response(json.loads(kept.body), status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"})


def _asked(request: Request) -> str:
    body = json.dumps(request.data, sort_keys=True, cls=JSONEncoder)
    return sha256(f"{request.method} {request.path}\n{body}".encode()).hexdigest()
