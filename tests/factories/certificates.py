"""Facts, and certificates in each state, made through the deeds that make real ones."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings

from academy.people.models import Person
from certificates.facts import Facts, Said, Signatory
from certificates.issuing import issue
from certificates.models import Certificate
from certificates.producing import produce
from tests.factories.people import PersonFactory

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FACTS = Facts(
    holder=Said("นายสมชาย ใจดี", "Mr Somchai Jaidee"),
    course=Said("การวิเคราะห์ข้อมูลขนาดใหญ่เพื่อการตัดสินใจเชิงนโยบาย", "Big Data Analytics for Policy Decisions"),
    hours="12.0",
    score="87.50",
    completed_on="2026-11-22",
    release="1",
    evidence="server",
    issuer=Said("สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ", "Digital Government Academy"),
    signatories=(
        Signatory(Said("นางสาวปิยะนุช กิตติรุ่งโรจน์", "Ms Piyanuch Kittirungroj"), Said("ผู้อำนวยการสถาบัน", "Director")),
    ),
)
_subjects = count(1)


def facts(**changes: Any) -> Facts:
    """A completed course, with changes."""
    return replace(FACTS, **changes)


def pending(person: Person | None = None, subject: str = "", **changes: Any) -> Certificate:
    """A certificate that was just issued; its file is still to be made."""
    holder = person or PersonFactory.create()
    return issue(facts(**changes), person=holder, subject=subject or f"course:{next(_subjects)}", cycle=1, at=AT)


def ready(person: Person | None = None, **changes: Any) -> Certificate:
    """A certificate with its file."""
    certificate = pending(person, **changes)
    assert produce(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def path_of(sha256: str, ending: str = "pdf") -> Path:
    """Where the tests' store, a folder, keeps that file."""
    return Path(settings.CERTIFICATES_DIR) / f"{sha256}.{ending}"
