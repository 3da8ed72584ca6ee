"""Courses as instructors make them: pages in Thai and English with real lessons, and their releases."""

import uuid
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from academy.people.models import Person
from academy.site.models import HomePage
from courses import releasing
from courses.models import CataloguePage, CoursePage, LessonPage, ModulePage, Release

SAID = {
    "th": "หน่วยงานของรัฐมีข้อมูลอยู่แล้วจำนวนมาก คำถามคือจะใช้ข้อมูลนั้นช่วยประชาชนได้อย่างไร เริ่มจากปัญหาหนึ่งข้อ ",
    "en": "Agencies of government already hold much data. The question is how to use it. Start from one problem. ",
}
TITLES = {"th": "ข้อมูลขนาดใหญ่สำหรับผู้บริหารภาครัฐ", "en": "Big data for public executives"}


def home(language: str = "th") -> HomePage:
    """The home page of that language, made when migrations made none."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    root = Page.get_first_root_node()
    other = HomePage.objects.exclude(locale=locale).first()
    key = {"translation_key": other.translation_key} if other else {}
    made = root.add_child(instance=HomePage(title=f"Academy {language}", slug=f"home-{language}", locale=locale, **key))
    if language == "th":
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": made})
    return made


def catalogue(language: str = "th") -> CataloguePage:
    """The catalogue of that language, made when migrations made none."""
    parent = home(language)
    found = CataloguePage.objects.child_of(parent).first()
    if found:
        return found
    other = CataloguePage.objects.first()
    key = {"translation_key": other.translation_key} if other else {}
    page = CataloguePage(title="หลักสูตร" if language == "th" else "Courses", slug="courses", locale=parent.locale, **key)
    return publish(parent, page)


def publish(parent: Page, page: Any) -> Any:
    """`page`, made below its parent and published by way of a revision, as in the CMS."""
    parent = Page.objects.get(pk=parent.pk)
    page.live = False
    page.locale = page.locale if page.locale_id else parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def body(language: str = "th", words: int = 120) -> list[tuple[str, Any]]:
    """A lesson's blocks with about that many words."""
    text = SAID[language] * max(1, words // 20)
    return [
        ("heading", {"text": "เริ่มจากคำถาม" if language == "th" else "Start from a question", "level": "h2"}),
        ("text", f"<p>{text}</p>"),
        ("callout", {"kind": "case", "title": "กรณี", "text": "<p>สมมติว่าจังหวัดหนึ่ง</p>"}),
        ("key_points", {"points": ["<p>เริ่มจากปัญหา</p>"]}),
    ]


def course_tree(
    slug: str = "big-data",
    *,
    modules: int = 2,
    lessons: int = 2,
    languages: tuple[str, ...] = ("th", "en"),
    words: int = 120,
    **fields: Any,
) -> CoursePage:
    """A published course with that many modules of that many lessons in each language; not released.

    Returns the page in the first language. Units are `<slug>-<module>-<lesson>`; `fields` go to the course pages.
    """
    keys: dict[str, uuid.UUID] = {}
    pages = [_course(slug, language, modules, lessons, words, keys, fields) for language in languages]
    return pages[0]


def lesson(module: ModulePage, slug: str, *, title: str = "", words: int = 120, **fields: Any) -> LessonPage:
    """One more published lesson below a module, in the module's language."""
    language = module.locale.language_code
    page = LessonPage(title=title or slug, slug=slug, body=body(language, words), **fields)
    return publish(module, page)


def released(course_page: CoursePage, *, by: Person | None = None, note: str = "") -> Release:
    """The course's next release."""
    return releasing.release(CoursePage.objects.get(pk=course_page.pk), by=by, note=note, at=timezone.now())


def _course(
    slug: str, language: str, modules: int, lessons: int, words: int, keys: dict[str, uuid.UUID], fields: dict[str, Any]
) -> CoursePage:
    title = fields.get("title") or f"{TITLES[language]} {slug}"
    settings = {"summary": SAID[language], "hours": 3, "area": "data", **fields, "title": title}
    course = publish(catalogue(language), CoursePage(slug=slug, translation_key=_key(keys, slug), **settings))
    for number in range(1, modules + 1):
        name = f"{slug}-{number}"
        module = publish(course, ModulePage(title=f"M{number} {language}", slug=name, translation_key=_key(keys, name)))
        for place in range(1, lessons + 1):
            unit = f"{name}-{place}"
            lesson(module, unit, title=f"L{number}.{place} {language}", words=words, translation_key=_key(keys, unit))
    return course


def _key(keys: dict[str, uuid.UUID], name: str) -> uuid.UUID:
    return keys.setdefault(name, uuid.uuid4())
