"""Tokens in the addresses that the player posts its state to: it posts plain forms, on which no header can be put."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from academy.people.models import Person
from courses.models import H5PAttempt
from h5p.player import with_token
from h5p.refusals import Refused
from h5p.tokens import Bound, Signer

STATE = "state"


def state_address(attempt: H5PAttempt, at: datetime) -> str:
    """Where the player keeps its state; it fills `:dataType` and `:subContentId` in by itself."""
    bound = Bound(str(attempt.enrolment.person_id), str(attempt.content_id), STATE, attempt.nonce)
    address = reverse("h5p:state", args=[attempt.nonce, "DATATYPE", "SUBCONTENT"])
    address = address.replace("DATATYPE", ":dataType").replace("SUBCONTENT", ":subContentId")
    return with_token(address, _signer().sign(bound, at))


def is_good(token: str | None, attempt: H5PAttempt, person: Person, at: datetime) -> bool:
    """Whether the token was given to this person for this content, not too long ago."""
    checked = _signer().check(token, at, user=str(person.pk), content=str(attempt.content_id), action=STATE)
    return not isinstance(checked, Refused)


def _signer() -> Signer:
    return Signer([hashlib.sha256(b"h5p state" + settings.SECRET_KEY.encode()).digest()])
