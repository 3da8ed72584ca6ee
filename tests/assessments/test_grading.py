"""How much an answer is worth: between nothing and all, whatever the order, more for more right."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import fraction, per_cent, rounded_down

IDS = list("abcdefghij")


@st.composite
def several(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    ids = IDS[: draw(st.integers(2, 10))]
    right = draw(st.sets(st.sampled_from(ids), min_size=1))
    picked = draw(st.lists(st.sampled_from(ids), unique=True))
    return {"choices": [{"id": i, "correct": i in right} for i in ids]}, picked


@given(several())
def test_several_choices_are_worth_between_nothing_and_all(question: tuple[dict[str, Any], list[str]]) -> None:
    assert 0 <= fraction("multiple", *question) <= 1


@given(several(), st.randoms())
def test_the_order_of_choices_and_of_picks_means_nothing(question: tuple[dict[str, Any], list[str]], rng: Any) -> None:
    content, picked = question
    choices = list(content["choices"])
    rng.shuffle(choices)
    shuffled = list(picked)
    rng.shuffle(shuffled)
    assert fraction("multiple", content, picked) == fraction("multiple", {"choices": choices}, shuffled)


@given(several())
def test_a_right_pick_more_is_never_worth_less_and_a_wrong_one_never_more(
    question: tuple[dict[str, Any], list[str]],
) -> None:
    content, picked = question
    before = fraction("multiple", content, picked)
    for choice in content["choices"]:
        if choice["id"] not in picked:
            after = fraction("multiple", content, [*picked, choice["id"]])
            assert after >= before if choice["correct"] else after <= before


@given(several())
def test_exactly_the_right_ones_are_worth_all_and_all_of_them_nothing(
    question: tuple[dict[str, Any], list[str]],
) -> None:
    content, _picked = question
    right = [choice["id"] for choice in content["choices"] if choice["correct"]]
    assert fraction("multiple", content, right) == 1
    if len(right) < len(content["choices"]):
        assert fraction("multiple", content, [choice["id"] for choice in content["choices"]]) == 0


@given(st.sampled_from(IDS[:4]), st.sampled_from(IDS[:4]))
def test_a_single_choice_is_all_or_nothing(right: str, picked: str) -> None:
    content = {"choices": [{"id": i, "correct": i == right} for i in IDS[:4]]}
    assert fraction("single", content, picked) == (right == picked)


@pytest.mark.parametrize("answer", [True, False])
def test_true_and_false_are_all_or_nothing(answer: bool) -> None:
    assert fraction("truefalse", {"answer": answer}, answer) == 1
    assert fraction("truefalse", {"answer": answer}, not answer) == 0


@pytest.mark.parametrize(
    ("typed", "worth"),
    [("80", 1), ("80.5", 1), ("79.5", 1), ("๘๐.๕", 1), ("80.51", 0), ("79.4999", 0), ("", 0), ("x", 0)],
)
def test_a_number_counts_up_to_the_very_edge_of_its_tolerance(typed: str, worth: int) -> None:
    assert fraction("number", {"answer": "80", "tolerance": "0.5"}, typed) == worth


@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3), st.decimals(0, 100, places=3))
def test_a_number_is_marked_by_its_distance_on_either_side(answer: Decimal, off: Decimal, tolerance: Decimal) -> None:
    content = {"answer": str(answer), "tolerance": str(tolerance)}
    above, below = f"{answer + off:f}", f"{answer - off:f}"
    assert fraction("number", content, above) == fraction("number", content, below) == (abs(off) <= tolerance)


@pytest.mark.parametrize("kind", ["single", "multiple", "truefalse", "number"])
def test_an_unanswered_question_is_worth_nothing(kind: str) -> None:
    assert fraction(kind, {}, None) == 0


@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 10000))
def test_rounding_never_lifts_a_score_over_the_pass_mark(reached: Fraction, hundredths: int) -> None:
    mark = Decimal(hundredths) / 100
    assert (per_cent(reached, Fraction(1)) >= mark) == (reached * 100 >= Fraction(mark))


def test_a_score_is_rounded_down() -> None:
    assert per_cent(Fraction(79996, 100000), Fraction(1)) == Decimal("79.99")
    assert rounded_down(Fraction(2, 3), 4) == Decimal("0.6666")
