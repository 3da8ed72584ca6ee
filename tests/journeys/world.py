"""The academy that journeys go through: a course with lessons of every block and a test, in Thai and in English."""

import uuid
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from academy.people.enlisting import enlist
from academy.people.models import Agency, Person
from academy.people.roles import Role
from courses.models import ModulePage, Release
from tests.factories.assessments import bank, quiz
from tests.factories.courses import course_tree, lesson, publish, released

COURSE = {"th": "ข้อมูลขนาดใหญ่สำหรับผู้บริหารภาครัฐ", "en": "Big data for public executives"}
SUMMARY = {
    "th": "นำข้อมูลที่หน่วยงานมีอยู่แล้วมาช่วยตัดสินใจเชิงนโยบายได้อย่างรอบคอบและตรวจสอบได้",
    "en": "Turn the data your agency already holds into careful decisions on policy that others can check.",
}
LESSONS = {
    "start-from-a-question": {"th": "เริ่มจากคำถาม", "en": "Start from a question"},
    "look-at-the-evidence": {"th": "พิจารณาหลักฐาน", "en": "Look at the evidence"},
    "what-to-do-on-monday": {"th": "สิ่งที่ทำได้ในวันจันทร์", "en": "What to do on Monday"},
}
WORDS: dict[str, dict[str, Any]] = {
    "th": {
        "picture": "แผนภูมิแท่งสามแท่ง แท่งกลางสูงที่สุด",
        "caption": "รูปที่ 1 จำนวนคำขอในสามเดือน",
        "head": "ต้องขอความยินยอมเมื่อใด",
        "text": "<p>เมื่อไม่มีฐานทางกฎหมายอื่นรองรับ</p>",
        "quote": "ข้อมูลที่ดีเริ่มจากคำถามที่ดี",
        "source": "คำกล่าวที่ใช้เป็นตัวอย่าง",
        "columns": ["ระดับ", "ตัวอย่าง"],
        "rows": [["เปิดเผย", "สถิติการให้บริการ"], ["ลับ", "ข้อมูลสุขภาพรายบุคคล"]],
        "table": "ระดับชั้นของข้อมูล",
        "file": "แบบตรวจสอบก่อนเริ่มโครงการ",
        "video": "ธรรมาภิบาลข้อมูลในสามนาที",
    },
    "en": {
        "picture": "A chart of three bars; the middle one is the tallest",
        "caption": "Figure 1: requests in three months",
        "head": "When is consent needed?",
        "text": "<p>Where no other legal basis carries it.</p>",
        "quote": "Good data begin with a good question.",
        "source": "A saying, as an example",
        "columns": ["Level", "Example"],
        "rows": [["Open", "Statistics of service"], ["Secret", "A person's health record"]],
        "table": "Levels of data",
        "file": "Checklist before a project",
        "video": "Data governance in three minutes",
    },
}
WAITING, MINUTES = "look-at-the-evidence", 5
PASSWORD = "tuk-tuk-som-tam-2569"
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="800" height="300" viewBox="0 0 800 300">
<rect width="800" height="300" fill="#d9e8f5"/><rect x="60" y="120" width="120" height="150" fill="#0b4f8a"/>
<rect x="240" y="60" width="120" height="210" fill="#0f766e"/>
<rect x="420" y="170" width="120" height="100" fill="#a87408"/>
</svg>"""


def course_to_study() -> Release:
    """A released course: three lessons, of which one takes minutes, and a test that draws four questions."""
    course = course_tree("big-data", modules=0, title=COURSE["th"], summary=SUMMARY["th"], certificate=True)
    pages = {page.locale.language_code: page for page in (course, *course.get_translations())}
    english = pages["en"]
    english.title, english.summary = COURSE["en"], SUMMARY["en"]
    for language, page in pages.items():
        page.outcomes = [
            ("outcome", {"th": "ตั้งคำถามที่ข้อมูลตอบได้", "en": "Ask a question that data can answer"}[language])
        ]
        page.save_revision().publish()
    keys = {name: uuid.uuid4() for name in ("module", *LESSONS)}
    image = Image.objects.create(title="Chart", file=ContentFile(DRAWING, "chart.svg"))
    document = Document.objects.create(title="Checklist", file=ContentFile(b"1. Ask.", "checklist.txt"))
    for language, page in pages.items():
        title = {"th": "จากข้อมูลสู่การตัดสินใจ", "en": "From data to decisions"}[language]
        module = publish(page, ModulePage(title=title, slug="decisions", translation_key=keys["module"]))
        for slug, titles in LESSONS.items():
            made = lesson(
                module,
                slug,
                title=titles[language],
                translation_key=keys[slug],
                minimum_seconds=60 * MINUTES if slug == WAITING else 0,
            )
            if slug == WAITING:
                made.body = [
                    *((block.block_type, block.value) for block in made.body),
                    *every_block(language, image, document),
                ]
                made.save_revision().publish()
    quiz(course, bank(8))
    return released(course)


def every_block(language: str, image: Image, document: Document) -> list[tuple[str, Any]]:
    """One of each block that a lesson may hold, besides those of the factory's body."""
    words = WORDS[language]
    columns = [{"type": "text", "heading": heading} for heading in words["columns"]]
    rows = [{"values": row} for row in words["rows"]]
    return [
        ("figure", {"image": image, "alternative": words["picture"], "caption": words["caption"], "source": ""}),
        ("table", {"cells": {"columns": columns, "rows": rows, "caption": words["table"]}}),
        ("accordion", {"parts": [{"heading": words["head"], "text": words["text"]}]}),
        ("quote", {"text": words["quote"], "source": words["source"]}),
        ("code", {"language": "sql", "code": "SELECT province, COUNT(*)\nFROM requests\nGROUP BY province;"}),
        ("video", {"title": words["video"], "link": "https://video.example/1", "transcript": words["text"]}),
        ("document", {"document": document, "title": words["file"], "description": words["caption"]}),
        ("reflection", {"text": words["text"]}),
    ]


def person(language: str, role: Role | None = None, agency: Agency | None = None, **fields: Any) -> Person:
    """Somebody with an account and PASSWORD, who reads that language and has that role."""
    name = role.name.lower() if role else "learner"
    said = {
        "email": f"{name}@agency.example",
        "title_th": "นางสาว", "given_th": "มาลี", "family_th": "รักเรียน",
        "title_en": "Ms", "given_en": "Malee", "family_en": "Rakrian",
        **fields,
    }  # fmt: skip
    roles = [role] if role else []
    return enlist(password=PASSWORD, roles=roles, preferred_language=language, agency=agency, **said)
