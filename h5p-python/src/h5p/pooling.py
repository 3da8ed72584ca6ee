"""Which questions a learner gets of a set that holds more than it asks.

An H5P.QuestionSet asks `poolSize` of its questions. Left alone, the learner's browser chooses them, and chooses again
at each retry: whoever wants to gets the easy ones. So the server draws. `draw` is called when an attempt is opened, and
what it gives is kept with the attempt; `opening` says with what the player begins; `asked` are the params to check the
result against. Sets within other contents keep their own choice: only the state of the whole can be given along.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from h5p.names import LibraryName
from h5p.userdata import Place, UserData

QUESTION_SET = "H5P.QuestionSet"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a player is given: the params, and the rows kept for the learner."""

    params: Mapping[str, Any]
    rows: tuple[UserData, ...]


def size(library: LibraryName, params: Mapping[str, Any]) -> int:
    """How many of its questions the set asks; 0 where all are asked, and for other types."""
    wanted = params.get("poolSize")
    if library.machine_name != QUESTION_SET or isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return 0
    return int(wanted) if 0 < wanted < len(_questions(params)) else 0


def draw(library: LibraryName, params: Mapping[str, Any], seed: str) -> tuple[int, ...]:
    """The places of the questions to ask, from 0; nothing where there is nothing to draw.

    The same seed draws the same, here and anywhere: one that is new for each attempt, and nobody's to choose, cannot be
    foreseen. The order is the author's, or that of the draw where the content asks for a random one.
    """
    places = range(len(_questions(params)))
    drawn = sorted(places, key=lambda place: hashlib.sha256(f"{seed}:{place}".encode()).digest())
    drawn = drawn[: size(library, params)]
    return tuple(drawn if params.get("randomQuestions") else sorted(drawn))


def opening(params: Mapping[str, Any], pool: Sequence[int], rows: tuple[UserData, ...]) -> Opening:
    """What the player begins with, so that it asks the questions of `pool`; everything as it is without one.

    A kept state goes on only if it is of this draw: that of an earlier attempt is not given. Retry is off, because the
    player would draw anew; the next attempt begins when the page is opened again.
    """
    if not _fits(params, pool):
        return Opening(params, rows)
    end = params.get("endGame")
    ending = {**(end if isinstance(end, Mapping) else {}), "showRetryButton": False}
    if not any(row.place == Place() and _is_of(row.data, pool) for row in rows):
        state = {"progress": 0, "answers": [], "poolOrder": list(pool)}
        rows = (UserData(Place(), json.dumps(state), preload=True, invalidate=True),)
    return Opening({**params, "endGame": ending}, rows)


def asked(params: Mapping[str, Any], pool: Sequence[int]) -> Mapping[str, Any]:
    """The params with the questions of `pool` alone: a result with others does not agree with them.

    Unchanged without a pool, and where the pool does not fit them.
    """
    if not _fits(params, pool):
        return params
    questions = _questions(params)
    kept = {key: value for key, value in params.items() if key != "poolSize"}
    return {**kept, "questions": [questions[place] for place in pool]}


def _fits(params: Mapping[str, Any], pool: Sequence[int]) -> bool:
    return bool(pool) and all(0 <= place < len(_questions(params)) for place in pool)


def _questions(params: Mapping[str, Any]) -> Sequence[Any]:
    questions = params.get("questions")
    return questions if isinstance(questions, list | tuple) else ()


def _is_of(data: str, pool: Sequence[int]) -> bool:
    try:
        state = json.loads(data)
    except ValueError:
        return False
    order = state.get("poolOrder") if isinstance(state, dict) else None
    return isinstance(order, list) and len(order) == len(pool) and all(place in pool for place in order)
