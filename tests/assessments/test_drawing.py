"""What is drawn, and in which order it is shown."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import TooFewError, choice_order, draw


@given(st.integers(0, 2**32), st.integers(1, 10), st.integers(0, 5))
def test_each_section_gets_its_count_and_nothing_comes_twice(seed: int, first: int, second: int) -> None:
    pools = {1: list(range(10)), 2: list(range(100, 105))}
    drawn = draw([(1, first), (2, second)], pools, Random(seed))
    assert [len(section) for section in drawn] == [first, second]
    assert set(drawn[0]) <= set(pools[1])
    assert set(drawn[1]) <= set(pools[2])
    assert len({*drawn[0], *drawn[1]}) == first + second


@given(st.integers(0, 2**32))
def test_a_category_does_not_use_up_what_its_part_needs(seed: int) -> None:
    pools = {1: [1, 2, 3, 4], 2: [3, 4]}
    drawn = draw([(1, 2), (2, 2)], pools, Random(seed))
    assert set(drawn[1]) == {3, 4}
    assert set(drawn[0]) == {1, 2}


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 6)), st.integers(0, 3)), min_size=1, max_size=3), st.integers(0, 2**32)
)
def test_among_pools_that_overlap_a_draw_is_found_whenever_there_is_one(
    asked: list[tuple[set[int], int]], seed: int
) -> None:
    sections = [(place, count) for place, (_pool, count) in enumerate(asked)]
    pools = {place: sorted(pool) for place, (pool, _count) in enumerate(asked)}
    # Hall (1935): there is one when all questions of any sections together are as many as these sections ask for.
    groups = [some for size in range(len(asked) + 1) for some in combinations(asked, size)]
    there_is = all(len(set().union(*(p for p, _n in some))) >= sum(n for _p, n in some) for some in groups)
    if not there_is:
        with pytest.raises(TooFewError):
            draw(sections, pools, Random(seed))
        return
    drawn = draw(sections, pools, Random(seed))
    assert [len(section) for section in drawn] == [count for _place, count in sections]
    assert all(set(section) <= pool for section, (pool, _count) in zip(drawn, asked, strict=True))
    assert len(set().union(*drawn)) == sum(map(len, drawn))


def test_too_few_questions_are_said_with_the_section_and_how_many_lack() -> None:
    with pytest.raises(TooFewError) as error:
        draw([(1, 1), (2, 5)], {1: [1], 2: [2, 3]}, Random(1))
    assert (error.value.section, error.value.missing) == (1, 3)


def test_the_draw_differs_from_learner_to_learner() -> None:
    draws = {tuple(draw([(1, 5)], {1: list(range(50))})[0]) for _learner in range(20)}
    assert len(draws) > 1


@given(st.integers(0, 2**32))
def test_choices_are_shuffled_and_none_is_lost(seed: int) -> None:
    content = {"choices": [{"id": i} for i in "abcd"], "shuffle": True}
    assert sorted(choice_order("single", content, Random(seed))) == list("abcd")


def test_choices_keep_their_order_where_the_author_says_so() -> None:
    content = {"choices": [{"id": i} for i in "abcd"], "shuffle": False}
    assert {tuple(choice_order("single", content, Random(seed))) for seed in range(50)} == {tuple("abcd")}
