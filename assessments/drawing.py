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

    Pools may share questions. The smaller is drawn from first, so that the larger does not use up what the smaller
    needs; where that is not enough, earlier sections give up questions for others of theirs. So a draw is found
    whenever there is one. Raises TooFewError.
    """
    held = [pools.get(pool, ()) for pool, _count in sections]
    drawn: list[list[T]] = [[] for _section in sections]
    taken: dict[T, int] = {}
    for index in sorted(range(len(sections)), key=lambda i: (len(held[i]), i)):
        count = sections[index][1]
        left = [question for question in held[index] if question not in taken]
        drawn[index] = rng.sample(left, min(count, len(left)))
        taken.update(dict.fromkeys(drawn[index], index))
        while len(drawn[index]) < count:
            if not _one_more(index, held, drawn, taken, rng, set()):
                raise TooFewError(index, count - len(drawn[index]))
    return drawn


def _one_more(
    index: int, held: Sequence[Sequence[T]], drawn: list[list[T]], taken: dict[T, int], rng: Random, asked: set[int]
) -> bool:
    """Get the section one more question: a free one, or one whose section finds another in its place.

    The way of Kuhn (1955) to match by augmenting paths. `asked` are the sections on the way, each asked once.
    """
    asked.add(index)
    for question in rng.sample(held[index], len(held[index])):
        holder = taken.get(question)
        if holder in asked or not (holder is None or _one_more(holder, held, drawn, taken, rng, asked)):
            continue
        if holder is not None:
            drawn[holder].remove(question)
        drawn[index].append(question)
        taken[question] = index
        return True
    return False


def choice_order(kind: str, content: Mapping[str, Any], rng: Random = CHANCE) -> Any:
    """How this learner's question is laid out (Kind.lay_out): for choices, their ids in the order they are shown."""
    return kinds.of(kind).lay_out(content, rng)
