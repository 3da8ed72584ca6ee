"""Reads carry an ETag: whoever has the answer is told so (304), and a change names what it is a change of."""

import json
from hashlib import sha256
from typing import Any

from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from academy.errors import Refusal


def tag_of(body: Any) -> str:
    """The strong ETag of a body: the same for the same body."""
    return f'"{sha256(json.dumps(body, sort_keys=True, cls=JSONEncoder).encode()).hexdigest()[:32]}"'


def tagged(request: Request, body: Any) -> Response:
    """The body with its ETag; 304 and no body where If-None-Match names it."""
    tag = tag_of(body)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    if tag in known or "*" in known:
        return Response(status=304, headers=headers)
    return Response(body, headers=headers)


def unless_unchanged(request: Request, body: Any) -> None:
    """Refuse changed_meanwhile (412) where If-Match names something else than this body."""
    named = parse_etags(request.headers.get("If-Match", ""))
    if "*" not in named and tag_of(body) not in named:
        raise Refusal("changed_meanwhile", _("This was changed meanwhile. Read it again, then change it."), status=412)


def must_match(request: Request) -> None:
    """Refuse precondition_required (428) to a change that does not name what it is a change of."""
    if not request.headers.get("If-Match"):
        detail = _("Say in If-Match which state this is a change of: the ETag that it was read with.")
        raise Refusal("precondition_required", detail, status=428)
