"""Questions, quizzes, learners before a quiz, and attempts."""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images.models import Image

from academy.people.models import Person
from assessments import answers, attempting, kinds, starting
from assessments.attempting import Given
from assessments.authoring import save_question
from assessments.models import Attempt, AttemptQuestion, Category, Question, QuizPage, QuizSection
from courses import enrolling
from courses.models import CoursePage, Release
from courses.outline import Unit
from courses.placing import Place, place_by_key
from tests.factories.courses import course_tree, publish, released
from tests.factories.people import PersonFactory

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400" viewBox="0 0 800 400">
<rect width="800" height="400" fill="#d9e8f5"/><rect x="60" y="60" width="160" height="280" fill="#0b4f8a"/>
<circle cx="480" cy="120" r="90" fill="#0f766e"/><path d="M560 240 760 260 640 380z" fill="#a87408"/></svg>"""
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def category(name: str = "ข้อมูล", parent: Category | None = None) -> Category:
    """A category of the bank."""
    return Category.objects.create(name_th=name, name_en=f"{name} (en)", parent=parent)


def both(text: str) -> dict[str, str]:
    """The text in Thai and in English."""
    return {"th": f"<p>{text}</p>", "en": f"<p>{text} in English</p>"}


def content(kind: str, name: str = "คำถาม") -> dict[str, Any]:
    """Sound content of that kind. Right: choice a; choices a and b of four; true; 80 within 0.5; KEYFORM; a with a and
    so on; a, b, c, d; in gap a KEYFORM, in gap b choice a; row c column a, row d column b; areas a and b.

    Every key is written "KEY…", so that a walk through pages finds it.
    """
    said: dict[str, Any] = {"stem": both(name), "feedback": both(f"KEYWHY {name}")}
    return said | (PARTS | BY_PEOPLE)[kind]()


def _single(right: str = "a") -> dict[str, Any]:
    return {
        "choices": [
            {"id": i, "text": both(f"ตัวเลือก {i}"), "correct": i in right, "feedback": both(f"KEYCHOICE {i}")}
            for i in "abcd"
        ]
    }


def _shorttext() -> dict[str, Any]:
    return {
        "forms": [
            {"text": "KEYFORM", "share": "1", "feedback": both("KEYCHOICE ใช่")},
            {"text": "KEYHALF น้ำ", "share": "0.5", "feedback": both("KEYCHOICE เกือบ")},
        ],
        "ignore_case": True,
    }


def _matching() -> dict[str, Any]:
    pairs = [{"id": i, "left": both(f"ซ้าย {i}"), "right": both(f"ขวา {i}")} for i in "abc"]
    return {"pairs": pairs, "extras": [{"id": "x", "text": both("เกิน")}]}


def _blanks() -> dict[str, Any]:
    choices = [{"id": i, "text": both(f"เติม {i}"), "correct": i == "a"} for i in "abc"]
    forms = [{"text": "KEYFORM", "share": "1"}, {"text": "KEYHALF", "share": "0.5"}]
    return {
        "stem": {"th": "<p>ข้อมูล [[a]] และ [[b]] ของรัฐ</p>", "en": "<p>Data [[a]] and [[b]] of the state</p>"},
        "gaps": [
            {"id": "a", "kind": "text", "forms": forms, "ignore_case": True},
            {"id": "b", "kind": "choice", "choices": choices},
        ],
    }


def _matrix() -> dict[str, Any]:
    return {
        "columns": [{"id": i, "text": both(f"ช่อง {i}")} for i in "ab"],
        "rows": [{"id": i, "text": both(f"แถว {i}"), "correct": right} for i, right in (("c", "a"), ("d", "b"))],
    }


def _rubric() -> list[dict[str, Any]]:
    """Ten points: three levels worth 0, 3 and 6, and up to four typed points."""
    levels = [
        {"id": i, "text": both(f"ระดับ {i}"), "points": points} for i, points in (("a", "0"), ("b", "3"), ("c", "6"))
    ]
    return [
        {"id": "a", "text": both("เนื้อหา"), "points": "6", "levels": levels},
        {"id": "b", "text": both("ภาษา"), "points": "4"},
    ]


def _hotspot() -> dict[str, Any]:
    places = {
        "a": ("rect", [50, 100, 300, 900]),
        "b": ("circle", [600, 300, 120]),
        "c": ("poly", [690, 590, 960, 640, 800, 960]),
    }
    return {
        "image": str(picture().pk),
        "alt": both("แผนภูมิแท่ง"),
        "areas": [
            {"id": i, "shape": shape, "coords": coords, "label": both(f"บริเวณ {i}"), "correct": i in "ab"}
            for i, (shape, coords) in places.items()
        ],
    }


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "single": _single,
    "multiple": lambda: _single("ab"),
    "truefalse": lambda: {"answer": True},
    "number": lambda: {"answer": "80", "tolerance": "0.5", "unit": {"th": "ร้อยละ", "en": "per cent"}},
    "shorttext": _shorttext,
    "matching": _matching,
    "ordering": lambda: {"items": [{"id": i, "text": both(f"ขั้น {i}")} for i in "abcd"]},
    "blanks": _blanks,
    "matrix": _matrix,
    "hotspot": _hotspot,
}
# Kinds that people mark have no right answer.
BY_PEOPLE: dict[str, Callable[[], dict[str, Any]]] = {
    "essay": lambda: {"least_words": 5, "most_words": 200, "rubric": _rubric()},
    "upload": lambda: {"types": ["pdf", "txt"], "most_files": 2, "most_megabytes": 1, "rubric": []},
}
FIRST_KINDS = ("single", "multiple", "truefalse", "number")
NEW_KINDS = tuple(kind for kind in PARTS if kind not in FIRST_KINDS)


def picture() -> Image:
    """A drawing among the images of the CMS, twice as wide as high."""
    found = Image.objects.filter(title="Chart of a question").first()
    return found or Image.objects.create(title="Chart of a question", file=ContentFile(DRAWING, "question-chart.svg"))


def question(where: Category, kind: str = "single", name: str = "คำถาม", **fields: Any) -> Question:
    """A ready question."""
    return save_question(where, kind, content(kind, name), **fields)


def bank(count: int = 8, where: Category | None = None, of: Sequence[str] = FIRST_KINDS) -> Category:
    """A category with that many ready questions, of those kinds in turn."""
    where = where or category()
    for i in range(count):
        question(where, of[i % len(of)], f"คำถามที่ {i + 1}")
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
    *,
    lessons: int = 0,
    questions: int = 8,
    of: Sequence[str] = FIRST_KINDS,
    slug: str = "big-data",
    **fields: Any,
) -> tuple[Release, Unit]:
    """A released course whose only required unit, without lessons, is a quiz; the release and the quiz's unit."""
    course = course_tree(slug, modules=1 if lessons else 0, lessons=lessons)
    test = quiz(course, bank(questions, of=of), **fields)
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
    """The right answer to a drawn question, in given form, several choices in the learner's order."""
    kind, layout = row.version.kind, row.choice_order
    given = answers.given(kind, layout, kinds.of(kind).right(row.version.content))
    return answers.given(kind, layout, answers.stored(kind, layout, given))


def answer_all(place: Place, attempt: Attempt, at: datetime = NOON, *, rightly: bool = True) -> None:
    """Save an answer to every question: the right one, or, for none right, nothing."""
    rows = attempt.questions.select_related("version")
    given = [Given(row.position, right(row) if rightly else None, row.sequence + 1) for row in rows]
    attempting.save(place.person, attempt.public_id, given, at)
