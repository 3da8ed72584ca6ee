"""The question bank in the CMS, for an instructor."""

import json
import re
from typing import Any

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.test.utils.form_data import rich_text

from academy.errors import Refusal
from academy.people.roles import Role
from assessments import searching
from assessments.authoring import save_question
from assessments.forms import QuestionForm
from assessments.models import Category, Question, QuestionComment, QuestionVersion, QuizPage
from tests.factories.assessments import DRAWING, PARTS, bank, both, category, picture, question, quiz
from tests.factories.courses import course_tree
from tests.factories.people import PersonFactory, person_in

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the buffer of a rendition that it has stored to the collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile"),
]


@pytest.fixture
def instructor(client: Client) -> Client:
    client.force_login(person_in(Role.INSTRUCTOR, preferred_language="en"))
    return client


def filled(where: Category, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": "single",
        "category": where.pk,
        "status": "ready",
        "tolerance": "0",
        "shuffle": "on",
    }
    for language in ("th", "en"):
        data[f"stem_{language}"] = rich_text(f"<p>คำถาม {language}</p>")
        data[f"feedback_{language}"] = rich_text("")
        for row, text in enumerate(["a < b", "ข้อสอง", "ข้อสาม"]):
            data[f"choice_{row}_text_{language}"] = f"{text} {language}"
    data["choice_0_correct"] = "on"
    return data | changes


def test_an_instructor_writes_a_question(instructor: Client) -> None:
    response = instructor.post("/cms/questions/new/", filled(category()))
    assert response.status_code == 302
    written = Question.objects.get()
    assert written.current
    assert written.current.content["choices"][0]["text"]["th"] == "a &lt; b th"
    assert [choice["correct"] for choice in written.current.content["choices"]] == [True, False, False]


def test_saving_the_form_as_it_is_makes_no_new_version(instructor: Client) -> None:
    instructor.post("/cms/questions/new/", filled(category()))
    written = Question.objects.get()
    ids = {f"choice_{row}_id": choice["id"] for row, choice in enumerate(written.current.content["choices"])}
    response = instructor.post(f"/cms/questions/edit/{written.pk}/", filled(written.category, **ids))
    assert response.status_code == 302
    assert written.versions.count() == 1


def test_the_first_words_of_a_long_question_say_that_there_are_more(db: None) -> None:
    assert str(question(category(), "truefalse", "ข้อมูลเปิด")) == "ข้อมูลเปิด"
    # Marks above and below a Thai letter are no letters of their own: none is cut off from what it stands on.
    assert str(question(category(), "truefalse", "ข้อมูล" * 31)) == "ข้อมูล" * 29 + "ข้อมู…"


def test_an_edit_makes_the_next_version(instructor: Client) -> None:
    written = question(category(), "truefalse")
    body = filled(written.category, kind="truefalse", answer="false")
    assert instructor.post(f"/cms/questions/edit/{written.pk}/", body).status_code == 302
    assert list(written.versions.values_list("number", flat=True)) == [2, 1]


def typed(form: QuestionForm, **changes: Any) -> dict[str, Any]:
    """What a browser sends of the form as it stands."""
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if name.startswith(("stem_", "feedback_")):
            value = rich_text(value or "")
        elif isinstance(field, forms.BooleanField):
            value = "on" if value else ""
        if value not in (None, ""):
            data[name] = value
    return data | changes


def without_paragraphs(content: dict[str, Any]) -> str:
    """A plain field writes no paragraph around its one line."""
    return re.sub("</?p>", "", json.dumps(content, sort_keys=True))


@pytest.mark.parametrize("kind", list(PARTS))
def test_the_editor_makes_each_kind_and_keeps_all_that_is_in_it(instructor: Client, kind: str) -> None:
    written = question(category(), kind)
    page = instructor.get(f"/cms/questions/edit/{written.pk}/")
    body = typed(page.context["form"])
    assert instructor.post(f"/cms/questions/edit/{written.pk}/", body).status_code == 302
    assert written.versions.count() == 1
    new = instructor.get("/cms/questions/new/", {"kind": kind})
    assert new.context["form"]["kind"].value() == kind
    assert instructor.post("/cms/questions/new/", body).status_code == 302
    made = Question.objects.exclude(pk=written.pk).get()
    assert made.current
    assert made.current.kind == kind
    assert without_paragraphs(made.current.content) == without_paragraphs(written.current.content)
    preview = instructor.post("/cms/question-preview/", body)
    assert preview.status_code == 200
    assert preview.content.decode().count(f'data-kind="{kind}"') == 2


@pytest.mark.parametrize(
    ("kind", "said"), [("essay", ["เนื้อหา", "ระดับ c", "ภาษา"]), ("upload", ["as a whole"]), ("single", [])]
)
def test_a_preview_says_how_people_mark_the_question(instructor: Client, kind: str, said: list[str]) -> None:
    written = question(category(), kind)
    page = instructor.get(reverse("assessments_question_seen", args=[written.pk])).content.decode()
    assert ("Criteria for marking" in page, "as a whole" in page) == (kind == "essay", kind == "upload")
    for words in said:
        assert words in page


@pytest.mark.parametrize("kind", list(PARTS))
def test_an_empty_editor_of_each_kind_says_what_is_missing(instructor: Client, kind: str) -> None:
    page = instructor.get("/cms/questions/new/", {"kind": kind})
    body = typed(page.context["form"], kind=kind, category=category().pk, status="draft")
    response = instructor.post("/cms/questions/new/", body)
    assert response.status_code == 200
    assert "stem_th" in response.context["form"].errors
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("shorttext", {"form_1_share": "2"}, "form_1_share"),
        ("matching", {"pair_0_right_en": ""}, "pair_0_right_en"),
        ("blanks", {"gap_1_choices_en": "one"}, "gap_1_choices_en"),
        ("blanks", {"gap_0_forms": "KEYFORM | 0.5"}, "gap_0_forms"),
        ("blanks", {"gap_0_id": "z"}, "stem_th"),
        ("matrix", {"row_1_correct": ""}, "row_1_correct"),
        ("matrix", {"row_1_correct": "5"}, "row_1_correct"),
        ("hotspot", {"area_0_coords": "1 2 x"}, "area_0_coords"),
        ("hotspot", {"image": "999999"}, "image"),
        ("hotspot", {"area_0_correct": "", "area_1_correct": ""}, "__all__"),
        ("number", {"unit_row_0_name_th": "วัน", "unit_row_0_name_en": "day"}, "unit_row_0_factor"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_there(
    instructor: Client, kind: str, changes: dict[str, Any], field: str
) -> None:
    written = question(category(), kind)
    body = typed(instructor.get(f"/cms/questions/edit/{written.pk}/").context["form"], **changes)
    response = instructor.post(f"/cms/questions/edit/{written.pk}/", body)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert written.versions.count() == 1


def test_a_new_question_begins_with_its_kind(instructor: Client) -> None:
    for address in ("/cms/questions/new/", "/cms/questions/new/?kind=other"):
        page = instructor.get(address).content.decode()
        for kind in PARTS:
            assert f'href="?kind={kind}"' in page


def test_one_choice_may_become_several_but_no_number(instructor: Client) -> None:
    written = question(category(), "single")
    form = instructor.get(f"/cms/questions/edit/{written.pk}/").context["form"]
    body = typed(form, kind="multiple", choice_1_correct="on")
    assert instructor.post(f"/cms/questions/edit/{written.pk}/", body).status_code == 302
    written.refresh_from_db()
    assert written.current.kind == "multiple"
    body = typed(form, kind="number", answer="1")
    assert "kind" in instructor.post(f"/cms/questions/edit/{written.pk}/", body).context["form"].errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"choice_1_text_en": ""}, "choice_1_text_en"),
        ({"stem_en": rich_text("")}, "stem_en"),
        ({"kind": "number", "answer": "ten"}, "answer"),
        ({"kind": "truefalse"}, "answer"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(instructor: Client, changes: dict[str, Any], field: str) -> None:
    response = instructor.post("/cms/questions/new/", filled(category(), **changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Question.objects.exists()


def test_the_editor_shows_a_question_of_each_kind(instructor: Client) -> None:
    where = bank(10, of=list(PARTS))
    for written in Question.objects.all():
        page = instructor.get(f"/cms/questions/edit/{written.pk}/")
        assert page.status_code == 200
        assert page.context["form"].initial["kind"] == written.current.kind
    assert where.questions.count() == 10


def test_the_list_finds_thai_words_and_filters_by_kind(instructor: Client) -> None:
    where = category()
    question(where, "single", "ธรรมาภิบาลข้อมูล")
    question(where, "number", "ค่าเฉลี่ย")
    page = instructor.get("/cms/questions/", {"q": "ธรรมาภิบาล"}).content.decode()
    assert "ธรรมาภิบาลข้อมูล" in page
    assert "ค่าเฉลี่ย" not in page
    page = instructor.get("/cms/questions/", {"current__kind": "number"}).content.decode()
    assert "ธรรมาภิบาลข้อมูล" not in page


def test_the_preview_shows_the_question_as_learners_see_it_and_saves_nothing(instructor: Client) -> None:
    page = instructor.post("/cms/question-preview/", filled(category()))
    assert page.status_code == 200
    assert "a &lt; b en" in page.content.decode()
    assert 'data-kind="single"' in page.content.decode()
    assert not Question.objects.exists()


def test_the_preview_of_an_unsound_question_says_what_is_wrong(instructor: Client) -> None:
    page = instructor.post("/cms/question-preview/", filled(category(), choice_0_correct=""))
    assert page.status_code == 422
    assert "Mark exactly one choice as correct." in page.content.decode()


def test_a_question_says_where_it_is_used(instructor: Client) -> None:
    where = bank(4)
    part = category("ย่อย", parent=where)
    inside = question(part)
    quiz(course_tree(modules=0), where)
    page = instructor.get(f"/cms/questions/edit/{inside.pk}/").content.decode()
    assert "Final test" in page


@pytest.mark.parametrize("path", ["questions/", "questions/new/", "question_categories/"])
def test_a_learner_does_not_see_the_bank(client: Client, path: str) -> None:
    client.force_login(PersonFactory.create())
    assert client.get(f"/cms/{path}").status_code in {302, 403}


def test_a_reviewer_looks_but_does_not_write(client: Client) -> None:
    client.force_login(person_in(Role.REVIEWER))
    assert client.post("/cms/questions/new/", filled(category())).status_code in {302, 403}
    assert not Question.objects.exists()


def test_a_quiz_freezes_its_draw_and_its_terms() -> None:
    where = bank(8)
    unit = quiz(course_tree(modules=0), where, draw=5, minutes=None, attempts_allowed=None, pass_mark="66.5").freeze(
        ("th",)
    )
    assert (unit.rule.kind, unit.rule.pass_mark, unit.minutes, unit.languages) == ("passed", "66.5", 10, ("th",))
    assert unit.blueprint == {
        "sections": [{"category": where.pk, "question": None, "count": 5, "points": "1"}],
        "attempts": None,
        "minutes": None,
        "per_page": 2,
        "navigation": "free",
        "shuffle": False,
        "review": {"after": "keys", "later": "keys", "closed": "keys"},
    }


def test_a_quiz_says_what_it_lacks() -> None:
    where = category()
    question(where, "truefalse")
    page = quiz(course_tree(modules=0), where, draw=3)
    assert len(page.faults()) == 1
    assert "2" in page.faults()[0]
    for one in Question.objects.all():
        one.current.content["stem"]["en"] = ""
        one.current.save()
    page.sections.update(count=1)
    faults = QuizPage.objects.get(pk=page.pk).faults()
    assert len(faults) == 1
    assert "en" in faults[0]


def test_the_bank_is_searched_by_thai_words(client: Client) -> None:
    for stem in ("การวิเคราะห์ข้อมูลเปิดภาครัฐ", "ความมั่นคงปลอดภัยไซเบอร์"):
        save_question(
            category(), "truefalse", {"stem": {"th": f"<p>{stem}</p>", "en": "<p>Which data?</p>"}, "answer": True}
        )
    first, second = Question.objects.order_by("pk")
    for words, expected in {
        "ข้อมูล": [first], "ไซเบอร์": [second], "ขอ มล": [], "วิเคราะห์ ข้อมูลเปิด": [first], "dat": [first, second],
    }.items():  # fmt: skip
        assert list(searching.found(Question.objects.order_by("pk"), words)) == expected, words
    client.force_login(person_in(Role.INSTRUCTOR))
    page = client.get(reverse("questions:index_results"), {"q": "ไซเบอร์"}).content.decode()
    assert "ความมั่นคงปลอดภัย" in page
    assert "ภาครัฐ" not in page


def test_the_editor_has_room_for_every_choice_also_without_scripts(client: Client) -> None:
    client.force_login(person_in(Role.INSTRUCTOR))
    page = client.get(reverse("questions:add"), {"kind": "single"}).content.decode()
    assert "choice_9_text_th" in page
    assert "choice_10_text_th" not in page


# --- sorting the bank ------------------------------------------------------------------------------------------------
TAGS = {"area": "data", "level": "advanced", "source": "พ.ร.บ. การบริหารงานและการให้บริการภาครัฐผ่านระบบดิจิทัล 2562"}


def test_a_question_is_tagged_in_its_editor_without_a_new_version(instructor: Client) -> None:
    written = question(category(), "truefalse")
    body = typed(instructor.get(f"/cms/questions/edit/{written.pk}/").context["form"], **TAGS)
    assert instructor.post(f"/cms/questions/edit/{written.pk}/", body).status_code == 302
    written.refresh_from_db()
    assert (written.tags, written.versions.count()) == (TAGS, 1)


@pytest.mark.parametrize("tags", [{"area": "cooking"}, {"level": "x"}, {"colour": "red"}, {"source": "x" * 201}])
def test_a_tag_that_is_not_there_is_refused(tags: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refusal:
        question(category(), tags=tags)
    assert set(refusal.value.fields) == set(tags)
    assert not Question.objects.exists()


def test_a_save_that_names_no_tag_leaves_them(instructor: Client) -> None:
    written = question(category(), "truefalse", tags=TAGS)
    question(written.category, "truefalse", key=written.key, tags={"level": ""})
    written.refresh_from_db()
    assert written.tags == {**TAGS, "level": ""}


@pytest.mark.parametrize("name", list(TAGS))
def test_the_list_is_filtered_by_tags(instructor: Client, name: str) -> None:
    question(category(), name="ข้อที่มีป้าย", tags=TAGS)
    question(category(), name="ข้ออื่น")
    wanted = {"source": "source__icontains"}.get(name, name)
    page = instructor.get("/cms/questions/", {wanted: TAGS[name]}).content.decode()
    assert "ข้อที่มีป้าย" in page
    assert "ข้ออื่น" not in page


def ticked(*questions: Question) -> str:
    return "/cms/bulk/assessments/question/sort/?" + "&".join(f"id={one.pk}" for one in questions)


def test_several_questions_are_sorted_at_once_and_nothing_else_changes(instructor: Client) -> None:
    first, second = question(category(), tags=TAGS), question(category(), "truefalse", status="draft")
    left = question(category())
    page = instructor.get(ticked(first, second)).content.decode()
    assert "This changes 2 questions:" in page
    response = instructor.post(ticked(first, second), {"status": "retired", "area": "-", "level": "intermediate"})
    assert response.status_code == 302
    for one in (first, second, left):
        one.refresh_from_db()
    assert (first.status, first.tags) == ("retired", {**TAGS, "area": "", "level": "intermediate"})
    assert (second.status, second.tags) == ("retired", {"area": "", "level": "intermediate", "source": ""})
    assert (left.status, left.level) == ("ready", "")
    assert QuestionVersion.objects.count() == 3
    history = instructor.get(f"/cms/questions/history/{first.pk}/").content.decode()
    assert "Edit" in history


def test_all_is_nobody_and_a_stranger_number_nothing(instructor: Client) -> None:
    one = question(category())
    for chosen in ("all", "999999", "x", "²"):
        instructor.post(f"/cms/bulk/assessments/question/sort/?id={chosen}", {"status": "retired"})
    one.refresh_from_db()
    assert one.status == "ready"


def test_a_reviewer_does_not_sort_and_sees_no_boxes(client: Client) -> None:
    client.force_login(person_in(Role.REVIEWER, preferred_language="en"))
    one = question(category())
    client.post(ticked(one), {"status": "retired"})
    one.refresh_from_db()
    assert one.status == "ready"
    assert f'data-object-id="{one.pk}"' not in client.get("/cms/questions/").content.decode()


# --- review ----------------------------------------------------------------------------------------------------------
def test_a_reviewer_looks_comments_and_the_instructor_settles(client: Client) -> None:
    written = question(category(), name="ข้อที่ต้องตรวจ")
    reviewer = person_in(Role.REVIEWER, preferred_language="en")
    client.force_login(reviewer)
    assert f"/cms/questions/inspect/{written.pk}/" in client.get("/cms/questions/").content.decode()
    seen = client.get(f"/cms/questions/seen/{written.pk}/").content.decode()
    assert seen.count('data-kind="single"') == 2
    response = client.post(f"/cms/questions/comments/{written.pk}/", {"text": " ตัวเลือก ข กำกวม <b> "})
    assert response.url == f"/cms/questions/inspect/{written.pk}/#comments"
    page = client.get(f"/cms/questions/inspect/{written.pk}/").content.decode()
    assert "ตัวเลือก ข กำกวม &lt;b&gt;" in page
    assert "version 1" in page
    said = QuestionComment.objects.get()
    assert (said.made_by, said.version.number, said.settled_at) == (reviewer, 1, None)
    instructor = person_in(Role.INSTRUCTOR, preferred_language="en")
    client.force_login(instructor)
    assert "1 review comment is open" in client.get(f"/cms/questions/edit/{written.pk}/").content.decode()
    client.post(f"/cms/questions/comments/{written.pk}/", {"settle": said.pk})
    said.refresh_from_db()
    first = said.settled_at
    assert (said.settled_by, bool(first)) == (instructor, True)
    client.force_login(reviewer)
    client.post(f"/cms/questions/comments/{written.pk}/", {"settle": said.pk})
    said.refresh_from_db()
    assert (said.settled_by, said.settled_at) == (instructor, first)
    assert "Settled by" in client.get(f"/cms/questions/inspect/{written.pk}/").content.decode()


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_comment_is_refused(instructor: Client, text: str) -> None:
    written = question(category())
    instructor.post(f"/cms/questions/comments/{written.pk}/", {"text": text})
    assert not QuestionComment.objects.exists()


@pytest.mark.parametrize("named", ["0", "x", "²"])
def test_a_comment_of_another_question_is_not_settled_here(instructor: Client, named: str) -> None:
    written, other = question(category()), question(category())
    instructor.post(f"/cms/questions/comments/{other.pk}/", {"text": "?"})
    said = QuestionComment.objects.get()
    for wanted in (named, str(said.pk)):
        assert instructor.post(f"/cms/questions/comments/{written.pk}/", {"settle": wanted}).status_code == 404
    said.refresh_from_db()
    assert said.settled_at is None


def test_a_learner_neither_sees_nor_comments(client: Client) -> None:
    written = question(category())
    client.force_login(PersonFactory.create())
    for path in ("inspect", "seen"):
        assert client.get(f"/cms/questions/{path}/{written.pk}/").status_code in {302, 403}
    client.post(f"/cms/questions/comments/{written.pk}/", {"text": "x"})
    assert not QuestionComment.objects.exists()


# --- images that questions show ------------------------------------------------------------------------------------
def test_an_image_that_a_question_shows_is_not_deleted_and_the_cms_says_what_uses_it(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(person_in(Role.ADMINISTRATOR))
    in_text, unused = (Image.objects.create(title=n, file=ContentFile(DRAWING, f"{n}.svg")) for n in ("text", "free"))
    stem = {"th": f'<p>ภาพ <img src="{in_text.get_rendition("max-1200x1200").url}" alt="x"></p>', "en": ""}
    # Wagtail writes down what uses an image once the transaction is over.
    with django_capture_on_commit_callbacks(execute=True):
        shown = question(category(), "hotspot", "แผนภูมิ")
        written = save_question(category("B"), "truefalse", {"stem": stem, "answer": True})
    for image, uses in ((picture(), shown), (in_text, written)):
        address = reverse("wagtailimages:delete", args=[image.pk])
        asked = client.get(address).content.decode()
        assert 'name="_delete"' not in asked
        assert "usage" in asked
        client.post(address)
        usage = client.get(reverse("wagtailimages:image_usage", args=[image.pk])).content.decode()
        assert reverse("questions:edit", args=[uses.pk]) in usage
    every = "&".join(f"id={image.pk}" for image in (picture(), in_text))
    client.post(f"/cms/bulk/wagtailimages/image/delete/?{every}")
    # Nor by what knows nothing of the CMS's screens.
    with pytest.raises(ProtectedError):
        picture().delete()
    client.post(reverse("wagtailimages:delete", args=[unused.pk]))
    assert set(Image.objects.values_list("pk", flat=True)) == {picture().pk, in_text.pk}
    # A question that shows it no longer keeps it for those who were asked the earlier version.
    save_question(category("B"), "truefalse", {"stem": both("x"), "answer": True}, key=written.key)
    with pytest.raises(ProtectedError):
        in_text.delete()
