"""Answers in their two forms. Pure.

Given, what the browser sends and gets: single "2", multiple ["1", "3"], truefalse true, number "1,250.5"; None is
unanswered. A choice is named by its place in this learner's order, so that nothing of the author's own ids (where the
first is so often the right one) is seen. Stored: the same with the author's ids; marking depends on no order.
"""

import math
from typing import Any

from assessments import numerals


class WrongTypeError(ValueError):
    """The answer has not the shape that the question's kind takes."""


def stored(kind: str, order: list[str], given: Any) -> Any:
    """The stored form of a given answer. Raises WrongTypeError."""
    if given is None:
        return None
    if kind == "single":
        return _choice(order, given)
    if kind == "multiple":
        if not isinstance(given, list) or len(given) > len(order):
            raise WrongTypeError
        picked = {_choice(order, name) for name in given}
        return [name for name in order if name in picked] or None
    if kind == "truefalse":
        if not isinstance(given, bool):
            raise WrongTypeError
        return given
    return _number(given)


def given(kind: str, order: list[str], stored: Any) -> Any:
    """The given form of a stored answer; the reverse of `stored`."""
    if stored is None:
        return None
    if kind == "single":
        return str(order.index(stored) + 1)
    if kind == "multiple":
        return [str(order.index(name) + 1) for name in stored]
    return stored


def _choice(order: list[str], name: Any) -> str:
    if not isinstance(name, str) or not name.isascii() or not name.isdecimal() or len(name) > 3:
        raise WrongTypeError
    place = int(name)
    if not 1 <= place <= len(order):
        raise WrongTypeError
    return order[place - 1]


def _number(given: Any) -> str | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise WrongTypeError
    if isinstance(given, float) and not math.isfinite(given):
        raise WrongTypeError
    typed = given if isinstance(given, str) else f"{given:f}" if isinstance(given, float) else repr(given)
    typed = typed.strip()
    if not typed:
        return None
    if numerals.parse(typed) is None:
        raise WrongTypeError
    return typed
