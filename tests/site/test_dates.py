"""Dates and lengths of time in words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.translation import override

from academy.formats import dates
from academy.site.templatetags import academy

BANGKOK = ZoneInfo("Asia/Bangkok")
DAY = date(2026, 11, 22)


def test_a_thai_reader_sees_the_buddhist_era_and_an_english_one_the_gregorian() -> None:
    assert dates.date_in_words(DAY, "th") == "22 พฤศจิกายน 2569"
    assert dates.date_in_words(DAY, "en") == "22 November 2026"


def test_a_year_typed_in_the_buddhist_era_is_not_moved_again() -> None:
    typed = date(2569, 11, 22)
    assert dates.date_in_words(typed, "th") == "22 พฤศจิกายน 2569"
    assert dates.date_in_words(typed, "en") == "22 November 2026"


def test_every_month_has_its_own_name_in_both_languages() -> None:
    for language in ("th", "en"):
        assert len({dates.date_in_words(date(2026, month, 1), language) for month in range(1, 13)}) == 12
    assert dates.date_in_words(date(2026, 2, 28), "th") == "28 กุมภาพันธ์ 2569"


def test_a_moment_is_told_on_bangkok_clocks() -> None:
    evening_in_london = datetime(2026, 12, 31, 18, 5, tzinfo=UTC)
    assert dates.moment_in_words(evening_in_london, BANGKOK, "th") == "1 มกราคม 2570 เวลา 01.05 น."
    assert dates.moment_in_words(evening_in_london, BANGKOK, "en") == "1 January 2027, 01:05"


@pytest.mark.parametrize(
    ("first", "last", "thai"),
    [
        (DAY, DAY, "22 พฤศจิกายน 2569"),
        (DAY, date(2026, 11, 24), "22–24 พฤศจิกายน 2569"),
        (DAY, date(2026, 12, 2), "22 พฤศจิกายน – 2 ธันวาคม 2569"),
        (DAY, date(2027, 1, 2), "22 พฤศจิกายน 2569 – 2 มกราคม 2570"),
    ],
)
def test_a_range_says_month_and_year_once_where_they_are_the_same(first: date, last: date, thai: str) -> None:
    assert dates.range_in_words(first, last, "th") == thai


@pytest.mark.parametrize(
    ("minutes", "thai", "english"),
    [
        (0, "0 นาที", "0 minutes"),
        (1, "1 นาที", "1 minute"),
        (0.2, "1 นาที", "1 minute"),
        (60, "1 ชั่วโมง", "1 hour"),
        (90, "1 ชั่วโมง 30 นาที", "1 hour 30 minutes"),
        (121, "2 ชั่วโมง 1 นาที", "2 hours 1 minute"),
        (-5, "0 นาที", "0 minutes"),
    ],
)
def test_a_length_of_time_is_said_in_hours_and_minutes(minutes: float, thai: str, english: str) -> None:
    assert dates.minutes_in_words(minutes, "th") == thai
    assert dates.minutes_in_words(minutes, "en") == english


def test_the_filters_speak_the_language_of_the_moment() -> None:
    with override("th"):
        assert academy.thai_date(DAY) == "22 พฤศจิกายน 2569"
        assert academy.thai_moment(datetime(2026, 11, 22, 2, 30, tzinfo=UTC)) == "22 พฤศจิกายน 2569 เวลา 09.30 น."
        assert academy.duration(90) == "1 ชั่วโมง 30 นาที"
    with override("en"):
        assert academy.thai_date(datetime(2026, 11, 22, 20, 0, tzinfo=UTC)) == "23 November 2026"
        assert academy.thai_range(DAY, None) == "22 November 2026"


def test_nothing_is_said_of_a_missing_date() -> None:
    assert (
        academy.thai_date(None) == academy.thai_moment(None) == academy.duration(None) == academy.percentage(None) == ""
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(80, "80%"), (Decimal("79.96"), "79.9%"), (Decimal("100.00"), "100%"), (33.3333, "33.3%"), (0, "0%")],
)
def test_a_score_is_cut_and_never_rounded_up_to_a_pass_mark(value: float, shown: str) -> None:
    assert academy.percentage(value) == shown


def test_a_language_is_named_in_its_own_words() -> None:
    assert academy.language_name("th") == "ไทย"
    assert academy.language_name("en") == "English"
    assert academy.language_name("fr") == "fr"


@pytest.mark.parametrize(
    ("language", "pattern", "shown"),
    [
        ("th", "DATE_FORMAT", "22 พฤศจิกายน 2569"),
        ("th", "SHORT_DATE_FORMAT", "22 พ.ย. 2569"),
        ("th", "j F Y, H:i", "22 พฤศจิกายน 2569, 09:30"),
        ("th", "j M y", "22 พ.ย. 69"),
        ("th", r"\Y F", "Y พฤศจิกายน"),
        ("th", "Y-m-d", "2026-11-22"),
        ("th", "c", "2026-11-22T09:30:00+07:00"),
        ("en", "DATE_FORMAT", "22 November 2026"),
    ],
)
def test_the_date_filter_of_every_template_speaks_the_buddhist_era_to_thai_readers(
    language: str, pattern: str, shown: str
) -> None:
    moment = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    with override(language):
        assert Template("{{ moment|date:pattern }}").render(Context({"moment": moment, "pattern": pattern})) == shown


def test_the_date_filter_leaves_what_is_no_date_alone() -> None:
    with override("th"):
        assert Template("{{ nothing|date }}{{ word|date:'Y' }}").render(Context({"nothing": None, "word": "x"})) == ""
