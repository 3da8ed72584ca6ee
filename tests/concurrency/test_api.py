"""Races about the API. They count on PostgreSQL, where rows are locked."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from academy.people.models import Person
from academy.people.roles import Role
from assessments.models import Question, QuestionVersion
from tests.concurrency.test_attempts import at_once
from tests.factories.assessments import category, content, question
from tests.factories.people import person_in

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]
LIST = "/api/v1/bank/questions/"


@pytest.fixture
def author(db: None) -> Person:
    if connection.vendor != "postgresql":
        pytest.skip("Races count on PostgreSQL only.")
    return person_in(Role.INSTRUCTOR)


def sending(author: Person, method: str, address: str, body: Any, **headers: str) -> Callable[[], Any]:
    """One browser's request, to be sent later."""
    client = Client(headers=headers)
    client.force_login(author)
    send = getattr(client, method)
    return lambda: send(address, json.dumps(body), content_type="application/json")


def test_ten_writes_at_once_with_one_key_make_one_question_and_ten_equal_answers(author: Person) -> None:
    body = {"category": category().pk, "kind": "single", "content": content("single")}
    answers = at_once(*[sending(author, "post", LIST, body, **{"idempotency-key": "k"}) for _ in range(10)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Question.objects.count() == 1


def test_of_two_changes_at_once_of_one_state_one_is_made(author: Person) -> None:
    one = question(category())
    reader = Client()
    reader.force_login(author)
    address = f"{LIST}{one.key}/"
    tag = reader.get(address)["ETag"]
    changes = [
        {"category": one.category_id, "kind": "single", "content": content("single", name)} for name in ("หนึ่ง", "สอง")
    ]
    answers = at_once(*[sending(author, "put", address, body, **{"if-match": tag}) for body in changes])
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert QuestionVersion.objects.count() == 2
