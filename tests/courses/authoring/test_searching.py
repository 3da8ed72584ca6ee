"""Finding courses by words. The same on SQLite and on PostgreSQL."""

import pytest

from courses import searching, wording
from courses.models import CoursePage, LessonPage
from tests.factories.courses import course_tree, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def big_data() -> CoursePage:
    summary = "เริ่มจากคำถามของหน่วยงาน แล้วใช้ข้อมูลที่มีอยู่ตอบด้วยปัญญาประดิษฐ์ รุ่น ๑๒"
    page = course_tree("big-data", modules=1, lessons=1, title="ข้อมูลขนาดใหญ่สำหรับผู้บริหารภาครัฐ Big Data", summary=summary)
    released(page)
    return page


def finds(page: CoursePage, text: str) -> bool:
    return page.translation_key in searching.found(text)


@pytest.mark.parametrize(
    "text",
    [
        "ข้อมูล", "ข้อมูลขนาดใหญ่", "ขนาดใหญ่", "ผู้บริหาร", "ภาครัฐ", "ปัญญา", "ปัญญาประดิษฐ์", "คำถาม หน่วยงาน",
        "big data", "BIG", "Dat", "ผู้บริหาร big", "ข้อมู", "ปัญญาประดิ", "12", "๑๒", "ข้อ\u200bมูล", "คําถาม",
    ],
)  # fmt: skip
def test_is_found(big_data: CoursePage, text: str) -> None:
    assert finds(big_data, text)


@pytest.mark.parametrize("text", ["ขอ มล", "ขอมูล", "สุขภาพ", "ข้อมูล สุขภาพ", "ata", "", "  ", "-", '"', "'; drop", "*"])
def test_is_not_found(big_data: CoursePage, text: str) -> None:
    assert not finds(big_data, text)


def test_a_course_is_found_by_the_title_of_a_lesson_once_it_is_released(big_data: CoursePage) -> None:
    unit = LessonPage.objects.descendant_of(big_data).get()
    unit.title = "น้ำท่วมกับการเตือนภัย"
    unit.minimum_seconds = 5
    unit.save_revision().publish()
    released(big_data)
    assert finds(big_data, "น้ำท่วม")


def test_a_course_that_is_not_published_is_not_found(big_data: CoursePage) -> None:
    for page in CoursePage.objects.all():
        page.unpublish()
    assert not finds(big_data, "ข้อมูล")


def test_every_thai_word_is_written_in_its_own_way() -> None:
    words = ["ข้อมูล", "ขอ", "มล", "ขอมูล", "น้ำ", "น้า", "ปู", "ปู่"]
    written = {wording.encoded_queries(word)[0] for word in words}
    assert len(written) == len(words)
    assert all(text.isascii() for text in written)


def test_counting_words_knows_thai() -> None:
    assert wording.count("หน่วยงานของรัฐมีข้อมูลอยู่แล้ว") > 4
    assert wording.count("Agencies already hold data.") == 4
    assert wording.count("— , . ! ") == 0


def test_a_course_is_found_by_a_word_within_a_lesson_which_is_not_shown(big_data: CoursePage) -> None:
    assert not finds(big_data, "ไดโนเสาร์")
    lesson = LessonPage.objects.descendant_of(big_data).get()
    lesson.body = [*((block.block_type, block.value) for block in lesson.body), ("text", "<p>เรื่องไดโนเสาร์</p>")]
    lesson.save_revision().publish()
    searching.refresh(big_data.translation_key)
    assert finds(big_data, "ไดโนเสาร์")
