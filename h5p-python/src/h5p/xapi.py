"""The long report: xAPI statements as the player's content types make them, read strictly into records.

Who did it is never taken from a statement: the browser wrote it. `attributed` puts in whom the server knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from h5p.limits import KIB, Limits
from h5p.names import LibraryName
from h5p.refusals import Reason, Refused
from h5p.remarking import Answer
from h5p.score import Score, read_score
from h5p.strictjson import parse

LIMITS = Limits(json_bytes=256 * KIB, json_depth=32, json_marks=20_000)
DEEPEST_TREE = 8
VERBS = "http://adlnet.gov/expapi/verbs/"
LIBRARIES = "http://h5p.org/libraries/"
LOCAL_CONTENT = "http://h5p.org/x-api/h5p-local-content-id"
SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId"
ID = re.compile(r"[^\s\x00-\x1f]{0,2048}")
DURATION = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `verb` is its short name (`answered`) for the verbs of ADL, its whole address for others.

    `score` is None where there is none to count; it is finite, but not yet checked for bounds. `parent` is the address
    of the content around it, None for a root. `content` is the key the page gave the content, empty if not said.
    """

    verb: str
    object_id: str
    data: Mapping[str, Any]
    content: str = ""
    sub_content_id: str = ""
    parent: str | None = None
    library: LibraryName | None = None
    score: Score | None = None
    completion: bool | None = None
    response: str = ""
    duration: timedelta | None = None

    @property
    def is_root(self) -> bool:
        """Whether it has no parent. The object's id cannot tell: a part without an id has that of the whole."""
        return self.parent is None

    def attributed(self, account: str, home_page: str) -> dict[str, Any]:
        """The statement as it came, with the actor that the server knows in place of the one it named."""
        actor = {"objectType": "Agent", "account": {"homePage": home_page, "name": account}}
        return {**self.data, "actor": actor}


@dataclass(frozen=True, slots=True)
class Tree:
    """A statement with those of the parts within, as a content type's `getXAPIData()` gives them.

    To be judged as the result, its own statement goes to `accept`; `answers` are then those of the same report.
    """

    statement: Statement
    children: tuple["Tree", ...] = ()

    def answers(self) -> Answer:
        """What can be marked again."""
        score = self.statement.score
        raw, maximum = (score.raw, score.max) if score else (None, None)
        within = tuple(child.answers() for child in self.children)
        return Answer(raw, maximum, self.statement.response, self.statement.sub_content_id, within)


class _Wrong(Exception):  # noqa: N818
    """The part of the statement that is wrong, on its way out of this module's functions."""

    def __init__(self, where: str, reason: Reason = Reason.MALFORMED) -> None:
        self.refused = Refused(reason, where)


def parse_statement(data: bytes, limits: Limits = LIMITS) -> Statement | Refused:
    """The statement that these bytes of JSON hold."""
    try:
        return _statement(_json(data, limits))
    except _Wrong as wrong:
        return wrong.refused


def parse_tree(data: bytes, limits: Limits = LIMITS) -> Tree | Refused:
    """The statement and its parts: `{"statement": {…}, "children": [{"statement": …}]}`, at most eight levels."""
    try:
        return _tree(_json(data, limits), DEEPEST_TREE)
    except _Wrong as wrong:
        return wrong.refused


def _json(data: bytes, limits: Limits) -> Any:
    if len(data) > limits.json_bytes:
        raise _Wrong("", Reason.TOO_LARGE)
    try:
        return parse(data, limits)
    except ValueError as error:
        raise _Wrong(str(error)) from None


def _tree(said: Any, deeper: int) -> Tree:
    node = _object(said, "tree")
    children = node.get("children") or []
    if not isinstance(children, list) or (children and not deeper):
        raise _Wrong("children")
    return Tree(_statement(node.get("statement")), tuple(_tree(child, deeper - 1) for child in children))


def _statement(said: Any) -> Statement:
    data = _object(said, "statement")
    verb = _id(_object(data.get("verb"), "verb").get("id"), "verb/id")
    about = _object(data.get("object"), "object")
    definition = _object(about.get("definition", {}), "object/definition")
    extensions = _object(definition.get("extensions", {}), "object/definition/extensions")
    activities = _activities(data)
    found = Statement(
        verb=verb.removeprefix(VERBS),
        object_id=_id(about.get("id"), "object/id"),
        data=data,
        content=_key(extensions.get(LOCAL_CONTENT), "content id"),
        sub_content_id=_key(extensions.get(SUB_CONTENT), "subContentId"),
        parent=_first_id(activities.get("parent"), "parent"),
        library=_library(_first_id(activities.get("category"), "category")),
    )
    return _with_result(found, data["result"]) if data.get("result") is not None else found


def _with_result(found: Statement, said: Any) -> Statement:
    result = _object(said, "result")
    return replace(
        found,
        score=_score(result.get("score")),
        completion=_truth(result.get("completion"), "result/completion"),
        response=_text(result.get("response"), "result/response"),
        duration=_duration(result.get("duration")),
    )


def _score(said: Any) -> Score | None:
    if said is None:
        return None
    score = _object(said, "result/score")
    # A type without points of its own sends none, or null for them, which is what JSON makes of NaN.
    if score.get("raw") is None or score.get("max") is None:
        return None
    if isinstance(score["raw"], str) or isinstance(score["max"], str):
        raise _Wrong("result/score")
    found = read_score(score["raw"], score["max"])
    if isinstance(found, Refused):
        raise _Wrong(f"result/score/{found.detail}", found.reason)
    return found


def _activities(data: Mapping[str, Any]) -> Mapping[str, Any]:
    context = _object(data.get("context", {}), "context")
    return _object(context.get("contextActivities", {}), "context/contextActivities")


def _first_id(said: Any, where: str) -> str | None:
    # xAPI allows one activity in place of a list of them.
    listed = said if isinstance(said, list) else [said]
    if said is None or not listed:
        return None
    return _id(_object(listed[0], where).get("id"), f"{where}/id")


def _library(category: str | None) -> LibraryName | None:
    if category is None or not category.startswith(LIBRARIES):
        return None
    try:
        return LibraryName.parse(category.removeprefix(LIBRARIES))
    except ValueError:
        return None


def _object(said: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise _Wrong(where)
    return said


def _id(said: Any, where: str) -> str:
    if not isinstance(said, str) or not ID.fullmatch(said):
        raise _Wrong(where)
    return said


def _key(said: Any, where: str) -> str:
    # The player turns keys of digits into numbers.
    if said is None:
        return ""
    if isinstance(said, bool) or not isinstance(said, str | int) or len(str(said)) > 255:
        raise _Wrong(where)
    return str(said)


def _truth(said: Any, where: str) -> bool | None:
    if said is not None and not isinstance(said, bool):
        raise _Wrong(where)
    return said


def _text(said: Any, where: str) -> str:
    if said is not None and not isinstance(said, str):
        raise _Wrong(where)
    return said or ""


def _duration(said: Any) -> timedelta | None:
    # A broken clock in the browser is no reason to lose a result: the server has its own.
    found = DURATION.fullmatch(said) if isinstance(said, str) else None
    if not found:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
