"""People and courses that a design is looked at and tried with. Nobody of these exists."""

from dataclasses import replace
from datetime import UTC, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.designs.spec import Spec
from certificates.facts import Facts, Said, Signatory

SERIAL = "DGA-2569-0000123"
CODE = "0123456789abcdefghjkmnpqrs"
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

USUAL = Facts(
    holder=Said("นางสาวกมลวรรณ ศรีสุวรรณ", "Ms Kamonwan Srisuwan"),
    course=Said("การวิเคราะห์ข้อมูลขนาดใหญ่เพื่อการตัดสินใจเชิงนโยบาย", "Big data analytics for policy decisions"),
    hours="12",
    score="87.5",
    completed_on="2026-11-22",
    release="1",
    evidence="server",
    issuer=Said("สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ", "Digital Government Academy"),
    signatories=(
        Signatory(Said("นายอนันต์ ตัวอย่าง", "Mr Anan Tuayang"), Said("ผู้อำนวยการสถาบัน", "Director of the academy")),
    ),
    cohort=Said("รุ่นที่ 4", "Cohort 4"),
    agency=Said("สำนักงานพัฒนารัฐบาลดิจิทัล", "Digital Government Development Agency"),
)
SHORT = replace(USUAL, holder=Said("นายอำ มี", "Mr Am Mee"), course=Said("ข้อมูลเปิด", "Open data"), hours="1", score="")
HARD = replace(
    USUAL,
    holder=Said("พันตำรวจเอกหญิงปิ่นฝั้น ปั๊มน้ำฟื้นญูฐูฎู่", "Pol. Col. Pinfan Pamnamfuenyuthu-Aphichatbutr"),
    course=Said(
        "การใช้ปัญญาประดิษฐ์ฟื้นฟูระบบน้ำและกฎหมายที่เกี่ยวข้อง รุ่นผู้ปฏิบัติ",
        "Artificial intelligence to restore water systems, and the law",
    ),
)
LONG = replace(
    USUAL,
    holder=Said(
        "หม่อมราชวงศ์เฉลิมพระเกียรติพงศ์ธรรมวิสุทธิ์เมธากร กิตติวงศ์วัฒนานุรักษ์ ณ นครศรีธรรมราชพิพัฒนมงคล",
        "Associate Professor Dr. Chalermphrakiatpongthamwisutmethakorn Kittiwongwatthananurak Na Nakhon Si Thammarat",
    ),
    course=Said(
        "หลักสูตรการพัฒนาผู้นำการเปลี่ยนผ่านสู่รัฐบาลดิจิทัลด้วยข้อมูลขนาดใหญ่ ปัญญาประดิษฐ์ และธรรมาภิบาลข้อมูลภาครัฐ"
        " สำหรับผู้บริหารระดับสูงของส่วนราชการ รัฐวิสาหกิจ องค์การมหาชน และองค์กรปกครองส่วนท้องถิ่น",
        "Leading the transition to digital government with big data, artificial intelligence and data governance: a"
        " programme for senior executives of government departments, state enterprises, public organisations and local"
        " administrations",
    ),
    hours="120.5",
    score="100",
    valid_until="2028-09-30",
    cohort=Said("รุ่นที่ 12 ภาคตะวันออกเฉียงเหนือ", "Cohort 12, north-eastern region"),
)
SAMPLES: dict[str, tuple[Promise, Facts]] = {
    "usual": (_("a usual name"), USUAL),
    "short": (_("a short name, no score"), SHORT),
    "hard": (_("letters with many marks"), HARD),
    "long": (_("a very long name and course"), LONG),
}


def suited(facts: Facts, spec: Spec) -> Facts:
    """The sample as a certificate of that design would freeze it."""
    if not spec.signers:
        return facts
    return replace(facts, signatories=tuple(Signatory(one.name, one.position) for one in spec.signers))
