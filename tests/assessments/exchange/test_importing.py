"""What a file does to the bank: item by item, once, and with its pictures."""

from pathlib import Path

import pytest
from django.conf import settings
from wagtail.images.models import Image

from academy.errors import Refusal
from academy.people.roles import Role
from assessments import authoring, faces, richtext
from assessments.exchange import exporting, importing
from assessments.exchange.formats import WRITTEN
from assessments.exchange.importing import Fate, Wish
from assessments.models import Category, Question
from tests.assessments.exchange.test_moodle import answer, question, quiz
from tests.factories.assessments import bank, category
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db
GIFT = "::ก::ข้อมูลเปิด{T}\n\n::ข::เท่าไร{#5:1}\n\n::ค::เรียงความ{}\n\nไม่มีคำตอบ\n".encode()
PICTURE_NAME = "@@PLUGINFILE@@/a.png"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]


def fates(brought: importing.Brought) -> list[str]:
    return [line.fate.value for line in brought.lines]


def test_looking_writes_nothing() -> None:
    looked = importing.look(GIFT)
    assert fates(looked)[:2] == ["new", "new"]
    assert not Question.objects.exists()
    assert not Category.objects.exists()


def test_what_can_be_carried_comes_and_the_rest_is_listed() -> None:
    person = person_in(Role.INSTRUCTOR)
    brought = importing.bring(GIFT, wish=Wish(by=person))
    made = Question.objects.select_related("current").order_by("pk")
    assert [one.current.kind for one in made][:2] == ["truefalse", "number"]
    assert {one.current.made_by for one in made} == {person}
    assert {one.status for one in made} == {"draft"}
    assert {"item": "ไม่มีคำตอบ", "reason": brought.not_carried[-1]["reason"]} in brought.not_carried
    assert brought.numbers[Fate.LEFT] >= 1


def test_the_same_file_again_doubles_nothing() -> None:
    first = importing.bring(GIFT)
    again = importing.bring(GIFT)
    assert again.new == 0
    assert again.numbers[Fate.ALREADY] == first.new
    assert Question.objects.count() == first.new


def test_a_question_that_stands_twice_in_a_file_comes_once() -> None:
    twice = b"A is B{T}\n\nA is B{T}\n"
    assert fates(importing.look(twice)) == ["new", "already"]
    assert fates(importing.bring(twice)) == ["new", "already"]


def test_categories_of_the_file_are_made_below_the_chosen_one_and_found_again() -> None:
    top = category("บนสุด")
    text = "$CATEGORY: ข้อมูล/เปิด\n\nA is B{T}\n\nC is D{F}\n".encode()
    importing.bring(text, wish=Wish(category=top))
    assert {str(one.category.parent.parent) for one in Question.objects.all()} == {str(top)}
    assert Category.objects.count() == 3
    importing.bring(text.replace(b"A is B", b"E is F"), wish=Wish(category=top))
    assert Category.objects.count() == 3


def test_who_may_make_no_category_brings_only_into_those_that_are_there() -> None:
    text = "$CATEGORY: ข้อมูล\n\nA is B{T}\n".encode()
    wish = Wish(makes_categories=False)
    assert importing.bring(text, wish=wish).numbers[Fate.LEFT] == 1
    Category.objects.create(name_th="ข้อมูล", name_en="Data")
    assert importing.bring(text, wish=wish).new == 1


def test_an_unsound_question_is_left_and_the_others_come() -> None:
    brought = importing.bring("ก{=ใช่ ~ใช่}\n\nข{T}\n".encode())
    assert fates(brought) == ["left", "new"]
    assert brought.lines[0].reasons[0].startswith("choices")


# Wagtail leaves the temporary file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
def test_pictures_become_images_of_the_cms_once_and_are_shown() -> None:
    data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    text = f'<p>ดู</p><img src="{PICTURE_NAME}" alt="จุด &quot;แดง&quot;">'
    made = question("truefalse", answer("100", "true"), text=text).replace(
        "</questiontext>", f'<file name="a.png" path="/" encoding="base64">{data}</file></questiontext>'
    )
    importing.bring(quiz(made, made.replace("ดู", "ดูอีก")))
    image = Image.objects.get()
    assert image.description == "จุด ”แดง”"
    shown = Question.objects.order_by("pk")[0].current
    assert shown
    stem = shown.content["stem"]["th"]
    assert f'src="{settings.MEDIA_URL}images/' in stem
    assert 'width="1" height="1"' in stem
    assert richtext.clean(stem) == stem
    assert "จุด" in shown.summary()
    assert faces.languages(shown.kind, shown.content) == ("th",)


def test_tags_that_the_bank_knows_are_kept_and_others_are_listed() -> None:
    brought = importing.bring(b"// [tag:sql] [tag:area:data] [tag:level:secret]\nA is B{T}\n")
    assert brought.new == 1
    assert Question.objects.get().tags == {"area": "data", "level": "", "source": ""}
    (left,) = brought.not_carried
    assert "sql" in left["reason"]
    assert "level:secret" in left["reason"]
    assert "area" not in left["reason"]


@pytest.mark.parametrize("name", [one.name for one in WRITTEN])
def test_tags_travel_with_their_questions(name: str) -> None:
    tags = {"area": "data", "level": "advanced", "source": "ธนาคารข้อสอบกลาง พ.ศ. 2569"}
    bank(1, category("ก"))
    authoring.sort(list(Question.objects.all()), tags=tags)
    written = exporting.export(Question.objects.all(), name)
    Question.objects.update(current=None)
    Question.objects.all().delete()
    importing.bring(written.data)
    assert Question.objects.get().tags == tags


def test_too_many_questions_and_none_are_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        importing.look(GIFT, most=3)
    assert refusal.value.code == "too_many"
    with pytest.raises(Refusal) as refusal:
        importing.look(b"<quiz></quiz>")
    assert refusal.value.code == "no_questions"


@pytest.mark.parametrize("name", [one.name for one in WRITTEN])
def test_an_exported_bank_is_there_already_and_comes_into_an_empty_one(name: str) -> None:
    where = bank(4, category("ย่อย", parent=category("ใหญ่")))
    written = exporting.export(Question.objects.all(), name)
    assert written.whole == 4
    assert importing.bring(written.data).numbers[Fate.ALREADY] == 4
    before = {one.key: (one.current.kind, one.current.summary()) for one in Question.objects.all() if one.current}
    Question.objects.update(current=None)
    Question.objects.all().delete()
    Category.objects.filter(pk=where.pk).delete()
    Category.objects.all().delete()
    assert importing.bring(written.data).new == 4
    after = {one.key: (one.current.kind, one.current.summary()) for one in Question.objects.all() if one.current}
    assert after == before
    assert {str(one.category.parent.name_en) for one in Question.objects.all()} == {"ใหญ่ (en)"}


# Wagtail leaves the temporary file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
def test_pictures_go_out_with_the_questions_and_come_back() -> None:
    data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    text = f'<p>ดู <img src="{PICTURE_NAME}" alt="จุด"></p>'
    made = question("truefalse", answer("100", "true"), text=text).replace(
        "</questiontext>", f'<file name="a.png" path="/" encoding="base64">{data}</file></questiontext>'
    )
    importing.bring(quiz(made))
    items, lost = exporting.gathered(Question.objects.all())
    assert not lost
    assert len(items[0].images) == 1
    # The row is protected as long as a question shows it; the file may still be lost.
    for image in Image.objects.all():
        image.file.storage.delete(image.file.name)
    items, lost = exporting.gathered(Question.objects.all())
    assert "gone" in lost[0].reason
    assert items[0].content["stem"]["th"] == "<p>ดู จุด</p>"
