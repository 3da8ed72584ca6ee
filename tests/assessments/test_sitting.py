"""Sitting an exam: forward-only pages, marks for review, looking away; fixed questions; what is shown afterwards."""

import json
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.errors import Refusal
from academy.people.roles import Role
from assessments import attempting, auditing, disclosure, sheets, sitting, starting
from assessments.attempting import Given
from assessments.disclosure import RIGHT_AFTER, Level
from assessments.models import Attempt, Question, QuizPage, QuizSection
from courses.placing import Place, place_by_key
from tests.factories.assessments import (
    NOON,
    answer_all,
    bank,
    category,
    course_with_quiz,
    learner,
    question,
    quiz,
    right,
    started,
)
from tests.factories.courses import course_tree, released
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db
MINUTE, TICK = timedelta(minutes=1), timedelta(microseconds=1)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=f"^{code}$")


@pytest.fixture
def forward() -> Place:
    """Four questions on two pages, forward only."""
    return learner(*course_with_quiz(navigation="forward"))


# --- forward only -------------------------------------------------------------------------------------------------
def test_only_the_present_page_is_given_out(forward: Place) -> None:
    attempt = started(forward)
    assert [face.number for face in sheets.sheet(attempt, "th")] == [1, 2]
    attempt = sitting.forward(forward.person, attempt.public_id, 1, NOON)
    assert [face.number for face in sheets.sheet(attempt, "th")] == [3, 4]
    attempt = sitting.forward(forward.person, attempt.public_id, 2, NOON)
    assert sheets.sheet(attempt, "th") == []


def test_a_page_that_was_left_takes_no_answer_and_keeps_what_it_had(forward: Place) -> None:
    attempt, person = started(forward), forward.person
    row = attempt.questions.select_related("version").get(position=1)
    attempting.save(person, attempt.public_id, [Given(1, right(row), 1)], NOON)
    sitting.forward(person, attempt.public_id, 1, NOON)
    with refused("page_closed") as no:
        attempting.save(person, attempt.public_id, [Given(1, None, 2), Given(3, None, 1)], NOON)
    assert no.value.fields == {"1": {"code": "page_closed"}}
    row.refresh_from_db()
    assert row.answer is not None


def test_a_page_to_come_takes_no_answer_and_is_not_skipped_to(forward: Place) -> None:
    attempt = started(forward)
    with refused("page_closed"):
        attempting.save(forward.person, attempt.public_id, [Given(3, None, 1)], NOON)
    with refused("page_closed"):
        sitting.forward(forward.person, attempt.public_id, 2, NOON)


def test_leaving_a_page_twice_leaves_it_once_and_is_journalled_once(forward: Place) -> None:
    attempt = started(forward)
    for _time in range(2):
        assert sitting.forward(forward.person, attempt.public_id, 1, NOON).page == 2
    for _time in range(2):
        assert sitting.forward(forward.person, attempt.public_id, 2, NOON).page == 3
    with refused("page_closed"):
        sitting.forward(forward.person, attempt.public_id, 4, NOON)
    assert sitting.forward(forward.person, attempt.public_id, 3, NOON).page == 3
    assert list(attempt.journal.filter(event="moved").values_list("detail", flat=True)) == [{"page": 2}, {"page": 3}]
    assert list(auditing.faults()) == []


def test_where_pages_go_back_and_forth_going_forward_changes_nothing() -> None:
    place = learner(*course_with_quiz())
    attempt = started(place)
    assert sitting.forward(place.person, attempt.public_id, 1, NOON).page == 1
    answer_all(place, attempt)


def test_nobody_goes_forward_after_the_end_or_for_another(forward: Place) -> None:
    attempt = started(forward)
    other = learner(forward.release, forward.unit)
    with refused("not_found"):
        sitting.forward(other.person, attempt.public_id, 1, NOON)
    with refused("deadline_passed"):
        sitting.forward(forward.person, attempt.public_id, 1, NOON + 31 * MINUTE)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.page) == ("marked", 1)


def test_the_plain_form_goes_forward_saving_its_page(forward: Place, client: Client) -> None:
    attempt = started(forward, timezone.now())
    row = attempt.questions.select_related("version").get(position=1)
    client.force_login(forward.person)
    address, save = (reverse(f"assessments:{name}", args=[attempt.public_id]) for name in ("attempt", "save_page"))
    page = client.get(address).content.decode()
    assert 'data-question="2"' in page
    assert 'data-question="3"' not in page
    assert 'data-go="' not in page
    answer = right(row)
    said = {"page": "1", "go": "next", "q1": answer if isinstance(answer, list) else str(answer).lower()}
    assert client.post(save, said).headers["Location"] == address
    # The same button in a tab that was left open: nothing is saved on the page that is closed.
    client.post(save, {"page": "1", "go": "next", "q1": ""})
    row.refresh_from_db()
    assert row.answer is not None
    assert 'data-question="3"' in client.get(address).content.decode()
    client.post(save, {"page": "2", "go": "review"})
    page = client.get(address).content.decode()
    assert 'data-question="' not in page
    assert 'value="submit"' in page
    assert 'value="q1"' not in page
    client.post(save, {"page": "review", "go": "submit"})
    attempt.refresh_from_db()
    assert attempt.state == "marked"


def test_the_api_goes_forward(forward: Place, client: Client) -> None:
    attempt = started(forward, timezone.now())
    client.force_login(forward.person)
    address = f"/api/v1/attempts/{attempt.public_id}/forward/"
    body = client.post(address, {"page": 1}, content_type="application/json").json()
    assert (body["navigation"], body["page"], [one["question"] for one in body["questions"]]) == ("forward", 2, [3, 4])
    assert client.post(address, {"page": 3}, content_type="application/json").json()["code"] == "page_closed"
    assert client.post(address, {"page": "2"}, content_type="application/json").json()["code"] == "malformed"


# --- marks for review, looking away -------------------------------------------------------------------------------
def test_marks_for_review_are_kept_on_the_server(client: Client) -> None:
    place = learner(*course_with_quiz())
    attempt = started(place, timezone.now())
    client.force_login(place.person)
    address = f"/api/v1/attempts/{attempt.public_id}/flags/"
    for number, on in ((2, True), (3, True), (3, False)):
        body = {"question": number, "flagged": on}
        assert client.post(address, body, content_type="application/json").status_code == 204
    assert [face.number for face in sheets.sheet(attempt, "th") if face.flagged] == [2]
    page = client.get(reverse("assessments:attempt", args=[attempt.public_id])).content.decode()
    assert 'data-flagged="2"' in page
    far = {"question": 99, "flagged": True}
    assert client.post(address, far, content_type="application/json").json()["code"] == "question_not_drawn"
    attempting.submit(place.person, attempt.public_id, timezone.now())
    late = {"question": 1, "flagged": True}
    assert client.post(address, late, content_type="application/json").json()["code"] == "attempt_closed"


def test_looking_away_is_journalled_within_bounds(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    place = learner(*course_with_quiz())
    attempt = started(place, timezone.now())
    client.force_login(place.person)
    monkeypatch.setattr(sitting, "MOST_LOOKS_AWAY", 2)
    for seconds in (12, 10**9, 3):
        body = {"event": "focus_lost", "seconds": seconds}
        answer = client.post(f"/api/v1/attempts/{attempt.public_id}/events/", body, content_type="application/json")
        assert answer.status_code == 204
    noted = attempt.journal.filter(event="focus_lost").values_list("detail", flat=True)
    assert list(noted) == [{"seconds": 12}, {"seconds": 86_400}]
    assert list(auditing.faults()) == []


# --- sections -----------------------------------------------------------------------------------------------------
def of_sections(*sections: QuizSection, **fields: Any) -> Place:
    course = course_tree("fixed", modules=0)
    page = quiz(course, category("Other"), **fields)
    for one in page.get_translations(inclusive=True):
        said = ("category", "area", "level", "source", "question", "count")
        one.sections.set([QuizSection(**{name: getattr(s, name) for name in said}) for s in sections])
        one.save_revision().publish()
    assert QuizPage.objects.get(pk=page.pk).faults() == []
    release = released(course)
    return learner(release, release.outline.by_key[page.translation_key])


def test_a_fixed_question_is_asked_of_everybody_once_and_in_its_present_version() -> None:
    where = bank(6)
    fixed = Question.objects.order_by("pk")[2]
    place = of_sections(QuizSection(category=where, count=5), QuizSection(question=fixed, count=9))
    for number in range(3):
        attempt = started(learner(place.release, place.unit))
        versions = list(attempt.questions.order_by("position").values_list("version", flat=True))
        assert (len(versions), versions[-1], len(set(versions))) == (6, fixed.current_id, 6), number


def test_a_fixed_question_that_is_no_longer_ready_is_not_asked() -> None:
    bank(2)
    fixed = Question.objects.order_by("pk")[0]
    place = of_sections(QuizSection(question=fixed))
    Question.objects.filter(pk=fixed.pk).update(status=Question.Status.RETIRED)
    with refused("too_few_questions"):
        started(place)


def test_sections_are_mixed_only_where_the_quiz_says_so() -> None:
    first, second = bank(4, category("A")), bank(4, category("B"))
    parts = [QuizSection(category=first, count=4), QuizSection(category=second, count=4)]
    plain = started(of_sections(*parts))
    of = list(plain.questions.order_by("position").values_list("version__question__category", flat=True))
    assert of == [first.pk] * 4 + [second.pk] * 4


def test_mixed_sections_lie_among_each_other() -> None:
    first, second = bank(4, category("A")), bank(4, category("B"))
    parts = [QuizSection(category=first, count=4), QuizSection(category=second, count=4)]
    attempt = starting.start(of_sections(*parts, shuffle_questions=True), NOON, Random(1))
    of = list(attempt.questions.order_by("position").values_list("version__question__category", flat=True))
    assert of != [first.pk] * 4 + [second.pk] * 4
    assert sorted(of) == [first.pk] * 4 + [second.pk] * 4


def test_a_section_is_a_category_or_a_question() -> None:
    where = category()
    one = question(where)
    for wrong in (QuizSection(), QuizSection(category=where, question=one)):
        with pytest.raises(ValidationError):
            wrong.clean()
    QuizSection(category=where).clean()
    QuizSection(question=one).clean()


def test_a_question_is_chosen_by_its_words(client: Client) -> None:
    where = category()
    for name in ("ข้อมูลเปิดภาครัฐ", "ความมั่นคงปลอดภัย"):
        question(where, name=name)
    question(where, name="ข้อมูลร่าง", status="draft")
    client.force_login(person_in(Role.INSTRUCTOR))
    shown = client.get("/cms/question_chooser/results/", {"q": "ข้อมูล"}).content.decode()
    assert "ข้อมูลเปิดภาครัฐ" in shown
    assert "ความมั่นคงปลอดภัย" not in shown
    assert "ข้อมูลร่าง" not in shown
    assert "ความมั่นคงปลอดภัย" in client.get("/cms/question_chooser/", {"category": where.pk}).json()["html"]


# --- what is shown afterwards -------------------------------------------------------------------------------------
TERMS = {"review": {"after": "score", "later": "answers", "closed": "keys"}}
CLOSED = NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "done", "level"),
    [
        (NOON, False, Level.SCORE),
        (NOON + RIGHT_AFTER - TICK, True, Level.SCORE),
        (NOON + RIGHT_AFTER, True, Level.ANSWERS),
        (CLOSED - TICK, True, Level.ANSWERS),
        (CLOSED, True, Level.KEYS),
        # Nobody tries again once it has closed for everyone.
        (CLOSED, False, Level.KEYS),
    ],
)
def test_what_is_shown_changes_with_time(at: Any, done: bool, level: Level) -> None:
    assert disclosure.level(TERMS, NOON, CLOSED, at, done=done) == level


@pytest.mark.parametrize(
    ("terms", "done", "level"),
    [
        ({"show_answers": True}, True, Level.KEYS),
        ({"show_answers": True}, False, Level.ANSWERS),
        ({"show_answers": False}, True, Level.ANSWERS),
        ({"review": dict.fromkeys(disclosure.MOMENTS, "score")}, True, Level.SCORE),
    ],
)
def test_who_may_try_again_sees_no_key_and_old_releases_keep_their_word(
    terms: dict[str, Any], done: bool, level: Level
) -> None:
    assert disclosure.level(terms, NOON, None, NOON + timedelta(days=400), done=done) == level


def test_questions_that_are_not_shown_are_nowhere(client: Client) -> None:
    place = learner(*course_with_quiz(attempts_allowed=1, review_after="score"))
    attempt = started(place, timezone.now())
    attempting.submit(place.person, attempt.public_id, timezone.now())
    client.force_login(place.person)
    body = client.get(f"/api/v1/attempts/{attempt.public_id}/result/").json()
    assert (body["score"], body["with_keys"], body["questions"]) == ("0.00", False, [])
    page = client.get(reverse("assessments:result", args=[attempt.public_id])).content.decode()
    assert "0%" in page
    assert "คำถามที่" not in page
    assert "KEY" not in page


def test_the_start_page_says_the_way_and_what_will_be_shown(client: Client) -> None:
    place = learner(*course_with_quiz(navigation="forward", review_later="answers"))
    client.force_login(place.person)
    page = client.get(f"/en/courses/{place.course.slug}/{place.unit.slug}/").content.decode()
    assert "forward only" in page
    assert "Later: the score, and the mark of each answer" in page


def test_an_attempt_under_an_old_release_goes_on() -> None:
    place = learner(*course_with_quiz())
    blueprint = dict(place.unit.blueprint)
    for name in ("navigation", "shuffle", "review"):
        del blueprint[name]
    old = json.loads(json.dumps({**blueprint, "show_answers": True}))
    for section in old["sections"]:
        del section["question"]
    place.unit.blueprint.clear()
    place.unit.blueprint.update(old)
    attempt = started(place)
    answer_all(place, attempt)
    shown = sheets.result(attempting.submit(place.person, attempt.public_id, NOON), "th", NOON)
    assert (shown.level, Attempt.objects.get().forward) == (Level.KEYS, False)
    assert place_by_key(place.person, place.unit.key)


def test_a_section_draws_by_tags_with_and_without_a_category() -> None:
    first, second = category("A"), category("B")
    part = category("A1", parent=first)
    law = {"area": "data", "level": "advanced", "source": "PDPA 2562"}
    for where, count, tags in ((part, 2, law), (second, 2, law), (first, 3, {}), (second, 3, {"area": "data"})):
        for number in range(count):
            question(where, "truefalse", f"{where} {number}", tags=tags)
    within = QuizSection(category=first, area="data", count=2)
    anywhere = QuizSection(level="advanced", source="pdpa 2562 ", count=2)
    place = of_sections(within, anywhere)
    assert [section.get("tags") for section in place.unit.blueprint["sections"]] == [
        {"area": "data"},
        {"level": "advanced", "source": "pdpa 2562"},
    ]
    # Those within A are wanted by both sections: a draw is found all the same, every time.
    for _learner in range(3):
        attempt = started(learner(place.release, place.unit))
        asked = Question.objects.filter(versions__in=attempt.questions.values("version"))
        assert set(asked.values_list("category", "area", "level", "source")) == {
            (where.pk, *law.values()) for where in (part, second)
        }
    # What bears the tags no longer is drawn no longer; whoever has it keeps it.
    Question.objects.filter(category=second).update(level="")
    with refused("too_few_questions"):
        started(learner(place.release, place.unit))
    assert len(sheets.sheet(attempt, "th")) == 4


def test_a_section_says_how_many_questions_match_and_the_release_which_lack(client: Client) -> None:
    where = category("A")
    question(where, "truefalse", tags={"area": "data", "level": "", "source": ""})
    page = quiz(course_tree("tagged", modules=0), where)
    page.sections.set([QuizSection(category=where, area="data", count=3)])
    page.save_revision().publish()
    client.force_login(person_in(Role.ADMINISTRATOR))
    assert "มีคำถามตรงตามเงื่อนไข 1 ข้อ" in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    [fault] = QuizPage.objects.get(pk=page.pk).faults()
    assert "“A, " in fault
    assert " 2 " in fault
    with pytest.raises(ValidationError):
        QuizSection(quiz=page, area="data", question=Question.objects.get(), count=1).clean()
    with pytest.raises(ValidationError):
        QuizSection(quiz=page, count=1).clean()


@pytest.mark.parametrize("area", ["", "data"])
def test_what_was_moved_out_of_what_a_section_draws_from_is_not_asked_a_moment_later(area: str) -> None:
    first, elsewhere = category("A"), category("B")
    stays, goes = (
        [question(first, "truefalse", f"{name} {number}", tags={"area": "data"}) for number in range(3)]
        for name in ("stays", "goes")
    )
    place = of_sections(QuizSection(category=first, area=area, count=3))
    started(place)
    Question.objects.filter(pk__in=[one.pk for one in goes]).update(**{"area": ""} if area else {"category": elsewhere})
    asked = started(learner(place.release, place.unit)).questions.values_list("version__question", flat=True)
    assert set(asked) == {one.pk for one in stays}
