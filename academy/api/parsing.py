"""How the API reads a body: JSON, of bounded size and depth."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from academy.errors import Refusal

LARGEST = 262_144


def too_large() -> Refusal:
    """What is said to a body that is not even read."""
    return Refusal("too_large", _("The request is larger than 256 kB."), status=413)


class BoundedJSONParser(JSONParser):
    """DRF's parser; more than `LARGEST` bytes are refused unread (413 too_large), nesting without end is malformed."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        request = (parser_context or {})["request"]
        # A request without a length has no body: Django reads as many bytes as the header names.
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise too_large()
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError from error
