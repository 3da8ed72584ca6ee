"""JSON as every reader of a package understands it alike: RFC 8259, bounded."""

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from h5p.limits import Limits

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MARKS = (b",", b":", b"[", b"{")
CONTAINERS = (dict, list)

# A half of a pair, written as an escape: the only way in which text that has no UTF-8 gets into a document.
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")

# Databases cannot keep this sign, and no content needs it. An escaped backslash before it makes it plain text.
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class NotStrictJSON(ValueError):  # noqa: N818  # the name is the verdict
    """Why some bytes are not taken as JSON; the message says it in a clause."""


def parse(data: bytes, limits: Limits) -> Any:
    """The value that is written in `data`; NotStrictJSON, and nothing else, for whatever is not taken.

    Not taken: more bytes, values or levels than the limits allow, a byte order mark, what is not UTF-8, NaN and the
    infinities in any spelling, and text with half a surrogate pair or with U+0000. Of equal keys the last one counts,
    as in browsers.
    """
    _look_at(data, limits)
    try:
        value = json.loads(data.decode(), parse_constant=_refuse_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise NotStrictJSON(f"byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise NotStrictJSON(f"{error.msg} in line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise NotStrictJSON(_too_deep(limits)) from None
    except NotStrictJSON:
        raise
    except ValueError:
        raise NotStrictJSON("a number has too many digits") from None
    if data.count(b"[") + data.count(b"{") > limits.json_depth:
        _measure_depth(value, limits)
    if SURROGATE.search(data):
        _look_for_halves(value)
    return value


def _look_at(data: bytes, limits: Limits) -> None:
    if len(data) > limits.json_bytes:
        raise NotStrictJSON(f"it has {len(data):,} bytes; at most {limits.json_bytes:,} are read")
    if data.startswith(BYTE_ORDER_MARK):
        raise NotStrictJSON("it begins with a byte order mark")
    if NUL.search(data):
        raise NotStrictJSON("it holds the sign U+0000")
    marks = sum(data.count(mark) for mark in MARKS)
    if marks > limits.json_marks:
        raise NotStrictJSON(f"it holds about {marks:,} values; at most {limits.json_marks:,} are read")


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrictJSON(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise NotStrictJSON(f"the number {text[:40]} is too large")
    return number


def _too_deep(limits: Limits) -> str:
    return f"it is nested more than {limits.json_depth} levels deep"


def _inner(value: Any) -> Iterable[Any]:
    """What is directly in an object or a list."""
    return value.values() if type(value) is dict else value


def _measure_depth(value: Any, limits: Limits) -> None:
    level: list[Any] = [[value]]
    for _ in range(limits.json_depth + 1):
        level = [one for outer in level for one in _inner(outer) if type(one) in CONTAINERS]
    if level:
        raise NotStrictJSON(_too_deep(limits))


def _look_for_halves(value: Any) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        try:
            if isinstance(one, str):
                one.encode()
            elif isinstance(one, dict):
                "".join(one).encode()
        except UnicodeEncodeError:
            raise NotStrictJSON("a text holds half a surrogate pair") from None
        if type(one) in CONTAINERS:
            waiting.extend(_inner(one))
