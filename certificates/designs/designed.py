"""What a certificate in an officer's design prints: its texts with their fields filled, in its languages. Pure."""

from datetime import date
from typing import Any

from academy.formats.dates import BUDDHIST_ERA, date_in_words
from certificates.codes import grouped
from certificates.designs import contrast
from certificates.designs.fields import fill, lines, read
from certificates.designs.spec import STANDARD, Spec
from certificates.facts import Facts, Said
from certificates.wording import amount

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def page(facts: Facts, *, serial: str, code: str, url: str, spec: Spec) -> dict[str, Any]:
    """Everything `typesetting/sources/designed.typ` prints. Raises ValueError when a fact cannot be read."""
    values = {language: _values(facts, spec, language, serial) for language in spec.languages}
    texts = {slot: _filled(said, values) for slot, said in spec.texts.items() if slot != "particulars"}
    return {
        "title-of-file": f"{texts['title']['first']} {serial} – {facts.course.in_language(spec.languages[0])}",
        "author": facts.issuer.in_language(spec.languages[0]),
        "description": " / ".join(filter(None, (texts["title"]["first"], texts["title"]["second"]))),
        "language": spec.languages[0],
        "languages": list(spec.languages),
        "title": texts["title"],
        "above-name": texts["above_name"],
        "above-course": texts["above_course"],
        "holder": _lines(facts.holder, spec),
        "course": _lines(facts.course, spec),
        "issuer": _lines(facts.issuer, spec),
        "particulars": _particulars(facts, spec, values),
        "signatories": _signatories(facts, spec),
        "serial": serial,
        "code": grouped(code),
        "url": url,
        "address": url.split("://", 1)[-1].removesuffix(f"{code}/"),
        "alt": f"คิวอาร์โค้ดสำหรับตรวจสอบ / QR code to verify: {url}",
        "look": _look(spec),
    }


def day(iso: str, language: str, era: str) -> str:
    """The date in words: 22 พฤศจิกายน พ.ศ. 2569, 22 พฤศจิกายน ค.ศ. 2026, 22 November 2026, 22 November B.E. 2569."""
    on = date.fromisoformat(iso)
    begun = date_in_words(on, language).rpartition(" ")[0]
    buddhist = era == "buddhist" or (era == "own" and language == "th")
    year = on.year + BUDDHIST_ERA if buddhist else on.year
    if language == "th":
        return f"{begun} {'พ.ศ.' if buddhist else 'ค.ศ.'} {year}"
    return f"{begun} B.E. {year}" if buddhist else f"{begun} {year}"


def _values(facts: Facts, spec: Spec, language: str, serial: str) -> dict[str, str]:
    thai = language == "th" and spec.thai_digits

    def digits(text: str) -> str:
        return text.translate(THAI_DIGITS) if thai else text

    return {
        "name": facts.holder.in_language(language),
        "course": facts.course.in_language(language),
        "hours": digits(amount(facts.hours)) if spec.hours and facts.hours and float(facts.hours) else "",
        "score": digits(amount(facts.score)) if spec.score and facts.score else "",
        "date": digits(day(facts.completed_on, language, spec.era)),
        "valid_until": digits(day(facts.valid_until, language, spec.era)) if facts.valid_until else "",
        "cohort": facts.cohort.in_language(language),
        "agency": facts.agency.in_language(language),
        "serial": serial,
        "issuer": facts.issuer.in_language(language),
    }


def _filled(said: Said, values: dict[str, dict[str, str]]) -> dict[str, str]:
    filled = {language: fill(getattr(said, language), one) for language, one in values.items()}
    return _in_order(filled.get("th", ""), filled.get("en", ""))


def _particulars(facts: Facts, spec: Spec, values: dict[str, dict[str, str]]) -> dict[str, Any]:
    found = {}
    for language, one in values.items():
        written = getattr(spec.particulars, language)
        if facts.valid_until and "valid_until" not in read(written).known:
            # That it ends is never left unsaid.
            written = f"{written}\n{lines(getattr(STANDARD.particulars, language))[-1]}"
        found[language] = [filled for line in lines(written) if (filled := fill(line, one))]
    first = spec.languages[0]
    return {"first": found[first], "language": first, "second": found["en"] if len(found) > 1 else []}


def _signatories(facts: Facts, spec: Spec) -> list[dict[str, Any]]:
    """As the facts name them; a signature stands only over the name it was given for."""
    pictures = {one.name: f"signature-{number}.png" for number, one in enumerate(spec.signers) if one.picture}
    return [
        {
            "name": _lines(one.name, spec),
            "position": _lines(one.position, spec),
            "picture": pictures.get(one.name, ""),
        }
        for one in facts.signatories
    ]


def _lines(said: Said, spec: Spec) -> dict[str, str]:
    """In the design's languages; what lacks the only language stands in the other."""
    if len(spec.languages) > 1:
        return _in_order(said.th, said.en)
    only = spec.languages[0]
    text = said.in_language(only)
    return {"first": text, "language": "th" if text == said.th else "en", "second": ""}


def _in_order(thai: str, english: str) -> dict[str, str]:
    if not thai:
        return {"first": english, "language": "en", "second": ""}
    return {"first": thai, "language": "th", "second": "" if english == thai else english}


def _look(spec: Spec) -> dict[str, Any]:
    return {
        "layout": spec.layout,
        "portrait": spec.portrait,
        "main": spec.main,
        "accent": spec.accent,
        "deep": contrast.deepened(spec.accent, contrast.DARKEST_GROUND if spec.background else 1.0),
        "pale": contrast.PALE,
        "background": "background.jpg" if spec.background else "",
        "seal": {"academy": "seal.svg", "none": ""}.get(spec.seal, "seal.png"),
    }
