"""Marking by people: rubrics, the queue, first, second and third marks, corrections, and what learners have of it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from academy.errors import Refusal
from academy.people.models import Person
from academy.people.roles import Role
from assessments import attempting, auditing, faces, kinds, sheets, starting
from assessments.attempting import Given as Answered
from assessments.checking import check
from assessments.handmarking import claiming, correcting, judging, overview, rights, scheme, telling
from assessments.handmarking.judging import Given
from assessments.handmarking.scheme import Scheme
from assessments.kinds import WrongTypeError, rubrics
from assessments.lines import levels, read_levels
from assessments.models import Attempt, JournalEntry, Marking, MarkingTask, QuizPage, Regrade
from assessments.regrading import applying, deciding
from assessments.statistics.report import report
from certificates.models import Certificate
from courses.models import CoursePage, Enrolment, UnitProgress
from courses.placing import Place, place_by_key
from courses.rules import Code
from tests.factories.assessments import category, content, learner, question, quiz, right, started
from tests.factories.courses import course_tree, released
from tests.factories.people import person_in

TEXT = "ข้อมูลเปิดภาครัฐช่วยให้ประชาชนตรวจสอบงานของรัฐได้\n\nOpen data helps."
FULL = {"a": "c", "b": "4"}


# --- pure --------------------------------------------------------------------------------------------------------


def rubric(worth: str = "2") -> tuple[rubrics.Criterion, ...]:
    return rubrics.criteria(content("essay"), Decimal(worth))


def test_a_mark_is_worth_the_sum_of_its_points_exactly() -> None:
    mark = rubrics.sound(rubric(), {"a": "b", "b": "๒.๕"})
    assert mark == {"a": {"points": "3", "level": "b"}, "b": {"points": "2.5", "level": ""}}
    assert rubrics.share(rubric(), mark) == Fraction(11, 20)


def test_without_criteria_the_answer_as_a_whole_is_given_points() -> None:
    whole = rubrics.criteria({"rubric": []}, Decimal("1.5"))
    assert rubrics.share(whole, rubrics.sound(whole, {"whole": "1.25"})) == Fraction(5, 6)


@given(st.sampled_from(["a", "b", "c"]), st.integers(0, 16))
def test_any_mark_is_worth_between_nothing_and_all(level: str, quarters: int) -> None:
    mark = rubrics.sound(rubric(), {"a": level, "b": str(Decimal(quarters) / 4)})
    share = rubrics.share(rubric(), mark)
    assert 0 <= share <= 1
    assert (share == 1) == (level == "c" and quarters == 16)
    assert Fraction(str(share)) == share


@pytest.mark.parametrize("wrong", [{}, {"a": "z", "b": "1"}, {"a": "a", "b": "4.25"}, {"a": "a", "b": "-1"},
                                   {"a": "a", "b": "0.1"}, {"a": "a", "b": "NaN"}, {"a": "3", "b": "1"}])  # fmt: skip
def test_a_mark_that_the_rubric_cannot_give_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(rubrics.UnfitMarkError):
        rubrics.sound(rubric(), wrong)


@given(st.uuids(), st.integers(2, 100))
def test_the_queue_and_the_second_mark_are_drawn_the_same_each_time(attempt: UUID, every: int) -> None:
    assert scheme.place(attempt, 1) == scheme.place(attempt, 1) != scheme.place(attempt, 2)
    assert 0 <= scheme.place(attempt, 1) < 2**63
    assert not scheme.marked_twice(Scheme(every=0), attempt)
    assert scheme.marked_twice(Scheme(every=1), attempt)
    assert scheme.marked_twice(Scheme(every=every), attempt) == scheme.marked_twice(Scheme(every=every), attempt)


def test_about_one_attempt_in_so_many_is_marked_twice() -> None:
    twice = sum(scheme.marked_twice(Scheme(every=5), uuid4()) for _one in range(2000))
    assert 300 < twice < 500


@given(st.fractions(0, 1), st.fractions(0, 1), st.integers(0, 100))
def test_two_marks_make_their_middle_unless_they_are_too_far_apart(one: Fraction, other: Fraction, most: int) -> None:
    made = scheme.agreed(Scheme(difference=most), one, other)
    assert made == scheme.agreed(Scheme(difference=most), other, one)
    assert (made is None) == (abs(one - other) * 100 > most)
    assert made is None or min(one, other) <= made <= max(one, other)


def test_sound_content_is_kept_as_it_is() -> None:
    checked = check("essay", content("essay"))
    assert not checked.faults
    assert check("essay", checked.content).content == checked.content
    assert faces.languages("essay", checked.content) == ("th", "en")


def test_faults_of_an_essay_are_named_where_they_are() -> None:
    said = content("essay") | {"least_words": "90", "most_words": "๘๐"}
    said["rubric"] = [
        {"text": {"th": "<p>ก</p>", "en": ""}, "points": "0"},
        {"text": {"th": "<p>ข</p>", "en": "<p>b</p>"}, "levels": [{"text": {"th": "<p>ค</p>"}, "points": ""}]},
    ]
    assert check("essay", said).faults == {
        "most_words": "below_least",
        "rubric.0.points": "not_positive",
        "rubric.1.levels.0": "required",
        "rubric.1.levels": "at_least_two",
        "rubric.0.text.en": "missing_language",
        "rubric.1.levels.0.text.en": "missing_language",
    }
    assert check("essay", content("essay") | {"least_words": "some"}).faults == {"least_words": "not_whole"}


def test_levels_are_written_and_read_a_line_each() -> None:
    held = check("essay", content("essay")).content["rubric"][0]["levels"]
    typed = {language: levels(held, language) for language in ("th", "en")}
    assert typed["en"].splitlines()[1] == "3 | ระดับ b in English"
    assert read_levels(typed, held) == held
    assert read_levels({"th": "3 | ดี", "en": "2 | Good"})[0]["points"] == ""


def test_an_essay_is_kept_as_it_was_written_and_waits_for_a_person() -> None:
    essay = kinds.of("essay")
    assert essay.stored([], "ก\r\n\r\nข  \n") == "ก\n\nข"
    assert essay.stored([], " \n ") is None
    for wrong in (5, ["a"], "a\x00b", "\ud800", "ก" * 20_001):
        with pytest.raises(WrongTypeError):
            essay.stored([], wrong)
    assert essay.grade(content("essay"), "ข้อความ") is None


def test_words_of_an_essay_are_counted_in_thai_and_in_english() -> None:
    said = check("essay", content("essay")).content
    face = faces.face(faces.Drawn(1, "essay", said, [], Decimal(1), "ข้อมูลเปิด open data"), "th")
    assert 3 <= face.words <= 4
    assert face.limits == {"least_words": 5, "most_words": 200}


# --- a quiz of one choice and one essay ---------------------------------------------------------------------------


@dataclass
class World:
    """A released course with a quiz of a choice and an essay, and those who mark it."""

    page: CoursePage
    test: QuizPage
    place: Place
    first: Person
    second: Person
    third: Person

    def handed_in(self, place: Place | None = None, text: str | None = TEXT) -> Attempt:
        """An attempt with the right choice and this essay, submitted."""
        place = place or self.place
        attempt = started(place, timezone.now())
        given = []
        for row in attempt.questions.select_related("version"):
            answer = text if row.version.kind == "essay" else right(row)
            given.append(Answered(row.position, answer, 1))
        attempting.save(place.person, attempt.public_id, given, timezone.now())
        return attempting.submit(place.person, attempt.public_id, timezone.now())


def world(essays: int = 1, **fields: Any) -> World:
    """The course, in the caller's database; with so many essays."""
    where = category()
    question(where, "single", "หนึ่ง")
    for number in range(essays):
        question(where, "essay", f"ข้อเขียน {number + 1}")
    page = course_tree("essays", modules=0, certificate=True, evidence="person")
    people = [person_in(Role.INSTRUCTOR) for _one in range(3)]
    for one in (page, *page.get_translations()):
        one.teachers.set(people)
        one.save_revision().publish()
    test = quiz(page, where, draw=1 + essays, pass_mark=60, **fields)
    release = released(CoursePage.objects.get(pk=page.pk))
    return World(page, test, learner(release, release.outline.by_key[test.translation_key]), *people)


@pytest.fixture
def one(db: None) -> World:
    return world()


@pytest.fixture
def two(db: None) -> World:
    return world(second_marking="all", second_difference=20)


def judge(person: Person, mark: dict[str, str], role: str = "first", comment: str = "", note: str = "") -> MarkingTask:
    """Claim the next answer and give it that mark."""
    task = claiming.claim_next(person, MarkingTask.objects.all(), timezone.now())
    assert task
    assert task.wants == role
    return judging.judge(person, task.pk, role, Given(mark, comment, note), timezone.now())


def test_an_attempt_with_an_essay_waits_until_a_person_has_marked_it(one: World) -> None:
    attempt = one.handed_in()
    assert (attempt.state, attempt.score, attempt.passed) == (Attempt.State.WAITING, None, None)
    place = place_by_key(one.place.person, one.place.unit.key)
    assert place.verdict.reasons[place.unit.key].code is Code.HANDED_IN
    assert Enrolment.objects.get().state == Enrolment.State.ACTIVE
    assert sheets.result(attempt, "th", timezone.now()).reviews == []
    with pytest.raises(Refusal) as refusal:
        starting.start(place, timezone.now())
    assert refusal.value.code == "waiting_for_marking"
    assert not Certificate.objects.exists()
    assert not list(auditing.faults())
    judge(one.first, {"a": "b", "b": "4"}, comment="ดีมาก", note="ระวัง")
    attempt.refresh_from_db()
    # (1 + 7/10) of 2 points.
    assert (attempt.state, attempt.score, attempt.passed) == (Attempt.State.MARKED, Decimal("85.00"), True)
    progress = UnitProgress.objects.get()
    assert (progress.evidence, progress.handed_in_at) == ("person", None)
    assert progress.completed_at
    assert Certificate.objects.get().facts.evidence == "person"
    events = list(JournalEntry.objects.filter(attempt=attempt).values_list("event", flat=True))
    assert events[-3:] == ["submitted", "judged", "graded"]
    assert not list(auditing.faults())


def test_an_essay_without_an_answer_needs_nobody(one: World) -> None:
    attempt = one.handed_in(text=None)
    assert (attempt.state, attempt.score) == (Attempt.State.MARKED, Decimal("50.00"))
    assert UnitProgress.objects.get().evidence == "server"
    assert not MarkingTask.objects.exists()


def test_a_course_that_demands_marks_of_the_server_gives_no_certificate_for_an_essay(db: None) -> None:
    made = world()
    made.page.evidence = "server"
    made.page.save_revision().publish()
    release = released(CoursePage.objects.get(pk=made.page.pk))
    made.handed_in(learner(release, made.place.unit))
    judge(made.first, FULL)
    assert Enrolment.objects.filter(state=Enrolment.State.COMPLETED).exists()
    assert not Certificate.objects.exists()


def test_the_learner_is_told_once_and_sees_points_criteria_and_comment(one: World) -> None:
    attempt = one.handed_in()
    judge(one.first, {"a": "b", "b": "1.5"}, comment="อ่านบทที่ 2", note="ลับ")
    mail.outbox.clear()
    telling.tell(timezone.now())
    telling.tell(timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [one.place.person.email]
    assert "ตรวจ" in letter.subject
    client = Client()
    client.force_login(one.place.person)
    page = client.get(f"/th/attempts/{attempt.public_id}/result/").content.decode()
    assert "อ่านบทที่ 2" in page
    assert "ลับ" not in page
    assert "เนื้อหา" in page
    body = client.get(f"/api/v1/attempts/{attempt.public_id}/result/").json()
    said = next(row for row in body["questions"] if row["kind"] == "essay")
    assert [(row["points"], row["points_possible"]) for row in said["criteria"]] == [("3", "6"), ("1.5", "4")]
    assert said["comments"] == ["อ่านบทที่ 2"]


def test_while_it_waits_page_and_api_say_so_and_nothing_else(one: World) -> None:
    attempt = one.handed_in()
    client = Client()
    client.force_login(one.place.person)
    page = client.get(f"/en/attempts/{attempt.public_id}/result/").content.decode()
    assert "Handed in" in page
    body = client.get(f"/api/v1/attempts/{attempt.public_id}/result/").json()
    assert (body["state"], body["score"], body["passed"], body["questions"]) == ("waiting", None, None, [])
    assert "Waiting for marking" in client.get("/en/courses/essays/final-test/").content.decode()
    assert "Handed in" in client.get("/en/courses/essays/").content.decode()
    assert client.get("/en/my/").status_code == 200
    client.force_login(one.first)
    quiz_page = QuizPage.objects.get(locale__language_code="th")
    listed = client.get(f"/cms/quizzes/{quiz_page.pk}/attempts/")
    assert listed.context["items"][0].get_state_display().capitalize() in listed.content.decode()


def test_two_marks_that_agree_make_their_middle_and_both_comments_are_shown(two: World) -> None:
    attempt = two.handed_in()
    judge(two.first, {"a": "c", "b": "4"}, comment="หนึ่ง")
    assert not rights.waiting_for(two.first).exists()
    judge(two.second, {"a": "c", "b": "2"}, "second", comment="สอง")
    attempt.refresh_from_db()
    assert attempt.score == Decimal("95.00")
    (said,) = [row for row in sheets.result(attempt, "th", timezone.now()).reviews if row.kind == "essay"]
    assert said.comments == ("หนึ่ง", "สอง")
    assert [row.points for row in said.criteria] == ["6", "3"]


def test_where_two_marks_differ_too_much_a_third_person_decides_alone(two: World) -> None:
    attempt = two.handed_in()
    judge(two.first, {"a": "c", "b": "4"}, comment="หนึ่ง")
    judge(two.second, {"a": "a", "b": "0"}, "second", comment="สอง")
    attempt.refresh_from_db()
    assert attempt.waiting
    for person in (two.first, two.second):
        with pytest.raises(Refusal) as refusal:
            judging.judge(person, MarkingTask.objects.get().pk, "moderator", Given(FULL), timezone.now())
        assert refusal.value.code == "already_marked"
    judge(two.third, {"a": "b", "b": "2"}, "moderator", comment="สาม")
    attempt.refresh_from_db()
    assert attempt.score == Decimal("75.00")
    (said,) = [row for row in sheets.result(attempt, "th", timezone.now()).reviews if row.kind == "essay"]
    assert said.comments == ("สาม",)
    assert not list(auditing.faults())


def test_nobody_marks_their_own_attempt_or_where_they_have_no_part(one: World) -> None:
    stranger, learner_too = person_in(Role.INSTRUCTOR), person_in(Role.ADMINISTRATOR)
    one.handed_in(learner(one.place.release, one.place.unit, learner_too))
    assert not rights.tasks_of(learner_too).exists()
    assert not rights.tasks_of(stranger).exists()
    assert rights.waiting_for(one.first).count() == 1
    for person in (stranger, learner_too):
        assert not claiming.claim(person, MarkingTask.objects.get().pk, timezone.now())
        with pytest.raises(Refusal) as refusal:
            judging.judge(person, MarkingTask.objects.get().pk, "first", Given(FULL), timezone.now())
        assert refusal.value.code == "not_found"
    with pytest.raises(PermissionDenied):
        rights.tasks_of(one.place.person)


def test_who_is_appointed_on_the_quiz_marks_it_and_corrects_nothing(one: World) -> None:
    marker = person_in(Role.REVIEWER)
    one.test.markers.add(marker)
    one.test.save()
    one.handed_in()
    task = judge(marker, FULL)
    with pytest.raises(Refusal) as refusal:
        correcting.correct(marker, task.pk, Given(FULL), "เพราะ", timezone.now())
    assert refusal.value.code == "not_allowed"


def test_a_claim_keeps_others_away_until_it_ends(one: World) -> None:
    one.handed_in()
    now = timezone.now()
    task = claiming.claim_next(one.first, MarkingTask.objects.all(), now)
    assert task
    assert claiming.claim_next(one.second, MarkingTask.objects.all(), now) is None
    with pytest.raises(Refusal) as refusal:
        judging.judge(one.second, task.pk, "first", Given(FULL), now)
    assert refusal.value.code == "claimed"
    assert claiming.claim_next(one.first, MarkingTask.objects.all(), now) == task
    assert claiming.claim(one.second, task.pk, now + claiming.LEASE + timedelta(seconds=1))
    claiming.release(one.second, task.pk)
    assert claiming.claim(one.first, task.pk, now)


def test_a_mark_for_another_role_than_is_asked_for_by_now_is_refused(two: World) -> None:
    two.handed_in()
    judge(two.first, FULL)
    with pytest.raises(Refusal) as refusal:
        judging.judge(two.second, MarkingTask.objects.get().pk, "first", Given(FULL), timezone.now())
    assert refusal.value.code == "already_marked"
    assert Marking.objects.count() == 1


def test_a_correction_changes_the_result_with_its_reason_and_a_pass_stays(one: World) -> None:
    attempt = one.handed_in()
    task = judge(one.first, FULL)
    mail.outbox.clear()
    telling.tell(timezone.now())
    correcting.correct(one.second, task.pk, Given({"a": "a", "b": "0"}, "เปลี่ยน"), "อ่านซ้ำ", timezone.now())
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed, attempt.pass_kept) == (Decimal("60.00"), True, True)
    assert attempt.points == Decimal("1.00")
    entry = JournalEntry.objects.filter(attempt=attempt).order_by("-number")[0]
    assert (entry.event, entry.detail["reason"], entry.by) == ("regraded", "อ่านซ้ำ", one.second)
    telling.tell(timezone.now())
    assert "แก้ไข" in mail.outbox[-1].subject
    assert len(mail.outbox) == 2
    assert not list(auditing.faults())
    with pytest.raises(Refusal) as refusal:
        correcting.correct(one.second, task.pk, Given(FULL), " ", timezone.now())
    assert refusal.value.code == "reason_missing"


def test_a_correction_upwards_completes_the_course(one: World) -> None:
    attempt = one.handed_in()
    task = judge(one.first, {"a": "a", "b": "0"})
    attempt.refresh_from_db()
    assert attempt.passed is False
    correcting.correct(one.first, task.pk, Given(FULL), "อ่านซ้ำ", timezone.now())
    assert Certificate.objects.count() == 1
    assert UnitProgress.objects.get().score == 100


def test_a_mark_changed_behind_the_journal_is_found(one: World) -> None:
    attempt = one.handed_in()
    judge(one.first, {"a": "a", "b": "0"})
    attempt.questions.exclude(share="").update(share="1")
    assert [fault.code for fault in auditing.faults()] == ["mark_changed"]


def regrade(one: World, policy: str) -> Regrade:
    version = MarkingTask.objects.select_related("question__version").first().question.version  # type: ignore[union-attr]
    proposed = deciding.proposed(
        one.place.unit.key, version, policy, by_version=version if policy == "version" else None
    )
    decided = deciding.decide(proposed, by=one.first, reason="ผิด", at=timezone.now())
    while applying.carry_out(decided.pk, timezone.now()):
        pass
    return decided


def test_a_question_that_is_dropped_while_it_waits_leaves_the_queue(one: World) -> None:
    attempt = one.handed_in()
    regrade(one, "drop")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.points_possible) == (Attempt.State.MARKED, 100, 1)
    assert not rights.waiting_for(one.first).exists()
    assert UnitProgress.objects.get().evidence == "server"


def test_what_people_gave_comes_back_when_full_marks_are_taken_back(one: World) -> None:
    attempt = one.handed_in()
    judge(one.first, {"a": "b", "b": "0"})
    regrade(one, "full")
    attempt.refresh_from_db()
    assert attempt.score == 100
    regrade(one, "version")
    attempt.refresh_from_db()
    assert (attempt.score, attempt.points) == (Decimal("65.00"), Decimal("1.30"))
    assert not list(auditing.faults())


def test_marked_points_count_in_the_statistics(one: World) -> None:
    one.handed_in()
    assert report(one.place.unit.key).attempts == 0
    task = judge(one.first, {"a": "b", "b": "0"})
    facility = {item.version.kind: item.facility for item in report(one.place.unit.key).items}
    assert facility == {"single": 1.0, "essay": pytest.approx(0.3)}
    correcting.correct(one.first, task.pk, Given(FULL), "อ่านซ้ำ", timezone.now())
    assert {item.facility for item in report(one.place.unit.key).items} == {1.0}


def test_the_queue_is_counted_by_quiz_by_question_and_by_work(one: World) -> None:
    other = learner(one.place.release, one.place.unit)
    attempts = [one.handed_in(), one.handed_in(other)]
    (line,) = overview.lines(one.first)
    assert (line.total, line.waiting, line.mine, line.title) == (2, 2, 2, "แบบทดสอบหลังเรียน")
    (part,) = overview.questions(one.first, line.unit_key)
    assert (part.total, part.mine) == (2, 2)
    names = {work.title for work in overview.works(one.first, line.unit_key)}
    assert names == {scheme.name_of(attempt.public_id) for attempt in attempts}
    judge(one.first, FULL)
    (line,) = overview.lines(one.first)
    assert (line.done, line.mine) == (1, 1)
    chosen = overview.only(MarkingTask.objects.all(), line.unit_key, f"work-{attempts[0].public_id}")
    assert chosen.count() == 1
    assert not overview.only(MarkingTask.objects.all(), line.unit_key, "work-x").exists()


def test_the_screens_lead_from_one_answer_to_the_next_and_name_nobody(one: World) -> None:
    other = learner(one.place.release, one.place.unit)
    one.handed_in()
    one.handed_in(other)
    client = Client()
    client.force_login(one.first)
    seen = client.get("/cms/marking/").content.decode()
    address = f"/cms/marking/{one.place.unit.key}/"
    assert address in seen
    seen += client.get(address).content.decode()
    way = f"question-{MarkingTask.objects.first().question.version.question_id}"  # type: ignore[union-attr]
    answer = client.post(f"{address}next/", {"way": way}, follow=True)
    seen += answer.content.decode()
    here = answer.redirect_chain[-1][0]
    assert client.post(here, {"role": "first", "criterion-a": "b"}).status_code == 422
    mark = {"role": "first", "criterion-a": "b", "criterion-b": "4", "comment": "ดี"}
    answer = client.post(here, mark, follow=True)
    seen += answer.content.decode()
    there = answer.redirect_chain[-1][0]
    assert there != here
    answer = client.post(there, mark, follow=True)
    assert answer.redirect_chain[-1][0] == address
    seen += answer.content.decode() + client.get(f"{address}done/").content.decode() + client.get(here).content.decode()
    for person in (one.place.person, other.person):
        assert person.email not in seen
        assert person.certificate_name("th") not in seen
    answer = client.post(here, {**mark, "criterion-a": "c", "reason": "อ่านซ้ำ"}, follow=True)
    assert answer.status_code == 200
    assert Marking.objects.filter(role="correction").count() == 1


def test_where_marking_is_not_blind_names_are_shown_and_the_reading_is_logged(db: None) -> None:
    made = world(mark_blind=False)
    made.handed_in()
    client = Client()
    client.force_login(made.first)
    page = client.get(f"/cms/marking/answers/{MarkingTask.objects.get().pk}/").content.decode()
    assert made.place.person.certificate_name("th") in page
    entries = ModelLogEntry.objects.filter(action="courses.read", user=made.first)
    assert [entry.data for entry in entries] == [{"how": "marking"}]


def test_an_empty_queue_says_so(one: World) -> None:
    client = Client()
    client.force_login(one.first)
    assert "ไม่มีคำตอบที่รอตรวจ" in client.get("/cms/marking/").content.decode()
