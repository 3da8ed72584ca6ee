"""The kinds of question. One file holds one kind: its content, how it is asked, answered, marked and reviewed.

A new kind is a new file, a line here, a value of QuestionVersion.Kind and two templates named after it.
"""

from assessments.kinds.base import Kind
from assessments.kinds.blanks import Blanks
from assessments.kinds.essay import Essay
from assessments.kinds.hotspot import Hotspot
from assessments.kinds.matching import Matching
from assessments.kinds.matrix import Matrix
from assessments.kinds.multiple import Multiple
from assessments.kinds.number import Number
from assessments.kinds.ordering import Ordering
from assessments.kinds.shapes import WrongTypeError
from assessments.kinds.shorttext import ShortText
from assessments.kinds.single import Single
from assessments.kinds.truefalse import TrueFalse
from assessments.kinds.upload import Upload

__all__ = ["KINDS", "Kind", "WrongTypeError", "of"]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Single(), Multiple(), TrueFalse(), Number(), ShortText(), Matching(), Ordering(), Blanks(), Matrix(), Hotspot(),
        Essay(), Upload(),
    )
}  # fmt: skip


def of(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return KINDS[name]
