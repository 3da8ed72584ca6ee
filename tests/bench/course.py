"""The course that is measured, and its neighbours in the catalogue: written and released by the academy's deeds."""

import uuid
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from academy.errors import Refusal
from assessments.authoring import save_question
from assessments.models import Category, QuizPage
from assessments.models.quiz import QuizSection
from courses import releasing
from courses.models import CataloguePage, Course, CoursePage, LessonPage, ModulePage
from tests.factories import h5p

MODULES, LESSONS, QUESTIONS, POOL = 5, 6, 20, 120
NEIGHBOURS = 11
LANGUAGES = ("th", "en")
# The lesson after the one in the middle: the same, with interactive content in it.
INTERACTIVE = "lesson-2-4"
PARAGRAPH = {
    "th": "<p>หน่วยงานของรัฐมีข้อมูลอยู่แล้วเป็นจำนวนมาก คำถามคือใช้อย่างไรให้ประชาชนได้ประโยชน์ "
    "<b>เริ่มจากปัญหา</b> ไม่ใช่จากเครื่องมือ แล้วถามว่าข้อมูลใดช่วยให้ตัดสินใจได้ดีขึ้น ใครเป็นเจ้าของข้อมูล และข้อมูลนั้นเชื่อถือได้เพียงใด</p>",
    "en": "<p>Agencies already hold a great deal of data. The question is how people gain from it. "
    "<b>Begin with the problem</b>, not with the tool, and ask which data would lead to a better decision, "
    "who owns it, and how far it can be trusted.</p>",
}


def write_courses() -> tuple[Course, uuid.UUID, list[str]]:
    """Every course, released. The measured one with its quiz's key and its lessons' addresses in reading order."""
    catalogues = {language: catalogue(language) for language in LANGUAGES}
    h5p.installed(None)
    category = _bank()
    for number in range(NEIGHBOURS):
        _write_course(catalogues, f"neighbour-{number}", modules=1, lessons=2, category=category)
    return _write_course(catalogues, "big-data", modules=MODULES, lessons=LESSONS, category=category)


def _write_course(
    catalogues: dict[str, Page], slug: str, *, modules: int, lessons: int, category: Category
) -> tuple[Course, uuid.UUID, list[str]]:
    title = {"th": f"ข้อมูลขนาดใหญ่เพื่อการตัดสินใจ ({slug})", "en": f"Big data for better decisions ({slug})"}
    course = add(CoursePage, catalogues, slug, title, summary=PARAGRAPH["th"], hours=6)
    addresses = []
    for m in range(modules):
        module = add(ModulePage, course, f"module-{m}", {"th": f"หน่วยที่ {m + 1}", "en": f"Module {m + 1}"})
        for n in range(lessons):
            addresses.append(f"lesson-{m}-{n}")
            _lesson(module, addresses[-1], f"{m + 1}.{n + 1}")
    quiz = _quiz(course, category)
    try:
        releasing.release(CoursePage.objects.get(pk=course["th"].pk), by=None, at=timezone.now())
    except Refusal as refusal:
        raise ValueError(f"The measured course is refused: {refusal.fields}") from refusal
    return Course.objects.get(slug=slug), quiz, addresses


def _lesson(module: dict[str, Page], slug: str, number: str) -> None:
    body: dict[str, list[dict[str, Any]]] = {
        language: [
            {"type": kind, "value": value}
            for part in range(6)
            for kind, value in (
                ("heading", {"text": f"{number} · {part + 1}", "level": "h2"}),
                ("text", PARAGRAPH[language] * 3),
            )
        ]
        for language in LANGUAGES
    }
    titles = {"th": f"บทเรียนที่ {number}", "en": f"Lesson {number}"}
    if slug == INTERACTIVE:
        content = h5p.uploaded(None)
        for language in LANGUAGES:
            body[language].append(h5p.block(content))
    add(LessonPage, module, slug, titles, body=body, minimum_seconds=60)


def _quiz(course: dict[str, Page], category: Category) -> uuid.UUID:
    quiz = add(
        QuizPage, course, "final-quiz", {"th": "แบบทดสอบ", "en": "Test"}, attempts_allowed=None, minutes=60, per_page=5,
        pass_mark=80, sections={
            language: [QuizSection(category=category, count=QUESTIONS, points=1)] for language in LANGUAGES
        },
    )  # fmt: skip
    key: uuid.UUID = quiz["th"].translation_key
    return key


def _bank() -> Category:
    """Questions of every kind, most of them with one right choice of four: the first, as authors write them."""
    category = Category.objects.create(name_th="ข้อมูลขนาดใหญ่", name_en="Big data")
    for number in range(POOL):
        stem = {"th": f"ข้อใดถูกต้องที่สุด ข้อที่ {number}", "en": f"Which is best? Number {number}"}
        choices = [
            {"text": {"th": f"ตัวเลือกที่ {n} ของข้อ {number}", "en": f"Choice {n} of {number}"}, "correct": n == 0}
            for n in range(4)
        ]
        if number % 10 == 0:
            save_question(category, "truefalse", {"stem": stem, "answer": True})
        else:
            save_question(category, "single", {"stem": stem, "choices": choices})
    return category


def catalogue(language: str) -> Page:
    locale = Locale.objects.get(language_code=language)
    found = CataloguePage.objects.filter(locale=locale).first()
    if found is None:
        home = Page.objects.get(depth=2, locale=locale)
        found = home.add_child(instance=CataloguePage(title="Courses", slug="courses", locale=locale))
        found.save_revision().publish()
    return found


def add(
    model: type[Page], parents: dict[str, Page], slug: str, titles: dict[str, str], **fields: Any
) -> dict[str, Page]:
    """A published page in each language, each other's translation. A field given as {"th", "en"} differs."""
    key = uuid.uuid4()
    made = {}
    for language, parent in parents.items():
        own = {name: value[language] if isinstance(value, dict) else value for name, value in fields.items()}
        page = model(title=titles[language], slug=slug, translation_key=key, locale=parent.locale)
        for name, value in own.items():
            setattr(page, name, value)
        parent.refresh_from_db()
        parent.add_child(instance=page)
        page.save_revision().publish()
        made[language] = page
    return made
