"""The exam, and those who sit it: enrolled, signed in, at their desks."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from assessments.authoring import save_question
from assessments.models import Category, QuizPage
from assessments.models.quiz import QuizSection
from courses import releasing
from courses.models import Course, CoursePage
from tests.bench.course import LANGUAGES, add, catalogue
from tests.bench.world import agencies, enrol, people_of, session_of, settle

PAGES, PER_PAGE, POOL = 8, 2, 200
OPENING = 30.0  # seconds within which everybody opens the exam


def plan(port: int, learners: int, seconds: float) -> dict[str, Any]:
    """Write the academy of an exam day, and say what its driver needs to know."""
    course, quiz = _write_exam()
    people = people_of(learners, agencies())
    enrol(people, course)
    settle()
    with translation.override("th"):
        addresses = {
            "quiz_page": reverse("courses:unit", args=[course.slug, "exam"]),
            "start": reverse("assessments:start", args=[quiz]),
        }
    return {
        "port": port, "pages": PAGES, "per_page": PER_PAGE, "seconds": seconds, "opening": min(OPENING, seconds / 4),
        "session_cookie": settings.SESSION_COOKIE_NAME, "csrf": secrets.token_hex(16),
        "sessions": [session_of(person) for person in people], **addresses,
    }  # fmt: skip


def _write_exam() -> tuple[Course, UUID]:
    """A course whose only unit is an exam that everybody passes: the certificates are made while others still write."""
    catalogues = {language: catalogue(language) for language in LANGUAGES}
    course = add(CoursePage, catalogues, "exam-day", {"th": "วันสอบ", "en": "Exam day"}, summary="x", hours=1)
    category = Category.objects.create(name_th="ข้อสอบ", name_en="Exam")
    for number in range(POOL):
        choices = [
            {"text": {"th": f"ตัวเลือกที่ {n} ของข้อ {number}", "en": f"Choice {n} of {number}"}, "correct": n == 0}
            for n in range(4)
        ]
        stem = {"th": f"ข้อใดถูกต้องที่สุด ข้อที่ {number}", "en": f"Which is best? Number {number}"}
        save_question(category, "single", {"stem": stem, "choices": choices})
    sections = {language: [QuizSection(category=category, count=PAGES * PER_PAGE, points=1)] for language in LANGUAGES}
    exam: dict[str, Page] = add(
        QuizPage, course, "exam", {"th": "ข้อสอบ", "en": "Exam"}, attempts_allowed=1, minutes=60, per_page=PER_PAGE,
        pass_mark=0, sections=sections,
    )  # fmt: skip
    releasing.release(CoursePage.objects.get(pk=course["th"].pk), by=None, at=timezone.now())
    return Course.objects.get(slug="exam-day"), exam["th"].translation_key
