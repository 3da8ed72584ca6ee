"""Examples of what is asked and answered, for the schema."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

QUIZ, ATTEMPT, QUESTION = (f"6f1d2c3b-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))
TEXT = {"th": "<p>ข้อมูลส่วนบุคคลคืออะไร</p>", "en": "<p>What is personal data?</p>"}
NONE = {"th": "", "en": ""}


def asked(value: Any, name: str = "An example", media: str = "application/json") -> OpenApiExample:
    """Of a request."""
    return OpenApiExample(name, value, request_only=True, media_type=media)


def answered(value: Any, *statuses: int) -> list[OpenApiExample]:
    """Of an answer, for each of the statuses."""
    return [
        OpenApiExample(f"An example ({one})", value, response_only=True, status_codes=[str(one)])
        for one in statuses or (200,)
    ]


CHOICES = [
    {"id": "a", "text": {"th": "<p>ชื่อ</p>", "en": "<p>A name</p>"}, "correct": True, "feedback": NONE},
    {"id": "b", "text": {"th": "<p>สภาพอากาศ</p>", "en": "<p>The weather</p>"}, "correct": False, "feedback": NONE},
]
CONTRIBUTION = {
    "category": 1,
    "kind": "single",
    "content": {"stem": TEXT, "feedback": NONE, "choices": CHOICES, "shuffle": True},
    "status": "draft",
    "area": "data",
    "level": "foundation",
    "source": "พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562",
}
FACTS = {
    "key": QUESTION,
    **{name: CONTRIBUTION[name] for name in ("category", "kind", "status", "area", "level", "source")},
    "version": 1,
    "changed_at": "2026-11-23T02:30:00Z",
}
CATEGORY = {"id": 1, "name_th": "ข้อมูล", "name_en": "Data", "parent": None}
LISTED = {**FACTS, "summary": "ข้อมูลส่วนบุคคลคืออะไร"}
OF_BANK = {**FACTS, "content": CONTRIBUTION["content"]}
A_QUIZ = {
    "key": QUIZ, "title": "แบบทดสอบหลังเรียน", "course": "big-data", "course_title": "ข้อมูลขนาดใหญ่",
    "takes": True, "oversees": False,
}  # fmt: skip
OWN = {
    "id": ATTEMPT, "quiz": QUIZ, "course": "big-data", "number": 1, "state": "marked",
    "started_at": "2026-11-23T02:00:00Z", "deadline": "2026-11-23T02:30:00Z", "submitted_at": "2026-11-23T02:21:05Z",
    "score": "85.00", "passed": True,
}  # fmt: skip
FIGURES = {
    "quiz": QUIZ, "counted": "first", "attempts": 120, "mean": 71.4, "median": 75.0, "deviation": 14.2, "passed": 62.5,
    "minutes": 18.0, "reliability": 0.81, "error": 6.2, "drawn": False, "bins": [0, 1, 2, 4, 8, 15, 25, 35, 20, 10],
    "items": [
        {
            "question": QUESTION, "version": 1, "kind": "single", "summary": "ข้อมูลส่วนบุคคลคืออะไร", "answers": 120,
            "facility": 0.72, "discrimination": 0.31, "upper_lower": 0.42, "flags": [],
            "options": [
                {"answer": "a", "correct": True, "count": 86, "share": 0.72, "upper": 0.94, "lower": 0.52,
                 "discrimination": 0.31},
            ],
        },
    ],
}  # fmt: skip
A_FILE = {
    "id": QUESTION, "name": "แผนงาน.pdf", "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}  # fmt: skip
SHEET = {
    "id": ATTEMPT, "number": 1, "state": "open", "started_at": "2026-11-23T02:00:00Z",
    "deadline": "2026-11-23T02:30:00Z", "seconds_left": 1800, "per_page": 5, "navigation": "free", "page": 1,
    "questions": [
        {
            "question": 1, "kind": "single", "language": "th", "stem": TEXT["th"],
            "choices": [{"id": "1", "text": "<p>สภาพอากาศ</p>"}, {"id": "2", "text": "<p>ชื่อ</p>"}],
            "rows": [], "picture": None, "unit": "", "points": "1", "answer": None, "sequence": 0,
            "limits": {}, "flagged": False,
        },
    ],
}  # fmt: skip
SAVE = {"answers": [{"question": 1, "sequence": 1, "answer": "2"}]}
SAVED = {"held": [{"question": 1, "sequence": 1, "saved": True, "answer": "2"}], "seconds_left": 1710}
RESULT = {
    "id": ATTEMPT, "number": 1, "submitted_at": "2026-11-23T02:21:05Z", "ran_out": False, "state": "marked",
    "points": "17.00", "points_possible": "20", "score": "85.00", "pass_mark": "80", "passed": True, "attempts_left": 2,
    "with_keys": False, "questions": [],
}  # fmt: skip


def page(row: dict[str, Any]) -> dict[str, Any]:
    """A list of that one row."""
    return {"count": 1, "next": None, "previous": None, "results": [row]}
