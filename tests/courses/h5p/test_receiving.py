"""What is taken of what browsers report, and what is kept: drawn questions, one open attempt, so much room."""

import json
import pkgutil
import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses import migrations
from courses.h5p import recording
from courses.models import Enrolment, H5PAttempt, H5PLibrary, H5PStatement, H5PVersion
from tests.courses.learning import making
from tests.factories import h5p as made_h5p
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    admin = PersonFactory(is_superuser=True)
    made_h5p.installed(admin)
    return made_h5p.uploaded(admin)


@pytest.fixture
def learner():
    return PersonFactory()


@pytest.fixture
def attempt(learner, version):
    course = making.course()
    making.enrolled(learner, course)
    return opened(Enrolment.objects.get(), version, course.outline.units[0].key, uuid.uuid4(), pool=[])


def opened(enrolment, version, unit, exercise, **fields):
    return H5PAttempt.objects.create(
        nonce=uuid.uuid4().hex,
        enrolment=enrolment,
        version=version,
        content_id=version.content_id,
        unit_key=unit,
        exercise=exercise,
        opened_at=timezone.now(),
        **fields,
    )


@pytest.fixture
def post(learner):
    client = Client()
    client.force_login(learner)

    def posted(name, attempt, body):
        return client.post(reverse(name, args=[attempt.nonce]), data=json.dumps(body), content_type="application/json")

    return posted


def statement(version, verb="interacted", **more):
    return {
        "id": str(uuid.uuid4()),
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": f"http://localhost:8000/h5p/contents/{version.content_id}", "objectType": "Activity"},
        **more,
    }


def scored(raw, maximum, response=""):
    return {"result": {"score": {"min": 0, "raw": raw, "max": maximum}, "completion": True, "response": response}}


QUESTIONS = [
    {"library": "H5P.TrueFalse 1.6", "params": {"correct": "true"}, "subContentId": f"part-{place}"}
    for place in range(6)
]


@pytest.fixture
def drawn(version, attempt):
    """A set of six questions, two of them asked: those that the server drew."""
    library = H5PLibrary.objects.create(
        machine_name="H5P.QuestionSet", major=1, minor=17, patch=0, title="Set", tree_hash="0" * 64
    )
    filtered = {"questions": QUESTIONS, "poolSize": 2}
    H5PVersion.objects.filter(pk=version.pk).update(library=library, filtered=filtered, max_score=2)
    H5PAttempt.objects.filter(pk=attempt.pk).update(pool=[1, 4])
    return attempt


def of_set(version, *places):
    """An honest result of these questions, all answered rightly."""
    whole = statement(version, "completed", **scored(len(places), len(places)))
    parent = {"contextActivities": {"parent": [{"id": whole["object"]["id"]}]}}
    children = []
    for place in places:
        part = statement(version, "answered", context=parent, **scored(1, 1, "true"))
        part["object"]["id"] += f"?subContentId=part-{place}"
        part["object"]["definition"] = {"extensions": {"http://h5p.org/x-api/h5p-subContentId": f"part-{place}"}}
        children.append({"statement": part})
    return {"statement": whole, "children": children}


@pytest.mark.parametrize(
    ("places", "verdict"), [((1, 4), "verified"), ((4, 1), "verified"), ((0, 5), "flagged"), ((1, 5), "flagged")]
)
def test_only_the_questions_that_the_server_drew_count(post, drawn, version, places, verdict):
    answer = post("h5p_result", drawn, of_set(version, *places))
    assert (answer.status_code, answer.json()["counted"]) == (200, True)
    drawn.refresh_from_db()
    assert drawn.verdict == verdict


def test_what_the_browser_drew_is_proven_in_part(post, drawn, version):
    H5PAttempt.objects.update(pool=[])
    post("h5p_result", drawn, of_set(version, 0, 5))
    drawn.refresh_from_db()
    assert (drawn.verdict, drawn.reasons) == ("partly", ["pool-by-browser"])


def test_fewer_questions_than_were_drawn_are_no_result(post, drawn, version):
    assert post("h5p_result", drawn, of_set(version, 1)).json()["counted"] is False
    drawn.refresh_from_db()
    assert drawn.finished_at is None


def test_statements_have_so_much_room_and_the_result_always_has(post, attempt, version, monkeypatch):
    monkeypatch.setattr(recording, "MOST_BYTES", 5_000)
    large = [statement(version, context={"extensions": {"x:y": "z" * 1_000}}) for _ in range(5)]
    assert post("h5p_statements", attempt, large).json() == {"kept": 3}
    assert post("h5p_statements", attempt, large).json() == {"kept": 0}
    attempt.refresh_from_db()
    assert 4_000 < attempt.kept_bytes <= 5_000
    total = len(version.filtered["questions"])
    result = statement(version, "completed", **scored(0, total, "[,]" * (total - 1)), context={"language": "x" * 3_000})
    post("h5p_result", attempt, {"statement": result, "children": []})
    assert H5PStatement.objects.filter(statement_id=result["id"]).exists()


def test_no_more_statements_are_kept_than_have_room(post, attempt, version, monkeypatch):
    monkeypatch.setattr(recording, "MOST_STATEMENTS", 3)
    some = [statement(version) for _ in range(2)]
    assert post("h5p_statements", attempt, [*some, some[0], *some]).json() == {"kept": 2}
    assert post("h5p_statements", attempt, [statement(version) for _ in range(2)]).json() == {"kept": 1}
    assert H5PStatement.objects.count() == 3


@pytest.mark.parametrize("name", ["h5p_result", "h5p_statements"])
def test_a_person_may_report_so_often_and_no_more(post, attempt, version, settings, name):
    settings.API_RATES = {**settings.API_RATES, "reports": 2}
    # The window may turn over between two of them; three in a row are too many in one of two windows.
    answers = [post(name, attempt, []) for _ in range(5)]
    assert 429 not in [answer.status_code for answer in answers[:2]]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].json()["code"] == "too_many_requests"


def test_of_attempts_at_one_place_one_is_open(attempt, version):
    again = (attempt.enrolment, version, attempt.unit_key, attempt.exercise)
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(*again)
    opened(*again, finished_at=timezone.now())
    opened(attempt.enrolment, version, attempt.unit_key, uuid.uuid4())
    attempt.finished_at = timezone.now()
    attempt.save()
    opened(*again)


def test_of_attempts_that_were_open_at_once_the_newest_goes_on(attempt, version, post):
    """The database as it was before there could be but one."""
    (name,) = (one.name for one in pkgutil.iter_modules(migrations.__path__) if one.name.endswith("one_open_attempt"))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_open_h5p_attempt")
    again = (attempt.enrolment, version, attempt.unit_key, attempt.exercise)
    older, newest = opened(*again), opened(*again)
    elsewhere = opened(attempt.enrolment, version, attempt.unit_key, uuid.uuid4())
    import_module(f"courses.migrations.{name}").finish_doubles(apps, None)
    assert set(H5PAttempt.objects.filter(finished_at=None)) == {newest, elsewhere}
    older.refresh_from_db()
    assert (older.finished_at, older.raw, older.verdict) == (older.opened_at, None, "")
    # A page that was left open with one of them has not worked for nothing.
    total = len(version.filtered["questions"])
    whole = statement(version, "completed", **scored(0, total, "[,]" * (total - 1)))
    assert post("h5p_result", older, {"statement": whole, "children": []}).json()["counted"] is True
