"""Numbers on pages: the shortest plain writing, the same in both languages."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from academy.formats.numbers import plain


@pytest.mark.parametrize(("number", "said"), [("4.00", "4"), ("3.50", "3.5"), ("100", "100"), ("0.00", "0")])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_number_loses_its_needless_zeros_and_nothing_else(number: str, said: str, language: str) -> None:
    assert plain(Decimal(number)) == said
    with translation.override(language):
        page = Template("{% load academy %}{{ points|plain_number }} {{ none|plain_number }}")
        assert page.render(Context({"points": Decimal(number), "none": None})) == f"{said} "
