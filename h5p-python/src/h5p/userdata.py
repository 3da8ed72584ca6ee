"""What a content keeps for a user between visits, most of all where they were (`state`).

Kept by user, content, sub-content and data type. The functions read what the player posts and make what it is sent;
keeping the rows is the caller's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from h5p.limits import MIB, Limits
from h5p.refusals import Reason, Refused
from h5p.strictjson import parse

MAX_BYTES = 1 * MIB
LONGEST_TYPE = 255
SUB_CONTENT = re.compile(r"0|\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.ASCII | re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DELETE = "0"
RESET = "RESET"  # on reading this the player tells the learner that the content has changed, and starts over


@dataclass(frozen=True, slots=True)
class Place:
    """Which of a user's data for one content: "0" or the UUID of a sub-content, and a name the content chose."""

    sub_content_id: str = "0"
    data_type: str = "state"


@dataclass(frozen=True, slots=True)
class UserData:
    """One row: `data` is JSON text. `preload`: sent with the page; `invalidate`: worth nothing when params change."""

    place: Place
    data: str
    preload: bool = False
    invalidate: bool = False


class Deletion:
    """The player asks for the row to be deleted."""


def parse_place(data_type: str, sub_content_id: str) -> Place | Refused:
    """The place that the address names; sub-contents have UUIDs, which some servers force into a number and lose."""
    if not 0 < len(data_type) <= LONGEST_TYPE or CONTROL.search(data_type):
        return Refused(Reason.MALFORMED, "dataType")
    if not SUB_CONTENT.fullmatch(sub_content_id):
        return Refused(Reason.MALFORMED, "subContentId")
    return Place(sub_content_id, data_type)


def parse_post(
    place: Place, form: Mapping[str, str], *, content_hash: str | None = None, max_bytes: int = MAX_BYTES
) -> UserData | Deletion | Refused:
    """What to do with the fields `data`, `preload`, `invalidate` and `contentHash` of a form posted to the place.

    With `content_hash` said, data that becomes worthless by a change is refused when it belongs to other params: a page
    left open would bring back a state that no longer fits. `max_bytes` counts the data in UTF-8.
    """
    data = form.get("data")
    if data is None:
        return Refused(Reason.MALFORMED, "data")
    if data == DELETE:
        return Deletion()
    invalidate = form.get("invalidate") == "1"
    theirs = form.get("contentHash")
    if invalidate and content_hash and theirs and theirs != content_hash:
        return Refused(Reason.OUTDATED, "contentHash")
    refused = _no_json(data, max_bytes)
    return refused or UserData(place, data, form.get("preload") == "1", invalidate)


def preloaded(rows: Iterable[UserData]) -> dict[str, dict[str, str]]:
    """The rows that go with the page, by sub-content and data type, as the player wants them.

    An empty state is always among them: the player would ask for a missing one, and the answer would come too late.
    """
    found: dict[str, dict[str, str]] = {"0": {"state": "{}"}}
    for row in rows:
        if row.preload:
            found.setdefault(row.place.sub_content_id, {})[row.place.data_type] = row.data
    return found


def after_change(rows: Iterable[UserData]) -> tuple[UserData, ...]:
    """The rows that are left when the content's params have changed.

    Of those that are worth nothing now, the ones sent with the page are marked, so that the learner is told.
    """
    kept = (replace(row, data=RESET) if row.invalidate else row for row in rows if row.preload or not row.invalidate)
    return tuple(kept)


def answer_read(row: UserData | None) -> dict[str, Any]:
    """The JSON for reading a place."""
    return {"success": True, "data": row.data if row else False}


def answer_post(refused: Refused | None = None) -> dict[str, Any]:
    """The JSON for a post; a refusal is told without its reason."""
    return {"success": False, "message": "This could not be saved."} if refused else {"success": True}


def _no_json(data: str, max_bytes: int) -> Refused | None:
    try:
        encoded = data.encode()
        if len(encoded) > max_bytes:
            return Refused(Reason.TOO_LARGE, "data")
        parse(encoded, Limits(json_bytes=max_bytes))
    except ValueError:  # among them what has no UTF-8
        return Refused(Reason.MALFORMED, "data")
    return None
