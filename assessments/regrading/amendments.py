"""Another key for a question whose version stays as it is, and whether one version can mark another's answers. Pure.

A key, by what the content holds: choices or areas, the ids of those that are right; an answer that is a truth value,
the other or the same one; a number, {"answer", "tolerance"} as decimals in text. What holds none of these (and whatever
kind is added later) is regraded by a newer version of the question.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

OPTIONS = ("choices", "areas")


class UnfitKeyError(ValueError):
    """The key is none that this content can have."""


def options(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What learners pick from, each with "id", "correct" and a text; empty for kinds without."""
    for name in OPTIONS:
        if all("correct" in one for one in content.get(name, ())):
            found: Sequence[Mapping[str, Any]] = content.get(name, ())
            if found:
                return found
    return ()


def key_of(content: Mapping[str, Any]) -> Any:
    """The content's key as above; None for kinds that can be given no other."""
    if options(content):
        return [one["id"] for one in options(content) if one["correct"]]
    if isinstance(content.get("answer"), bool):
        return content["answer"]
    if "answer" in content and "tolerance" in content:
        return {"answer": content["answer"], "tolerance": content["tolerance"]}
    return None


def rekeyed(kind: str, content: Mapping[str, Any], key: Any) -> dict[str, Any]:
    """A copy of the content under another key. Of a single choice several may then be right, each worth all points.

    Raises UnfitKeyError.
    """
    now = key_of(content)
    if isinstance(now, bool) and isinstance(key, bool):
        return {**content, "answer": key}
    if isinstance(now, list) and isinstance(key, list):
        return _picked(content, set(key))
    if isinstance(now, dict) and isinstance(key, dict):
        return {**content, "answer": _decimal(key, "answer"), "tolerance": _decimal(key, "tolerance", least=Decimal(0))}
    raise UnfitKeyError(kind)


def same_shape(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether stored answers to one can be marked by the other: every part that has an id is in both."""
    return set(_ids(one)) == set(_ids(other))


def _picked(content: Mapping[str, Any], right: set[str]) -> dict[str, Any]:
    known = {one["id"] for one in options(content)}
    if not right or not right <= known:
        raise UnfitKeyError
    name = next(name for name in OPTIONS if content.get(name))
    return {**content, name: [{**one, "correct": one["id"] in right} for one in content[name]]}


def _decimal(key: Mapping[str, Any], name: str, least: Decimal | None = None) -> str:
    try:
        number = Decimal(str(key[name]))
    except (KeyError, ArithmeticError) as error:
        raise UnfitKeyError(name) from error
    if not number.is_finite() or (least is not None and number < least):
        raise UnfitKeyError(name)
    return f"{number:f}"


def _ids(part: Any, place: str = "") -> Iterator[str]:
    if isinstance(part, Mapping):
        if "id" in part:
            yield f"{place}.{part['id']}"
        for name, inner in part.items():
            yield from _ids(inner, f"{place}.{name}")
    elif isinstance(part, list):
        for inner in part:
            yield from _ids(inner, place)
