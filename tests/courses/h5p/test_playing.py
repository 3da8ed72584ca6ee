"""Interactive content in a lesson: played, resumed, reported, believed as far as it can be checked."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.completing import Done, NotYet, attend, open_unit
from courses.exercises import scores
from courses.keeping import keep
from courses.models import (
    Enrolment,
    Evidence,
    H5PAttempt,
    H5PLibrary,
    H5PState,
    H5PStatement,
    H5PVersion,
    KeptPage,
    LessonPage,
    UnitProgress,
)
from courses.placing import place_of
from tests.courses.h5p.lessons import course_playing
from tests.courses.learning import making
from tests.factories import h5p as made_h5p
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return PersonFactory(is_superuser=True)


@pytest.fixture
def version(admin):
    made_h5p.installed(admin)
    return made_h5p.uploaded(admin)


@pytest.fixture
def course(version):
    return course_playing(version, 60)


@pytest.fixture
def learner(course):
    person = PersonFactory()
    making.enrolled(person, course)
    return person


@pytest.fixture
def client_of_learner(learner):
    client = Client()
    client.force_login(learner)
    return client


def play_address(version, course="data", unit="one"):
    return reverse("courses:play", args=[course, unit, version.content.key])


def play(client, version):
    response = client.get(play_address(version))
    assert response.status_code == 200, response.content[:500]
    return response


def nonce_of(response):
    return response.context["nonce"]


def test_the_player_gets_filtered_params_and_assets_by_hash(client_of_learner, version):
    page = play(client_of_learner, version)
    said = json.loads(page.content.decode().split('id="h5p-integration">')[1].split("</script>")[0])
    content = said["contents"][f"cid-{version.content_id}"]
    assert json.loads(content["jsonContent"]) == version.filtered
    assert "'unsafe-inline'" not in page["Content-Security-Policy"].split("script-src")[1].split(";")[0]
    for address in [*content["scripts"], *content["styles"]]:
        answer = client_of_learner.get(address)
        assert (answer.status_code, b"".join(answer.streaming_content) != b"") == (200, True)
        assert "immutable" in answer["Cache-Control"]
    assert b"mailto" not in page.content


def result(version, response, raw, maximum=3, **changes):
    """What an honest player reports of the data reading."""
    statement = {
        "id": str(uuid.uuid4()),
        "actor": {"objectType": "Agent", "mbox": "mailto:someone@else.example"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": f"http://localhost:8000/h5p/contents/{version.content_id}", "objectType": "Activity"},
        "result": {"score": {"min": 0, "raw": raw, "max": maximum}, "completion": True, "response": response},
    }
    return {"statement": {**statement, **changes}, "children": []}


def report(client, nonce, body):
    return client.post(reverse("h5p_result", args=[nonce]), data=json.dumps(body), content_type="application/json")


def right(version):
    """The response that is worth every point."""
    answers = []
    for question in version.filtered["questions"]:
        if question["kind"] == "choice":
            place = next(place for place, one in enumerate(question["choices"]) if one["correct"])
            answers.append(str(place))
        else:
            answers.append(str(question["answer"]))
    return "[,]".join(answers)


def test_a_result_that_agrees_with_its_answers_is_verified_and_completes_the_lesson(
    client_of_learner, learner, version
):
    nonce = nonce_of(play(client_of_learner, version))
    total = len(version.filtered["questions"])
    place = place_of(learner, "data", "one")
    at = place.enrolment.enrolled_at + timedelta(hours=1)
    open_unit(place, at)
    assert attend(place_of(learner, "data", "one"), at) == NotYet(0, exercises_left=1)
    answer = report(client_of_learner, nonce, result(version, right(version), total, total))
    assert (answer.status_code, answer.json()["counted"]) == (200, True)
    attempt = H5PAttempt.objects.get(nonce=nonce)
    assert (attempt.verdict, attempt.raw, attempt.max) == (H5PAttempt.Verdict.VERIFIED, total, total)
    assert isinstance(attend(place_of(learner, "data", "one"), at), Done)
    assert UnitProgress.objects.get().evidence == Evidence.VERIFIED


def test_the_same_result_again_is_as_once_and_the_next_attempt_has_its_own_nonce(client_of_learner, version):
    nonce = nonce_of(play(client_of_learner, version))
    total = len(version.filtered["questions"])
    body = result(version, right(version), total, total)
    first, again = (report(client_of_learner, nonce, body).json() for _ in range(2))
    assert (first["counted"], again["counted"]) == (True, False)
    assert first["next"] == again["next"] != nonce
    assert H5PAttempt.objects.exclude(finished_at=None).count() == 1
    assert H5PStatement.objects.count() == 1


@pytest.mark.parametrize(
    "forge",
    [
        lambda body: body["statement"]["result"]["score"].update(raw=99),
        lambda body: body["statement"]["result"]["score"].update(raw=-1),
        lambda body: body["statement"]["result"]["score"].update(raw=float("nan")),
        lambda body: body["statement"]["object"].update(id="http://localhost:8000/h5p/contents/999999"),
        lambda body: body.pop("statement"),
        lambda body: body["statement"].update(verb="done"),
    ],
    ids=["above the maximum", "negative", "no number", "another content", "no statement", "no verb"],
)
def test_a_forged_result_is_refused_and_leaves_nothing(client_of_learner, version, forge):
    nonce = nonce_of(play(client_of_learner, version))
    body = result(version, right(version), 3)
    forge(body)
    answer = report(client_of_learner, nonce, body)
    assert (answer.status_code, answer.json()["code"]) in {(422, "h5p_refused"), (400, "malformed")}
    assert not H5PAttempt.objects.exclude(finished_at=None).exists()
    assert not H5PStatement.objects.exists()


def test_a_score_that_its_answers_are_not_worth_is_flagged_and_does_not_count(client_of_learner, learner, version):
    nonce = nonce_of(play(client_of_learner, version))
    total = len(version.filtered["questions"])
    wrong = "[,]".join("" for _ in range(total))
    report(client_of_learner, nonce, result(version, wrong, total, total))
    assert H5PAttempt.objects.get(nonce=nonce).verdict == H5PAttempt.Verdict.FLAGGED
    place = place_of(learner, "data", "one")
    at = place.enrolment.enrolled_at + timedelta(hours=1)
    open_unit(place, at)
    assert attend(place_of(learner, "data", "one"), at) == NotYet(0, exercises_left=1)


def test_nobody_reports_or_reads_for_another(client_of_learner, course, version):
    nonce = nonce_of(play(client_of_learner, version))
    other = PersonFactory()
    making.enrolled(other, course)
    theirs = Client()
    theirs.force_login(other)
    assert report(theirs, nonce, result(version, right(version), 3)).status_code == 404
    assert theirs.get(reverse("h5p:media", args=[nonce, "images/x.png"])).status_code == 404
    assert theirs.get(reverse("h5p:state", args=[nonce, "state", "0"])).status_code == 404


def test_a_stranger_to_the_course_does_not_play(version, course):
    stranger = Client()
    stranger.force_login(PersonFactory())
    answer = stranger.get(play_address(version))
    assert answer.status_code == 403
    assert b"h5p-integration" not in answer.content


def test_where_the_player_was_comes_back_on_another_device(client_of_learner, learner, version):
    page = play(client_of_learner, version)
    said = json.loads(page.content.decode().split('id="h5p-integration">')[1].split("</script>")[0])
    address = said["ajax"]["contentUserData"].replace(":dataType", "state").replace(":subContentId", "0")
    form = {"data": json.dumps({"answers": [1]}), "preload": "1", "invalidate": "1"}
    assert client_of_learner.post(address, form).json() == {"success": True}
    phone = Client()
    phone.force_login(learner)
    said = json.loads(play(phone, version).content.decode().split('id="h5p-integration">')[1].split("</script>")[0])
    state = said["contents"][f"cid-{version.content_id}"]["contentUserData"]["0"]["state"]
    assert json.loads(state) == {"answers": [1]}
    assert client_of_learner.post(address, {"data": "0"}).json() == {"success": True}
    assert not H5PState.objects.exists()


def test_state_takes_its_token(client_of_learner, version):
    nonce = nonce_of(play(client_of_learner, version))
    address = reverse("h5p:state", args=[nonce, "state", "0"])
    assert client_of_learner.post(address, {"data": "{}"}).status_code == 403
    assert client_of_learner.post(f"{address}?token=forged.token", {"data": "{}"}).status_code == 403
    assert not H5PState.objects.exists()


def test_a_type_that_is_switched_off_shows_a_notice_and_the_lesson_works(client_of_learner, version):
    H5PLibrary.objects.filter(machine_name="DGA.DataReading").update(enabled=False)
    answer = client_of_learner.get(play_address(version))
    assert answer.status_code == 409
    assert b"h5p-integration" not in answer.content
    assert client_of_learner.get(reverse("courses:unit", args=["data", "one"])).status_code == 200


def test_statements_are_kept_with_who_the_server_knows(client_of_learner, learner, version, settings):
    nonce = nonce_of(play(client_of_learner, version))
    said = result(version, "", 0)["statement"] | {"verb": {"id": "http://adlnet.gov/expapi/verbs/interacted"}}
    address = reverse("h5p_statements", args=[nonce])
    for kept in (1, 1):
        answer = client_of_learner.post(address, data=json.dumps([said]), content_type="application/json")
        assert (answer.status_code, H5PStatement.objects.count()) == (200, kept)
    body = H5PStatement.objects.get().body
    assert body["actor"]["account"] == {"homePage": settings.PUBLIC_ORIGIN, "name": str(learner.pk)}
    assert "else.example" not in json.dumps(body)
    assert uuid.UUID(body["context"]["registration"])


def test_a_new_version_is_played_at_once_and_the_old_attempts_keep_theirs(client_of_learner, admin, version):
    nonce = nonce_of(play(client_of_learner, version))
    newer = made_h5p.uploaded(admin, "requests-en", content=version.content)
    assert nonce_of(play(client_of_learner, newer)) != nonce
    assert H5PAttempt.objects.get(nonce=nonce).version == version


@pytest.mark.parametrize("path", ["../" * 6 + "etc/passwd", "..%2f..%2fetc%2fpasswd", "library.json/x", "nothing.js"])
def test_library_files_are_those_of_a_library(client, version, path):
    row = H5PLibrary.objects.first()
    base = f"/h5p/libraries/{row.name.folder}/{row.tree_hash}/"
    assert client.get(base + path).status_code == 404
    assert client.get(f"/h5p/libraries/{row.name.folder}/../{path}").status_code == 404
    assert client.get(f"/h5p/libraries/../{row.tree_hash}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "length"),
    [("bytes=0-9", 206, 10), ("bytes=-5", 206, 5), ("bytes=10-", 206, None), ("bytes=999999999-", 416, 0)],
)
def test_media_come_in_ranges(client_of_learner, admin, course, asked, status, length):
    version = made_h5p.uploaded(admin, "wrong-address-th")
    page = LessonPage.objects.get(slug="one", locale__language_code="th")
    page.body = [made_h5p.block(version)]
    page.save_revision().publish()
    nonce = nonce_of(play(client_of_learner, version))
    address = reverse("h5p:media", args=[nonce, "images/wrong-address.png"])
    whole = b"".join(client_of_learner.get(address).streaming_content)
    answer = client_of_learner.get(address, headers={"range": asked})
    assert answer.status_code == status
    got = answer.getvalue()
    assert len(got) == (len(whole) - 10 if length is None else length)
    assert got in whole
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_copied_lesson_asks_for_its_own_score(client_of_learner, learner, course, version):
    """Copies share the ids of their blocks."""
    nonce = nonce_of(play(client_of_learner, version))
    total = len(version.filtered["questions"])
    report(client_of_learner, nonce, result(version, right(version), total, total))
    unit = course.outline.by_slug["one"]
    enrolment = Enrolment.objects.get(person=learner)
    assert scores(enrolment, unit)
    assert not scores(enrolment, replace(unit, key=uuid.uuid4()))


def test_a_deleted_lesson_still_plays_for_those_who_were_promised_it(client_of_learner, course, version):
    KeptPage.objects.all().delete()  # they were made before the content was put in
    keep(course.release, [course.outline.by_slug["one"].key])
    for page in LessonPage.objects.filter(slug="one"):
        page.delete()
    assert nonce_of(play(client_of_learner, version))


def test_a_page_brought_back_or_copied_plays_the_same_content(client_of_learner, course, version):
    page = LessonPage.objects.get(slug="one", locale__language_code="th")
    kept = page.save_revision()
    page.body = [{"type": "text", "value": "<p>nothing to play</p>"}]
    page.save_revision().publish()
    assert client_of_learner.get(play_address(version)).status_code == 404
    kept.publish()
    assert nonce_of(play(client_of_learner, version))
    copied = LessonPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "two", "title": "two"})
    assert [block.value["content"] for block in copied.body if block.block_type == "interactive"] == [version.content]


def test_nobodys_browser_says_for_others_what_can_be_reached(client_of_learner, version):
    """A content of a type that is not marked here has no known maximum, and keeps none."""
    H5PVersion.objects.filter(pk=version.pk).update(max_score=None)
    nonce = nonce_of(play(client_of_learner, version))
    report(client_of_learner, nonce, result(version, "", 0.001, 0.001))
    version.refresh_from_db()
    assert version.max_score is None


def test_a_body_that_is_no_json_is_told_so(client_of_learner, version):
    nonce = nonce_of(play(client_of_learner, version))
    assert client_of_learner.post(reverse("h5p_result", args=[nonce]), {"a": "b"}).status_code == 415


def test_nobody_fills_the_database_with_places(client_of_learner, version):
    page = play(client_of_learner, version)
    said = json.loads(page.content.decode().split('id="h5p-integration">')[1].split("</script>")[0])
    address = said["ajax"]["contentUserData"].replace(":subContentId", "0")
    answers = [
        client_of_learner.post(address.replace(":dataType", f"place-{number}"), {"data": "{}"}).status_code
        for number in range(52)
    ]
    assert (answers.count(200), answers[-1]) == (50, 413)
    assert client_of_learner.post(address.replace(":dataType", "place-1"), {"data": "[1]"}).status_code == 200
    large = {"data": json.dumps("x" * 300_000)}
    assert client_of_learner.post(address.replace(":dataType", "place-2"), large).status_code == 400


def test_the_server_draws_the_questions_of_a_set_and_says_so_to_the_player(client_of_learner, learner, version):
    drawing_set = H5PLibrary.objects.create(
        machine_name="H5P.QuestionSet", major=1, minor=20, patch=0, title="Question Set", runnable=True,
        metadata=H5PLibrary.objects.get(pk=version.library_id).metadata,
    )  # fmt: skip
    params = {"poolSize": 2, "randomQuestions": True, "questions": [{"library": "A 1.0"}] * 6}
    H5PVersion.objects.filter(pk=version.pk).update(library=drawing_set, params=params, filtered=params)
    page = play(client_of_learner, version)
    pool = H5PAttempt.objects.get(nonce=nonce_of(page)).pool
    assert len(set(pool)) == 2
    said = json.loads(page.content.decode().split('id="h5p-integration">')[1].split("</script>")[0])
    content = said["contents"][f"cid-{version.content_id}"]
    assert json.loads(content["contentUserData"]["0"]["state"])["poolOrder"] == pool
    assert json.loads(content["jsonContent"])["endGame"] == {"showRetryButton": False}
    assert H5PAttempt.objects.get(nonce=nonce_of(play(client_of_learner, version))).pool == pool
