"""Writing the bank: what is kept, what is refused and with which code."""

from typing import Any

import pytest

from academy.errors import Refusal
from assessments.authoring import save_question
from assessments.models import Question, QuestionVersion
from tests.factories.assessments import PARTS, both, category, content, question
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
KINDS = list(PARTS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_again_makes_no_new_version(kind: str) -> None:
    where = category()
    first = question(where, kind)
    again = save_question(where, kind, content(kind), key=first.key)
    assert again.pk == first.pk
    assert first.versions.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_stored_is_stored_again_as_it_is(kind: str) -> None:
    where = category()
    first = question(where, kind)
    assert first.current
    save_question(where, kind, first.current.content, key=first.key)
    assert first.versions.count() == 1


def test_an_edit_makes_the_next_version_and_leaves_the_first_as_it_was() -> None:
    first = question(category(), "truefalse")
    before = first.versions.get().content
    person = PersonFactory.create()
    save_question(first.category, "truefalse", {**content("truefalse"), "answer": False}, key=first.key, by=person)
    after = Question.objects.get(pk=first.pk)
    assert after.current
    assert (after.current.number, after.current.content["answer"], after.current.made_by) == (2, False, person)
    assert first.versions.get(number=1).content == before


def test_status_and_category_change_without_a_new_version() -> None:
    first = question(category())
    other = category("อื่น")
    save_question(other, "single", content("single"), key=first.key, status="retired")
    after = Question.objects.get(pk=first.pk)
    assert (after.category, after.status, after.versions.count()) == (other, "retired", 1)


def test_scripts_attributes_and_strange_tags_do_not_reach_the_bank() -> None:
    dirty = (
        '<p onclick="x()" style="color:red">เลือก <img src=x onerror=y><strong>ข้อ</strong></p><script>steal()</script>'
    )
    saved = question(category(), "truefalse")
    saved = save_question(saved.category, "truefalse", {**content("truefalse"), "stem": {"th": dirty}})
    assert saved.current
    assert saved.current.content["stem"]["th"] == "<p>เลือก <strong>ข้อ</strong></p>"


def choices(*names: str, right: str = "", **texts: Any) -> dict[str, Any]:
    """Choices with those ids; each says its id, or what `texts` says."""
    return {"choices": [{"id": i, "text": texts.get(i) or both(i), "correct": i in right} for i in names]}


TWICE_A = [*choices("a", "b", right="b")["choices"], *choices("a", a=both("x"))["choices"]]


@pytest.mark.parametrize(
    ("kind", "change", "field", "code"),
    [
        ("single", {"stem": None}, "stem", "required"),
        ("single", {"stem": "text"}, "stem", "malformed"),
        ("single", {"stem": {"th": "<p> </p>"}}, "stem", "required"),
        ("single", {"stem": {"th": "ก"}}, "stem.en", "missing_language"),
        ("single", {"stem": {"th": "ก" * 20_001, "en": "x"}}, "stem.th", "too_long"),
        ("single", {"choices": []}, "choices", "too_few_choices"),
        ("single", {"choices": "abc"}, "choices", "malformed"),
        ("single", choices("a", "b", right="ab"), "choices", "one_correct"),
        ("single", choices("a", "b"), "choices", "one_correct"),
        ("single", choices("a", "b", right="a", b=both("a")), "choices", "duplicate_choice"),
        ("single", {"choices": TWICE_A}, "choices", "duplicate_choice"),
        ("single", choices("a", "b", right="a", a={"th": "ก"}), "choices.0.text.en", "missing_language"),
        ("single", choices(*"abcdefghijk", right="a"), "choices", "too_many_choices"),
        ("multiple", choices("a", "b"), "choices", "some_correct"),
        ("truefalse", {"answer": None}, "answer", "required"),
        ("truefalse", {"answer": "yes"}, "answer", "required"),
        ("number", {"answer": ""}, "answer", "required"),
        ("number", {"answer": "ten"}, "answer", "not_a_number"),
        ("number", {"answer": float("nan")}, "answer", "not_a_number"),
        ("number", {"tolerance": "-1"}, "tolerance", "negative"),
        ("number", {"unit": {"th": "บาท"}}, "unit.en", "missing_language"),
    ],
)
def test_unsound_content_is_refused_by_field_with_a_code(
    kind: str, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        save_question(category(), kind, {**content(kind), **change})
    assert refusal.value.code == "invalid"
    assert refusal.value.fields[field]["code"] == code
    assert not Question.objects.exists()
    assert not QuestionVersion.objects.exists()


def test_a_kind_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        save_question(category(), "riddle", {})
    assert refusal.value.fields["kind"]["code"] == "unknown"


def test_numbers_of_yaml_are_kept_exactly() -> None:
    saved = save_question(category(), "number", {**content("number"), "answer": 0.1, "tolerance": 5})
    assert saved.current
    assert (saved.current.content["answer"], saved.current.content["tolerance"]) == ("0.1", "5")


def test_a_picture_that_is_not_there_is_refused() -> None:
    for image in ("999999", "x", "²"):
        with pytest.raises(Refusal) as refusal:
            save_question(category(), "hotspot", {**content("hotspot"), "image": image})
        assert refusal.value.fields["image"]["code"] == "no_image"
