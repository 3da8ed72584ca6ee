"""The one way to say no: a refusal with a code that is never renamed and a sentence for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """Something was asked that may not be. `code` is for machines, `detail` for people, `fields` says where.

    `status` is the HTTP status that a door answers with; nothing was changed when this is raised.
    """

    def __init__(
        self, code: str, detail: str | Promise, *, status: int = 409, fields: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.status = status
        self.fields = dict(fields or {})
