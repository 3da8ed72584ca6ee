"""What a course took, in words for the credential of whoever completed it. Pure, and always in both languages."""

from decimal import Decimal

from certificates.credentials.words import PROOF
from certificates.facts import Said
from courses.outline import Outline
from courses.rules import PASSED, plain


def of(outline: Outline) -> Said:
    """The required units, the tests among them with their pass marks, and the evidence that the certificate takes."""
    units = [unit for unit in outline.units if unit.required]
    marks = sorted({Decimal(unit.rule.pass_mark or 0) for unit in units if unit.rule.kind == PASSED})
    tests = sum(unit.rule.kind == PASSED for unit in units)
    proof = PROOF.get(outline.evidence, Said("", ""))
    thai = [f"เรียนครบ {len(units)} หน่วยที่กำหนด"]
    english = [f"Complete {len(units)} required {'unit' if len(units) == 1 else 'units'}"]
    if tests:
        least = " ถึง ".join(plain(mark) for mark in _ends(marks))
        thai.append(f"ผ่านแบบทดสอบ {tests} ชุด โดยได้คะแนนตั้งแต่ร้อยละ {least} ขึ้นไป")
        least = " to ".join(plain(mark) for mark in _ends(marks))
        english.append(f"pass {tests} {'test' if tests == 1 else 'tests'} at {least}% or more")
    return Said(
        " ".join(filter(None, [" และ".join(thai), proof.th])),
        ", ".join(filter(None, [" and ".join(english), proof.en])),
    )


def _ends(marks: list[Decimal]) -> list[Decimal]:
    return marks if len(marks) == 1 else [marks[0], marks[-1]]
