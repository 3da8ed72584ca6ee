"""Answers in their two forms, given and stored (assessments.kinds.base says which is which). Pure."""

from typing import Any

from assessments import kinds
from assessments.kinds import WrongTypeError

__all__ = ["WrongTypeError", "given", "stored"]


def stored(kind: str, layout: Any, given: Any) -> Any:
    """The stored form of a given answer, by the layout that the attempt holds. Raises WrongTypeError.

    Files come by a way of their own (assessments.attaching): here nothing can be said of them, not even that they go.
    """
    if kinds.of(kind).of_files:
        raise WrongTypeError
    return None if given is None else kinds.of(kind).stored(layout, given)


def given(kind: str, layout: Any, stored: Any) -> Any:
    """The given form of a stored answer; the reverse of `stored`."""
    return None if stored is None else kinds.of(kind).given(layout, stored)
