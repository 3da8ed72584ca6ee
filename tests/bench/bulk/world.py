"""A programme that everybody has completed: thousands of people entitled to a certificate, set by set."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from academy.people.models import Person
from academy.people.roles import Role
from assessments.authoring import save_question
from assessments.models import Category, QuizPage
from assessments.models.quiz import QuizSection
from courses import releasing
from courses.models import Course, CoursePage, Enrolment, Evidence, LessonPage, UnitProgress
from tests.bench.course import LANGUAGES, PARAGRAPH, add, catalogue
from tests.bench.world import agencies, people_of, settle
from tests.factories.people import person_in

BATCH = 2000
READERS = 40


@dataclass
class Programme:
    """The course, those who are entitled, the officer who issues, and learners who are in the middle of a lesson."""

    course: Course
    entitled: list[Enrolment]
    officer: Person
    readers: list[Person]
    lesson: str


def make_programme(size: int) -> Programme:
    """Write the course, and have so many people complete it, and a few begin it."""
    course = _write_course()
    people = people_of(size + READERS, agencies())
    learners, readers = people[:size], people[size:]
    entitled = _completed(learners, course)
    assert course.current_release is not None
    Enrolment.objects.bulk_create(
        Enrolment(person=person, course=course, release=course.current_release, units_total=2) for person in readers
    )
    settle()
    return Programme(course, entitled, person_in(Role.OFFICER), readers, f"/th/courses/{course.slug}/lesson/")


def _completed(people: list[Person], course: Course) -> list[Enrolment]:
    release = course.current_release
    assert release is not None
    now, units = timezone.now(), release.outline.units
    enrolments = Enrolment.objects.bulk_create(
        [
            Enrolment(
                person=person, course=course, release=release, units_total=len(units), units_done=len(units),
                score=Decimal(80 + number % 21), state=Enrolment.State.COMPLETED, completed_at=now,
            )
            for number, person in enumerate(people)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    UnitProgress.objects.bulk_create(
        [
            UnitProgress(
                enrolment=enrolment, unit_key=unit.key, opened_at=now, completed_at=now,
                evidence=Evidence.ATTENDED if unit.kind == "lesson" else Evidence.SERVER,
                score=None if unit.kind == "lesson" else enrolment.score,
            )
            for enrolment in enrolments
            for unit in units
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return enrolments


def _write_course() -> Course:
    catalogues = {language: catalogue(language) for language in LANGUAGES}
    titles = {"th": "ข้อมูลขนาดใหญ่เพื่อการตัดสินใจเชิงนโยบาย", "en": "Big Data for Policy Decisions"}
    course = add(CoursePage, catalogues, "programme", titles, summary="x", hours=12)
    body = {language: [{"type": "text", "value": PARAGRAPH[language] * 18}] for language in LANGUAGES}
    add(LessonPage, course, "lesson", {"th": "บทเรียน", "en": "Lesson"}, body=body, minimum_seconds=60)
    category = Category.objects.create(name_th="ข้อสอบ", name_en="Exam")
    choices = [{"text": {"th": f"ตัวเลือก {n}", "en": f"Choice {n}"}, "correct": n == 0} for n in range(4)]
    for number in range(5):
        save_question(category, "single", {"stem": {"th": f"ข้อ {number}", "en": f"No. {number}"}, "choices": choices})
    sections = {language: [QuizSection(category=category, count=5, points=1)] for language in LANGUAGES}
    add(QuizPage, course, "exam", {"th": "ข้อสอบ", "en": "Exam"}, pass_mark=80, sections=sections)
    releasing.release(CoursePage.objects.get(pk=course["th"].pk), by=None, at=timezone.now())
    return Course.objects.select_related("current_release").get(slug="programme")
