"""What credentials say in words, always in both languages: a credential has one text, whoever reads it. Pure."""

from decimal import Decimal

from certificates.facts import Said
from certificates.wording import amount

# How well completion was proven (courses.models.Evidence), as a reader of the credential needs to know it.
PROOF = {
    "server": Said("ระบบของสถาบันเป็นผู้ตรวจให้คะแนน", "marked by the academy's system"),
    "person": Said("ผู้สอนเป็นผู้ตรวจให้คะแนน", "marked by an instructor"),
    "verified": Said("ระบบของสถาบันตรวจสอบคำตอบแล้ว", "with answers checked by the academy's system"),
    "attended": Said("บันทึกจากการเข้าเรียน", "recorded from attendance"),
    "browser": Said("รายงานจากเบราว์เซอร์ของผู้เรียน", "reported by the learner's browser"),
}


def both(said: Said) -> str:
    """Thai and English in one line, or the one there is."""
    return " / ".join(dict.fromkeys(words for words in (said.th, said.en) if words))


def description(course: Said, hours: str) -> Said:
    """What the achievement is, in one sentence."""
    thai, english = course.in_language("th"), course.in_language("en")
    if not hours or not Decimal(hours):
        return Said(f"สำเร็จหลักสูตรออนไลน์ “{thai}”", f"Completed the online course “{english}”")
    long = amount(hours)
    unit = "hour" if long == "1" else "hours"
    return Said(
        f"สำเร็จหลักสูตรออนไลน์ “{thai}” ระยะเวลา {long} ชั่วโมง",
        f"Completed the online course “{english}” of {long} {unit}",
    )


def criteria(evidence: str) -> Said:
    """What it takes, for certificates whose facts do not say it more exactly."""
    proof = PROOF.get(evidence, Said("", ""))
    return Said(
        f"เรียนครบทุกหน่วยที่กำหนด และผ่านแบบทดสอบทุกชุดตามเกณฑ์ของหลักสูตร {proof.th}".strip(),
        ", ".join(filter(None, ["Complete every required unit and pass every test of the course", proof.en])),
    )
