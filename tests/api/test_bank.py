"""The question bank for programs of authors: lists, changes that nobody overwrites, writes that happen once."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from academy.api.models import KeptAnswer
from academy.people.models import Person
from academy.people.roles import Role
from assessments.models import Category, Question, QuestionVersion
from tests.factories.api import token_by_itself, with_token
from tests.factories.assessments import PARTS, category, content, question
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db
LIST = "/api/v1/bank/questions/"


@pytest.fixture
def author() -> Person:
    return person_in(Role.INSTRUCTOR)


@pytest.fixture
def bank(author: Person, client: Client) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def where() -> Category:
    return category()


def told(where: Category, kind: str = "single", **more: Any) -> dict[str, Any]:
    return {"category": where.pk, "kind": kind, "content": content(kind), "status": "ready", **more}


def post(client: Client, body: Any, key: str = "", **headers: str) -> Any:
    headers |= {"idempotency-key": key} if key else {}
    return client.post(LIST, json.dumps(body), content_type="application/json", headers=headers)


def put(client: Client, one: Question | str, body: Any, tag: str = "", **headers: str) -> Any:
    headers |= {"if-match": tag} if tag else {}
    key = one if isinstance(one, str) else one.key
    return client.put(f"{LIST}{key}/", json.dumps(body), content_type="application/json", headers=headers)


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
@pytest.mark.parametrize("kind", list(PARTS))
def test_a_question_of_each_kind_is_added_and_read(bank: Client, author: Person, where: Category, kind: str) -> None:
    made = post(bank, told(where, kind, area="data", source="คู่มือ"))
    assert made.status_code == 201, made.json()
    read = bank.get(f"{LIST}{made.json()['key']}/")
    assert read.json() == made.json()
    assert read["ETag"] == made["ETag"]
    assert read.json()["content"]["stem"] == content(kind)["stem"]
    version = QuestionVersion.objects.get()
    assert (version.made_by, version.kind, version.question.area) == (author, kind, "data")
    assert ModelLogEntry.objects.get(action="wagtail.create").user == author


def test_the_list_has_pages_with_links_and_filters(bank: Client, where: Category) -> None:
    part, elsewhere = category("ย่อย", where), category("อื่น")
    for kind, place, name in (
        ("single", where, "ข้อมูลเปิด"),
        ("number", part, "ร้อยละ"),
        ("single", elsewhere, "ธรรมาภิบาล"),
    ):
        question(place, kind, name, status="ready", tags={"area": "data"})
    question(where, "single", "ร่าง", status="draft")

    def kinds(query: str) -> list[str]:
        return [row["summary"] for row in bank.get(LIST + query).json()["results"]]

    assert kinds(f"?category={where.pk}&status=ready") == ["ข้อมูลเปิด", "ร้อยละ"]
    assert kinds("?kind=number") == ["ร้อยละ"]
    assert kinds("?status=draft") == ["ร่าง"]
    assert len(kinds("?area=data")) == 3
    assert kinds("?words=ธรรมาภิบาล") == ["ธรรมาภิบาล"]
    assert kinds("?source=none") == []
    first = bank.get(f"{LIST}?page_size=3").json()
    assert (first["count"], len(first["results"]), first["previous"]) == (4, 3, None)
    second = bank.get(first["next"]).json()
    assert (len(second["results"]), second["next"]) == (1, None)
    assert "content" not in first["results"][0]
    assert bank.get("/api/v1/bank/categories/").json()["count"] == 3


@pytest.mark.parametrize(
    "query",
    ["category=x", "category=0", f"category={2**31}", "kind=x", "status=x", "area=x", "level=x", "words=%00",
     "source=%00", f"words={'x' * 201}"],
)  # fmt: skip
def test_a_filter_that_there_is_none_of_is_refused(bank: Client, query: str) -> None:
    answer = bank.get(f"{LIST}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_page_that_is_not_there_is_not_found(bank: Client) -> None:
    assert [bank.get(f"{LIST}?page={page}").status_code for page in ("2", "0", "x", "9" * 100)] == [404] * 4


def test_whoever_has_the_answer_is_told_so(bank: Client, where: Category) -> None:
    one = question(where)
    for address in (LIST, f"{LIST}{one.key}/", "/api/v1/bank/categories/", "/api/v1/quizzes/", "/api/v1/attempts/"):
        tag = bank.get(address)["ETag"]
        again = bank.get(address, headers={"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    tag = bank.get(LIST)["ETag"]
    question(where, name="อีกข้อ")
    assert bank.get(LIST, headers={"if-none-match": tag}).status_code == 200


def test_a_change_makes_a_version_and_nobody_overwrites_what_they_did_not_see(bank: Client, where: Category) -> None:
    one = question(where, name="ก่อน")
    tag = bank.get(f"{LIST}{one.key}/")["ETag"]
    body = told(where) | {"content": content("single", "หลัง")}
    changed = put(bank, one, body, tag)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    late = put(bank, one, told(where) | {"content": content("single", "ของผู้อื่น")}, tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    blind = put(bank, one, body)
    assert (blind.status_code, blind.json()["code"]) == (428, "precondition_required")
    same = put(bank, one, body, changed["ETag"])
    assert (same.status_code, same.json()["version"]) == (200, 2)
    assert QuestionVersion.objects.count() == 2
    assert put(bank, str(uuid4()), body, tag).status_code == 404


def test_the_same_key_gives_the_same_answer_and_writes_once(bank: Client, where: Category) -> None:
    first = post(bank, told(where), "key-1")
    again = post(bank, told(where), "key-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again["ETag"], again["Idempotency-Replayed"]) == (first["ETag"], "true")
    assert Question.objects.count() == 1
    other = post(bank, told(where, status="draft"), "key-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_conflict")
    assert post(bank, told(where), "key-2").status_code == 201
    assert Question.objects.count() == 2


def test_a_change_that_is_sent_again_is_not_taken_for_somebody_elses(bank: Client, where: Category) -> None:
    one = question(where, name="ก่อน")
    tag = bank.get(f"{LIST}{one.key}/")["ETag"]
    body = told(where) | {"content": content("single", "หลัง")}
    first = put(bank, one, body, tag, **{"idempotency-key": "k"})
    again = put(bank, one, body, tag, **{"idempotency-key": "k"})
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)


def test_a_key_is_ones_own_and_for_a_day_and_no_refusal_is_kept(bank: Client, where: Category) -> None:
    assert post(bank, told(where) | {"kind": "none"}, "key").status_code == 400
    assert not KeptAnswer.objects.exists()
    assert post(bank, told(where), "key").status_code == 201
    other = Client()
    other.force_login(person_in(Role.INSTRUCTOR))
    assert post(other, told(where), "key").status_code == 201
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(days=1, seconds=1))
    assert post(bank, told(where, status="draft"), "key").status_code == 201
    assert Question.objects.count() == 3
    for wrong in ("ก", "x" * 256, "a b"):
        answer = post(bank, told(where), wrong)
        assert (answer.status_code, answer.json()["fields"]) == (400, {"Idempotency-Key": {"code": "malformed"}})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"category": True}, "category"),
        ({"category": 2**31}, "category"),
        ({"category": 999_999}, "category"),
        ({"kind": "none"}, "kind"),
        ({"kind": 1}, "kind"),
        ({"content": []}, "content"),
        ({"status": "x"}, "status"),
        ({"status": []}, "status"),
        ({"area": "x"}, "area"),
        ({"source": 1}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"content": {}}, "stem"),
    ],
)
def test_what_is_not_sound_is_refused_by_field(bank: Client, where: Category, body: dict[str, Any], field: str) -> None:
    answer = post(bank, told(where) | body)
    assert answer.status_code == 400
    assert field in answer.json()["fields"]
    assert not Question.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
def test_what_no_database_keeps_is_refused(bank: Client, where: Category, text: str) -> None:
    assert post(bank, told(where) | {"content": {"stem": {"th": text}}}).status_code == 400
    assert post(bank, told(where) | {"content": {"stem": {text: "a"}}}).status_code == 400


def test_who_may_not_write_the_bank_does_not(client: Client, where: Category) -> None:
    one = question(where)
    for person, reads in (
        (PersonFactory.create(), False),
        (person_in(Role.REVIEWER), True),
        (person_in(Role.OFFICER), False),
    ):
        client.force_login(person)
        assert client.get(LIST).status_code == (200 if reads else 403)
        assert client.get(f"{LIST}{one.key}/").status_code == (200 if reads else 403)
        assert client.get("/api/v1/bank/categories/").status_code == (200 if reads else 403)
        assert post(client, told(where)).status_code == 403
        assert put(client, one, told(where), "*").status_code == 403
    assert Question.objects.count() == 1


def test_a_program_of_an_author_writes_the_bank_and_one_of_a_learner_does_not(author: Person, where: Category) -> None:
    assert post(with_token(token_by_itself(author, "bank:write")), told(where)).status_code == 201
    reader = with_token(token_by_itself(author, "bank:read"))
    assert reader.get(LIST).json()["count"] == 1
    assert post(reader, told(where)).json()["code"] == "insufficient_scope"
    learner = with_token(token_by_itself(PersonFactory.create(), "bank:write"))
    assert post(learner, told(where)).json()["code"] == "forbidden"
