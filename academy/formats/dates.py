"""Dates, times and lengths of time in words, Thai and English. Pure.

Thai readers get the Buddhist Era (Gregorian year + 543) and the office's way of writing the time, "09.30 น."
(Regulation of the Office of the Prime Minister on Correspondence Work, B.E. 2526). Storage stays Gregorian.
"""

from datetime import date, datetime, tzinfo

BUDDHIST_ERA = 543
# No date of ours is four centuries ahead: such a year was typed in the Buddhist Era and is not moved again.
ALREADY_BUDDHIST = 2400

_THAI = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
_ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def year_in(day: date, language: str) -> int:
    """The year as that language counts it: Buddhist Era for "th", Gregorian otherwise; never moved twice."""
    gregorian = day.year - BUDDHIST_ERA if day.year >= ALREADY_BUDDHIST else day.year
    return gregorian + BUDDHIST_ERA if language == "th" else gregorian


def date_in_words(day: date, language: str) -> str:
    """22 พฤศจิกายน 2569, or 22 November 2026."""
    return f"{day.day} {_month(day, language)} {year_in(day, language)}"


def time_in_words(moment: datetime, zone: tzinfo, language: str) -> str:
    """09.30 น., or 09:30, on the clocks of `zone`; a naive moment is taken to be there already."""
    local = _local(moment, zone)
    return f"{local:%H.%M} น." if language == "th" else f"{local:%H:%M}"


def moment_in_words(moment: datetime, zone: tzinfo, language: str) -> str:
    """22 พฤศจิกายน 2569 เวลา 09.30 น., or 22 November 2026, 09:30."""
    local = _local(moment, zone)
    between = " เวลา " if language == "th" else ", "
    return date_in_words(local, language) + between + time_in_words(local, zone, language)


def range_in_words(first: date, last: date, language: str) -> str:
    """Both days, saying the month and the year once where they are the same: 22–24 พฤศจิกายน 2569."""
    end = date_in_words(last, language)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {_month(first, language)} – {end}"
    return f"{date_in_words(first, language)} – {end}"


def minutes_in_words(minutes: float, language: str) -> str:
    """1 ชั่วโมง 30 นาที, or 1 hour 30 minutes. Whole minutes, rounded up: what is begun still takes its time."""
    whole = max(0, -int(-minutes // 1))
    hours, rest = divmod(whole, 60)
    parts = [_counted(hours, "ชั่วโมง", "hour", language)] if hours else []
    if rest or not hours:
        parts.append(_counted(rest, "นาที", "minute", language))
    return " ".join(parts)


def _month(day: date, language: str) -> str:
    return (_THAI if language == "th" else _ENGLISH)[day.month - 1]


def _counted(number: int, thai: str, english: str, language: str) -> str:
    if language == "th":
        return f"{number} {thai}"
    return f"{number} {english}" if number == 1 else f"{number} {english}s"


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment
