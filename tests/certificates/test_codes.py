"""Codes, as they are printed and typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, LENGTH, grouped, new_code, normal


def test_a_code_is_26_letters_that_nobody_confuses() -> None:
    code = new_code()
    assert len(code) == LENGTH == 26
    assert set(code) <= set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)


def test_no_code_comes_twice() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


def test_what_is_printed_can_be_typed_back() -> None:
    code = new_code()
    assert normal(grouped(code)) == code
    assert normal(f"  {grouped(code).lower().replace('-', ' ')} ") == code


def test_letters_misread_for_digits_do_not_matter() -> None:
    assert normal("OIL" + "0" * 23) == "011" + "0" * 23


@pytest.mark.parametrize("typed", ["", "short", "u" * 26, "0" * 27, "ก" * 26])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normal(typed) == ""


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed: str) -> None:
    assert normal(typed) == "" or normal(normal(typed)) == normal(typed)
