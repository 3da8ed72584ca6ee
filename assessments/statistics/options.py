"""What was answered to a question: each option with how many chose it, and how they did elsewhere. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.regrading import amendments
from assessments.statistics import formulas
from assessments.statistics.formulas import Pairs
from assessments.statistics.queries import Sums

COMMONEST = 10


@dataclass(frozen=True, slots=True)
class Option:
    """`answer` is an option's id, a truth value, a typed answer, or None for no answer. `texts` by language, as markup.

    `share`, `upper` and `lower` are shares of all who had the question, of the best 27 % and of the weakest 27 %;
    `discrimination` is the point-biserial between choosing it and the rest of the test; `correct` is None where that
    is not for an answer alone to say.
    """

    answer: Any
    texts: Mapping[str, str]
    correct: bool | None
    count: int
    share: float
    upper: float | None
    lower: float | None
    discrimination: float | None


def options(content: Mapping[str, Any], sums: Sequence[Sums]) -> list[Option]:
    """The options in their own order, then no answer; the commonest answers first for questions without options."""
    offered = amendments.options(content)
    if offered:
        found = [
            _option(one["id"], one.get("text") or one.get("label") or {}, bool(one["correct"]), sums) for one in offered
        ]
    elif isinstance(content.get("answer"), bool):
        found = [_option(value, {}, value is content["answer"], sums) for value in (True, False)]
    else:
        typed = sorted((one for one in sums if one.answer is not None), key=lambda one: -one.n)[:COMMONEST]
        found = [_option(one.answer, {}, None, sums) for one in typed]
    unanswered = _option(None, {}, None, sums)
    return [*found, unanswered] if unanswered.count and found else found


def _option(answer: Any, texts: Mapping[str, str], correct: bool | None, sums: Sequence[Sums]) -> Option:
    chosen = [one for one in sums if _is_in(answer, one.answer)]
    n, count = sum(one.n for one in sums), sum(one.n for one in chosen)
    # Who chose it is x = 1, who did not is x = 0: the sums of x and of x squared are how many chose.
    rested = sum(one.rest_n for one in chosen)
    pairs = Pairs(
        sum(one.rest_n for one in sums), rested, sum(one.r for one in sums),
        rested, sum(one.rr for one in sums), sum(one.r for one in chosen),
    )  # fmt: skip
    return Option(
        answer=answer,
        texts=texts,
        correct=correct,
        count=count,
        share=count / n if n else 0.0,
        upper=formulas.mean(sum(one.upper for one in chosen), sum(one.upper for one in sums)),
        lower=formulas.mean(sum(one.lower for one in chosen), sum(one.lower for one in sums)),
        discrimination=formulas.correlation(pairs),
    )


def _is_in(answer: Any, given: Any) -> bool:
    """Whether this is the given answer, or one of several given."""
    if isinstance(given, list) and not isinstance(answer, list):
        return answer in given
    return type(answer) is type(given) and bool(answer == given)
