"""Questions, quizzes, learners before a quiz, and attempts."""

import uuid
from datetime import UTC, datetime
from typing import Any

from academy.people.models import Person
from assessments import attempting, starting
from assessments.attempting import Given
from assessments.authoring import save_question
from assessments.models import Attempt, AttemptQuestion, Category, Question, QuizPage, QuizSection
from courses import enrolling
from courses.models import CoursePage, Release
from courses.outline import Unit
from courses.placing import Place, place_by_key
from tests.factories.courses import course_tree, publish, released
from tests.factories.people import PersonFactory

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def category(name: str = "ข้อมูล", parent: Category | None = None) -> Category:
    """A category of the bank."""
    return Category.objects.create(name_th=name, name_en=f"{name} (en)", parent=parent)


def both(text: str) -> dict[str, str]:
    """The text in Thai and in English."""
    return {"th": f"<p>{text}</p>", "en": f"<p>{text} in English</p>"}


def content(kind: str, name: str = "คำถาม") -> dict[str, Any]:
    """Sound content of that kind. Right: choice a; choices a and b of four; true; 80 within 0.5.

    Every key is written "KEY…", so that a walk through pages finds it.
    """
    said: dict[str, Any] = {"stem": both(name), "feedback": both(f"KEYWHY {name}")}
    if kind in {"single", "multiple"}:
        right = "a" if kind == "single" else "ab"
        said["choices"] = [
            {"id": i, "text": both(f"ตัวเลือก {i}"), "correct": i in right, "feedback": both(f"KEYCHOICE {i}")}
            for i in "abcd"
        ]
    elif kind == "truefalse":
        said["answer"] = True
    else:
        said |= {"answer": "80", "tolerance": "0.5", "unit": {"th": "ร้อยละ", "en": "per cent"}}
    return said


def question(where: Category, kind: str = "single", name: str = "คำถาม", **fields: Any) -> Question:
    """A ready question."""
    return save_question(where, kind, content(kind, name), **fields)


def bank(count: int = 8, where: Category | None = None) -> Category:
    """A category with that many ready questions, of all kinds in turn."""
    where = where or category()
    kinds = ("single", "multiple", "truefalse", "number")
    for i in range(count):
        question(where, kinds[i % 4], f"คำถามที่ {i + 1}")
    return where


def quiz(course: CoursePage, where: Category, *, draw: int = 4, slug: str = "final-test", **fields: Any) -> QuizPage:
    """A published quiz below the course in the course's language and all its others."""
    key = uuid.uuid4()
    terms = {"minutes": 30, "attempts_allowed": 3, "per_page": 2, "pass_mark": 80, **fields}
    made = []
    for page in (course, *course.get_translations()):
        language = page.locale.language_code
        one = QuizPage(
            title="แบบทดสอบหลังเรียน" if language == "th" else "Final test",
            introduction="<p>ทบทวนสิ่งที่เรียนมา</p>" if language == "th" else "<p>What you have learned</p>",
            slug=slug,
            translation_key=key,
            **terms,
        )
        one.sections = [QuizSection(category=where, count=draw)]
        made.append(publish(page, one))
    return QuizPage.objects.get(pk=made[0].pk)


def course_with_quiz(
    *, lessons: int = 0, questions: int = 8, slug: str = "big-data", **fields: Any
) -> tuple[Release, Unit]:
    """A released course whose only required unit, without lessons, is a quiz; the release and the quiz's unit."""
    course = course_tree(slug, modules=1 if lessons else 0, lessons=lessons)
    test = quiz(course, bank(questions), **fields)
    release = released(course)
    return release, release.outline.by_key[test.translation_key]


def learner(release: Release, unit: Unit, person: Person | None = None) -> Place:
    """An enrolled person before the quiz."""
    person = person or PersonFactory.create()
    enrolling.enrol(person, release.course, by=person, at=NOON)
    return place_by_key(person, unit.key)


def started(place: Place, at: datetime = NOON) -> Attempt:
    """An attempt, just begun."""
    return starting.start(place, at)


def right(row: AttemptQuestion) -> Any:
    """The right answer to a drawn question, in given form."""
    version = row.version
    if version.kind == "truefalse":
        return version.content["answer"]
    if version.kind == "number":
        return version.content["answer"]
    correct = {choice["id"] for choice in version.content["choices"] if choice["correct"]}
    places = [str(place) for place, name in enumerate(row.choice_order, 1) if name in correct]
    return places[0] if version.kind == "single" else places


def answer_all(place: Place, attempt: Attempt, at: datetime = NOON, *, rightly: bool = True) -> None:
    """Save an answer to every question: the right one, or, for none right, nothing."""
    rows = attempt.questions.select_related("version")
    given = [Given(row.position, right(row) if rightly else None, row.sequence + 1) for row in rows]
    attempting.save(place.person, attempt.public_id, given, at)
