"""What the page says besides the facts themselves: dates, amounts and labels, always in both languages. Pure.

The certificate is one bilingual document, whoever looks at it; so its words do not come from the reader's catalogue.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from academy.formats.dates import date_in_words
from academy.formats.numbers import plain
from certificates.codes import grouped
from certificates.facts import Facts, Said


def day(iso: str) -> Said:
    """An ISO date as each language writes it: 22 พฤศจิกายน พ.ศ. 2569 and 22 November 2026. Raises ValueError."""
    on = date.fromisoformat(iso)
    thai = date_in_words(on, "th").rpartition(" ")
    return Said(th=f"{thai[0]} พ.ศ. {thai[2]}", en=date_in_words(on, "en"))


def amount(number: str) -> str:
    """A decimal number without needless zeros: "12.50" is 12.5 and "12.0" is 12. Raises decimal.InvalidOperation."""
    return plain(Decimal(number))


def particulars(facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Hours, score (if there is one), date and last day (if it has one), in Thai and in English."""
    on = day(facts.completed_on)
    thai, english = [], []
    if facts.hours and Decimal(facts.hours):
        hours = amount(facts.hours)
        thai.append(f"จำนวน {hours} ชั่วโมง")
        english.append(f"{hours} hour" if hours == "1" else f"{hours} hours")
    if facts.score:
        thai.append(f"ผลคะแนนร้อยละ {amount(facts.score)}")
        english.append(f"score {amount(facts.score)}%")
    thai.append(f"ให้ไว้ ณ วันที่ {on.th}")
    english.append(f"given on {on.en}")
    if facts.valid_until:
        until = day(facts.valid_until)
        thai.append(f"ใช้ได้ถึงวันที่ {until.th}")
        english.append(f"valid until {until.en}")
    return tuple(thai), tuple(english)


def page(facts: Facts, *, serial: str, code: str, url: str) -> dict[str, Any]:
    """Everything `typesetting/sources/certificate.typ` prints. Raises ValueError when a fact cannot be read."""
    thai, english = particulars(facts)
    return {
        "title": f"ประกาศนียบัตร {serial} – {facts.course.in_language('th')}",
        "author": facts.issuer.in_language("th"),
        "holder": _lines(facts.holder),
        "course": _lines(facts.course),
        "issuer": _lines(facts.issuer),
        "particulars": {"th": thai, "en": english},
        "signatories": [{"name": _lines(one.name), "position": _lines(one.position)} for one in facts.signatories],
        "serial": serial,
        "code": grouped(code),
        "url": url,
        # As people read an address: without the scheme, and with places where a line may break.
        "address": url.split("://", 1)[-1].removesuffix(f"{code}/"),
    }


def _lines(said: Said) -> dict[str, str]:
    """The large line, in Thai unless there is only English, and the small one beneath it, perhaps empty."""
    if not said.th:
        return {"first": said.en, "language": "en", "second": ""}
    return {"first": said.th, "language": "th", "second": "" if said.en == said.th else said.en}
