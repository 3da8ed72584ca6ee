"""The API of attempts: every refusal is coded and saves nothing; no key leaves before it may."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Attempt
from courses.placing import Place
from tests.bench.counting import Statements
from tests.factories.assessments import PARTS, answer_all, course_with_quiz, learner, right, started
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


@pytest.fixture
def attempt(place: Place) -> Attempt:
    return started(place, timezone.now())


@pytest.fixture
def browser(place: Place, client: Client) -> Client:
    client.force_login(place.person)
    return client


def post(client: Client, address: str, body: Any = None, **how: Any) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(address, data, content_type="application/json", **how)


def answers(attempt: Attempt) -> str:
    return f"/api/v1/attempts/{attempt.public_id}/answers/"


def one(question: Any = 1, answer: Any = None, sequence: Any = 1) -> dict[str, Any]:
    return {"answers": [{"question": question, "sequence": sequence, "answer": answer}]}


def nothing_saved(attempt: Attempt) -> bool:
    return not attempt.questions.exclude(answer=None, sequence=0, saved_at=None).exists()


def test_a_quiz_is_started_read_answered_and_submitted(browser: Client, place: Place) -> None:
    response = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/")
    assert response.status_code == 201
    body = response.json()
    assert 1790 < body["seconds_left"] <= 1800
    assert [question["question"] for question in body["questions"]] == [1, 2, 3, 4]
    attempt = Attempt.objects.get(public_id=body["id"])
    sent = [
        {"question": row.position, "sequence": 1, "answer": right(row)}
        for row in attempt.questions.select_related("version")
    ]
    saved = post(browser, answers(attempt), {"answers": sent}).json()
    assert all(held["saved"] for held in saved["held"])
    read = browser.get(f"/api/v1/attempts/{attempt.public_id}/").json()
    assert {q["question"]: q["answer"] for q in read["questions"]} == {s["question"]: s["answer"] for s in sent}
    result = post(browser, f"/api/v1/attempts/{attempt.public_id}/submit/").json()
    assert (result["score"], result["passed"], result["with_keys"]) == ("100.00", True, True)
    assert browser.get(f"/api/v1/attempts/{attempt.public_id}/result/").json() == result


def test_starting_twice_gives_the_same_attempt(browser: Client, place: Place) -> None:
    first = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/")
    second = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


def test_submitting_twice_gives_the_same_answer(browser: Client, place: Place, attempt: Attempt) -> None:
    answer_all(place, attempt, timezone.now())
    first = post(browser, f"/api/v1/attempts/{attempt.public_id}/submit/")
    second = post(browser, f"/api/v1/attempts/{attempt.public_id}/submit/")
    assert first.json() == second.json()
    assert first.status_code == second.status_code == 200


@pytest.mark.parametrize("answer", ["9", "0", "-1", "x", "1.0", 1, 1.5, {}, [], [[]], "", "²", "1" * 5000, "\ud800"])
def test_an_answer_of_the_wrong_type_is_refused_and_nothing_saved(
    browser: Client, attempt: Attempt, answer: Any
) -> None:
    row = next(row for row in attempt.questions.select_related("version") if row.version.kind != "number")
    if row.version.kind == "multiple" and answer == []:
        answer = "1"
    response = post(browser, answers(attempt), one(row.position, answer))
    assert response.status_code == 422
    assert response.json()["code"] == "wrong_type"
    assert response.json()["fields"][str(row.position)]["code"] == "wrong_type"
    assert nothing_saved(attempt)


def test_a_question_that_was_not_drawn_is_refused_and_nothing_saved(browser: Client, attempt: Attempt) -> None:
    row = attempt.questions.select_related("version").get(position=1)
    body = {"answers": [*one(1, right(row))["answers"], *one(5)["answers"]]}
    response = post(browser, answers(attempt), body)
    assert (response.status_code, response.json()["code"]) == (422, "question_not_drawn")
    assert response.json()["fields"] == {"5": {"code": "question_not_drawn"}}
    assert nothing_saved(attempt)


def test_the_attempt_of_somebody_else_is_not_found_and_nothing_saved(client: Client, attempt: Attempt) -> None:
    client.force_login(PersonFactory.create())
    for response in (
        post(client, answers(attempt), one()),
        post(client, f"/api/v1/attempts/{attempt.public_id}/submit/"),
        client.get(f"/api/v1/attempts/{attempt.public_id}/"),
        client.get(f"/api/v1/attempts/{attempt.public_id}/result/"),
    ):
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    attempt.refresh_from_db()
    assert attempt.open
    assert nothing_saved(attempt)


def test_an_answer_after_the_deadline_is_refused_and_nothing_saved(browser: Client, attempt: Attempt) -> None:
    Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    response = post(browser, answers(attempt), one())
    assert (response.status_code, response.json()["code"]) == (409, "deadline_passed")
    assert not attempt.questions.exclude(answer=None, sequence=0).exists()


def test_an_answer_after_submission_is_refused_and_nothing_saved(browser: Client, attempt: Attempt) -> None:
    post(browser, f"/api/v1/attempts/{attempt.public_id}/submit/")
    response = post(browser, answers(attempt), one())
    assert (response.status_code, response.json()["code"]) == (409, "attempt_closed")
    assert nothing_saved(attempt)


def test_a_body_of_two_megabytes_is_refused_and_nothing_saved(browser: Client, attempt: Attempt) -> None:
    response = post(browser, answers(attempt), one(1, "1" * 2_000_000))
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert nothing_saved(attempt)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"answers": {}}',
        '{"answers": []}',
        '{"answers": [1]}',
        '{"answers": [{"question": 1, "sequence": 1}]}',
        '{"answers": [{"question": true, "sequence": 1, "answer": null}]}',
        '{"answers": [{"question": "1", "sequence": 1, "answer": null}]}',
        '{"answers": [{"question": 1, "sequence": 0, "answer": null}]}',
        '{"answers": [{"question": 1, "sequence": 99999999999, "answer": null}]}',
        '{"answers": [{"question": 1, "sequence": 1.0, "answer": null}]}',
        '{"answers": [{"question": 1, "sequence": 1, "answer": NaN}]}',
        '{"answers": ' + "[" * 100_000 + "]" * 100_000 + "}",
        b"\xff\xfe",
    ],
)
def test_a_malformed_body_is_refused_and_nothing_saved(browser: Client, attempt: Attempt, body: Any) -> None:
    response = post(browser, answers(attempt), body)
    assert (response.status_code, response.json()["code"]) == (400, "malformed")
    assert nothing_saved(attempt)


def test_another_media_type_is_refused(browser: Client, attempt: Attempt) -> None:
    response = browser.post(answers(attempt), {"answers": "1"})
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_who_has_not_signed_in_is_refused(client: Client, attempt: Attempt) -> None:
    response = post(client, answers(attempt), one())
    assert (response.status_code, response.json()["code"]) == (403, "not_authenticated")


def test_without_the_csrf_token_nothing_is_saved(place: Place, attempt: Attempt) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(place.person)
    response = post(strict, answers(attempt), one())
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert nothing_saved(attempt)


def test_who_is_not_enrolled_does_not_start(client: Client, place: Place) -> None:
    client.force_login(PersonFactory.create())
    response = post(client, f"/api/v1/quizzes/{place.unit.key}/attempts/")
    assert response.status_code == 404
    assert Attempt.objects.count() == 0


def test_the_result_of_an_open_attempt_is_refused(browser: Client, attempt: Attempt) -> None:
    response = browser.get(f"/api/v1/attempts/{attempt.public_id}/result/")
    assert (response.status_code, response.json()["code"]) == (409, "attempt_open")


def test_used_up_attempts_are_said(browser: Client, place: Place) -> None:
    for _number in range(3):
        body = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/").json()
        post(browser, f"/api/v1/attempts/{body['id']}/submit/")
    response = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/")
    assert (response.status_code, response.json()["code"]) == (409, "attempts_used_up")


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def keys_in(text: str) -> bool:
    return "KEYWHY" in text or "KEYCHOICE" in text


def test_no_key_is_in_any_answer_or_page_before_it_may_be_shown(browser: Client, place: Place) -> None:
    start = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/")
    public_id = start.json()["id"]
    attempt = Attempt.objects.get(public_id=public_id)
    row = attempt.questions.select_related("version").first()
    assert row
    seen = [start, post(browser, answers(attempt), one(row.position, right(row)))]
    seen += [browser.get(f"/api/v1/attempts/{public_id}/")]
    seen += [
        browser.get(f"/{language}/attempts/{public_id}/?page={page}") for language in ("th", "en") for page in (1, 2)
    ]
    seen += [browser.get(f"/th/attempts/{public_id}/?page=review")]
    for response in seen:
        text = response.content.decode()
        assert not keys_in(text)
        assert "correct" not in text
        assert "tolerance" not in text
    # Marked, but not passed and with attempts left: only the feedback of what was chosen.
    result = post(browser, f"/api/v1/attempts/{public_id}/submit/")
    page = browser.get(f"/th/attempts/{public_id}/result/").content.decode()
    for path, value in leaves(result.json()):
        if path.endswith((".correct", ".right_answer")):
            assert value is None
        if path.endswith((".tolerance", "questions.feedback")):
            assert value == ""
    assert "KEYWHY" not in page
    assert "คำตอบที่ถูก" not in page.replace("คำตอบที่ถูกต้องจะ", "")
    again = browser.get(f"/api/v1/attempts/{public_id}/")
    assert not keys_in(again.content.decode())


def test_the_place_of_a_choice_says_nothing_of_its_authors_id(browser: Client, place: Place) -> None:
    body = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/").json()
    for question in body["questions"]:
        ids = [choice["id"] for choice in question["choices"]]
        assert ids == [str(number) for number in range(1, len(ids) + 1)]


def test_a_save_with_its_journal_takes_at_most_five_statements(browser: Client, attempt: Attempt) -> None:
    rows = list(attempt.questions.select_related("version"))
    body = {"answers": [{"question": r.position, "sequence": 1, "answer": right(r)} for r in rows]}
    post(browser, answers(attempt), one())
    with CaptureQueriesContext(connection) as asked:
        assert post(browser, answers(attempt), body).status_code == 200
    # The person, the attempt, its questions, the answers, the journal.
    assert len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) <= 5


def test_the_schema_is_complete_and_without_warnings(client: Client, recwarn: pytest.WarningsRecorder) -> None:
    from drf_spectacular.drainage import GENERATOR_STATS

    GENERATOR_STATS.reset()
    response = client.get("/api/v1/schema/?format=json")
    assert response.status_code == 200
    assert not GENERATOR_STATS
    save = response.json()["paths"]["/api/v1/attempts/{public_id}/answers/"]["post"]
    assert {"200", "400", "403", "404", "409", "413", "422"} <= set(save["responses"])


def test_the_schema_says_what_is_answered(browser: Client, place: Place) -> None:
    components = browser.get("/api/v1/schema/?format=json").json()["components"]["schemas"]
    start = post(browser, f"/api/v1/quizzes/{place.unit.key}/attempts/").json()
    result = post(browser, f"/api/v1/attempts/{start['id']}/submit/").json()
    assert set(components["AttemptShape"]["properties"]) == set(start)
    assert set(components["QuestionShape"]["properties"]) == set(start["questions"][0])
    assert set(components["ResultShape"]["properties"]) == set(result)
    assert set(components["ReviewShape"]["properties"]) == set(result["questions"][0])


def test_people_can_read_the_api_without_a_script(client: Client) -> None:
    page = client.get("/api/v1/").content.decode()
    assert "/api/v1/attempts/{public_id}/answers/" in page
    assert "deadline_passed" in page


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
def test_every_kind_is_asked_answered_and_reviewed(client: Client) -> None:
    place = learner(*course_with_quiz(questions=10, of=list(PARTS), draw=10))
    client.force_login(place.person)
    body = post(client, f"/api/v1/quizzes/{place.unit.key}/attempts/").json()
    shown = {question["kind"]: question for question in body["questions"]}
    assert set(shown) == set(PARTS)
    assert "KEY" not in json.dumps(body)
    assert "image" not in shown["hotspot"]["picture"]
    assert (shown["hotspot"]["picture"]["width"], shown["hotspot"]["picture"]["height"]) == (800, 400)
    assert shown["hotspot"]["picture"]["address"].startswith("/media/")
    assert [len(row["choices"]) for row in shown["blanks"]["rows"]] == [0, 3]
    assert "[[1]]" in shown["blanks"]["stem"]
    attempt = Attempt.objects.get()
    rows = list(attempt.questions.select_related("version"))
    sent = [{"question": row.position, "sequence": 1, "answer": right(row)} for row in rows]
    held = post(client, answers(attempt), {"answers": sent}).json()["held"]
    assert [(one["saved"], one["answer"]) for one in held] == [(True, one["answer"]) for one in sent]
    result = post(client, f"/api/v1/attempts/{attempt.public_id}/submit/").json()
    assert (result["score"], result["with_keys"]) == ("100.00", True)
    reviews = {question["kind"]: question for question in result["questions"]}
    assert all(review["verdict"] == "right" for review in reviews.values())
    assert [row["right_answer"] for row in reviews["shorttext"]["rows"]] == ["KEYFORM"]


@pytest.mark.parametrize("kind", list(PARTS))
def test_saving_an_answer_of_any_kind_loads_no_content(client: Client, kind: str) -> None:
    place = learner(*course_with_quiz(questions=1, of=[kind], draw=1))
    client.force_login(place.person)
    attempt = started(place, timezone.now())
    row = attempt.questions.select_related("version").get()
    asked = Statements()
    with connection.execute_wrapper(asked):
        response = post(client, answers(attempt), one(1, right(row)))
    assert response.json()["held"][0]["saved"]
    assert len(asked.texts) <= 6, asked.texts
    assert not any('"content"' in text for text in asked.texts)
