"""Which questions a learner gets, and in which order. Pure: chance comes in as an argument."""

from collections.abc import Hashable, Mapping, Sequence
from random import Random, SystemRandom
from typing import Any, TypeVar

from assessments import kinds

T = TypeVar("T", bound=Hashable)
P = TypeVar("P", bound=Hashable)
CHANCE: Random = SystemRandom()


class TooFewError(Exception):
    """The pools cannot fill the sections without asking something twice. `section` is the first that lacks."""

    def __init__(self, section: int, missing: int) -> None:
        super().__init__(section, missing)
        self.section = section
        self.missing = missing


def draw(sections: Sequence[tuple[P, int]], pools: Mapping[P, Sequence[T]], rng: Random = CHANCE) -> list[list[T]]:
    """One list a section, in the order of the sections, each (pool, count); nothing is drawn twice.

    A pool may hold another one wholly (a category and its parts). The smaller is drawn from first, so that the larger
    does not use up what the smaller needs; among pools so nested this finds a draw whenever there is one.
    Raises TooFewError.
    """
    drawn: list[list[T]] = [[] for _section in sections]
    taken: set[T] = set()
    for index in sorted(range(len(sections)), key=lambda i: (len(pools.get(sections[i][0], ())), i)):
        pool, count = sections[index]
        left = [question for question in pools.get(pool, ()) if question not in taken]
        if len(left) < count:
            raise TooFewError(index, count - len(left))
        drawn[index] = rng.sample(left, count)
        taken.update(drawn[index])
    return drawn


def choice_order(kind: str, content: Mapping[str, Any], rng: Random = CHANCE) -> Any:
    """How this learner's question is laid out (Kind.lay_out): for choices, their ids in the order they are shown."""
    return kinds.of(kind).lay_out(content, rng)
