"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import numerals


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("80", "80"),
        (" 80 ", "80"),
        ("1,250.5", "1250.5"),
        ("1 250", "1250"),
        ("1\N{NO-BREAK SPACE}250", "1250"),
        ("๑,๒๓๔.๕", "1234.5"),
        ("−4", "-4"),
        ("+.5", "0.5"),
        ("5.", "5"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert numerals.parse(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", " ", "-", ".", "1,5", "12,34", "1e5", "80%", "1.2.3", "ten", "NaN", "inf", "²", "٣", "9" * 41, "1\n2"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert numerals.parse(typed) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_written_number_reads_as_itself(number: Decimal) -> None:
    assert numerals.parse(numerals.write(number)) == number


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    numerals.parse(text)
