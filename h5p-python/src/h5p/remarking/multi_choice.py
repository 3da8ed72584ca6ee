"""H5P.MultiChoice: one or several right ones out of a list."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from h5p.remarking.port import Mark, marked, mismatch, unverifiable
from h5p.remarking.reading_responses import indices

FULL = 100


def mark(params: Mapping[str, Any], response: str) -> Mark:
    """Marks the chosen indices of `answers`; missing options take the defaults of the player, not those of the form."""
    behaviour = params.get("behaviour") or {}
    answers = params.get("answers") or ()
    right = {place for place, answer in enumerate(answers) if answer.get("correct")}
    one_point = behaviour.get("singlePoint", True)
    kind = behaviour.get("type", "auto")
    single = kind == "single" or (kind == "auto" and len(right) == 1)
    maximum = 1 if single or one_point else max(1, len(right))
    chosen = indices(response)
    if chosen is None or any(index >= len(answers) for index in chosen) or (single and len(chosen) > 1):
        return mismatch("not-a-choice", maximum)
    if single:
        if not right and not chosen:  # nothing at first, a point after trying again
            return unverifiable("no-right-answer", maximum)
        return marked(len(right.intersection(chosen)), maximum)
    hits = len(right.intersection(chosen))
    points = max(0, 2 * hits - len(chosen)) if right else int(not chosen)
    if not one_point:
        return marked(points, maximum)
    needed = Decimal(str(behaviour.get("passPercentage", FULL)))
    return marked(int(Decimal(FULL * points) / max(1, len(right)) >= needed), maximum)
