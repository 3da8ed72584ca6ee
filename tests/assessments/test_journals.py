"""The journal of an attempt: what it holds, and that nobody changes it unseen."""

import base64
import json
import sys
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from academy.errors import Refusal
from academy.people.roles import Role
from assessments import attempting, auditing, chaining, closing, journalling, retelling, rooting, sealing, timing
from assessments.attempting import Given
from assessments.models import Attempt, AttemptQuestion, JournalEntry, QuizPage
from courses.placing import Place, place_by_key
from tests.factories.assessments import NOON, answer_all, course_with_quiz, learner, started
from tests.factories.people import person_in

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
Event = JournalEntry.Event


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


@pytest.fixture(autouse=True)
def roots(settings: Any, tmp_path: Path) -> Path:
    settings.JOURNAL_ROOTS_DIR = str(tmp_path / "roots")
    return tmp_path / "roots"


@pytest.fixture
def taken(place: Place) -> Attempt:
    """An attempt that was answered in full and submitted."""
    attempt = started(place)
    answer_all(place, attempt, NOON + MINUTE)
    return attempting.submit(place.person, attempt.public_id, NOON + 2 * MINUTE)


def events(attempt: Attempt) -> list[str]:
    return list(attempt.journal.values_list("event", flat=True))


def found() -> set[str]:
    return {fault.code for fault in auditing.faults()}


def build_anew(attempt: Attempt) -> None:
    """What somebody with the database and without the key can do: write every hash again."""
    before = chaining.NOTHING
    for number, entry in enumerate(attempt.journal.order_by("number"), 1):
        by = entry.by_id
        before = chaining.link(before, attempt.public_id, number, entry.event, entry.at, by, entry.detail)
        JournalEntry.objects.filter(pk=entry.pk).update(number=number, hash=before)


def test_a_journal_tells_an_attempt_from_start_to_mark(place: Place, taken: Attempt) -> None:
    assert events(taken) == ["started", "saved", "submitted", "graded"]
    begun, saved, submitted, graded = taken.journal.order_by("number")
    assert len(begun.detail["questions"]) == 4
    assert set(saved.detail["answers"]) == {"1", "2", "3", "4"}
    assert graded.detail == {"points": "4", "points_possible": "4", "score": "100", "passed": True}
    assert (submitted.by, graded.by) == (place.person, None)
    assert graded.signature
    assert found() == set()


def test_the_same_save_again_writes_nothing(place: Place) -> None:
    attempt = started(place)
    given = [Given(1, None, 1)]
    for _time in range(3):
        attempting.save(place.person, attempt.public_id, given, NOON)
    assert events(attempt) == ["started", "saved"]


def test_an_attempt_that_ran_out_says_so_and_by_nobody(place: Place) -> None:
    attempt = started(place)
    closing.close_overdue(NOON + 30 * MINUTE + timing.GRACE + MINUTE)
    assert events(attempt) == ["started", "ran_out", "graded"]
    assert attempt.journal.get(event=Event.RAN_OUT).by is None
    assert found() == set()


def test_another_network_address_is_noted_once(place: Place) -> None:
    attempt = started(place)
    for sequence, address in enumerate(("192.0.2.1", "192.0.2.1", "2001:db8::1"), 1):
        attempting.save(place.person, attempt.public_id, [Given(1, None, sequence)], NOON, address)
    noted = attempt.journal.filter(event=Event.ADDRESS_CHANGED).values_list("detail", flat=True)
    assert list(noted) == [{"from": None, "to": "192.0.2.1"}, {"from": "192.0.2.1", "to": "2001:db8::1"}]


def test_marking_again_is_written_and_signed(place: Place, taken: Attempt) -> None:
    taken.score = taken.points = taken.points * 0
    taken.save()
    by = place.person
    journalling.write(taken, Event.REGRADED, at=NOON + 9 * MINUTE, by=by, detail={"why": "The key was wrong."})
    last = taken.journal.order_by("number").last()
    assert last
    assert (last.detail["score"], last.detail["why"], bool(last.signature)) == ("0", "The key was wrong.", True)
    assert found() == set()


def test_a_long_answer_stands_there_as_its_hash() -> None:
    assert chaining.answer("a" * 10) == "a" * 10
    assert set(chaining.answer("ก" * 500)) == {"sha256"}


def test_attempts_from_before_there_were_journals_are_carried_over(place: Place, taken: Attempt) -> None:
    started(place_by_key(learner(place.release, place.unit).person, place.unit.key))
    JournalEntry.objects.all().delete()
    disk = MigrationLoader(connection).disk_migrations
    rows = next(one for (app, name), one in disk.items() if app == "assessments" and name.endswith("_exams_rows"))
    for _time in range(2):
        sys.modules[type(rows).__module__].carry(apps, None)
    assert list(JournalEntry.objects.values_list("event", flat=True)) == ["carried", "carried"]
    assert found() == {"unproved"}
    rooting.write_root(NOON.date(), NOON)
    assert found() == set()
    Attempt.objects.filter(pk=taken.pk).update(score=1)
    assert found() == {"result_changed"}


# --- what somebody could do in the database ------------------------------------------------------------------------
def test_an_edited_entry_is_found(taken: Attempt) -> None:
    JournalEntry.objects.filter(event=Event.SAVED).update(detail={"answers": {}})
    assert "edited" in found()


def test_an_edited_answer_is_found(taken: Attempt) -> None:
    AttemptQuestion.objects.filter(position=1).update(answer=None)
    assert found() == {"answer_changed"}


@pytest.mark.parametrize("change", [{"score": 12}, {"passed": False}, {"points": 1}, {"state": "open"}])
def test_an_edited_result_is_found(taken: Attempt, change: dict[str, Any]) -> None:
    Attempt.objects.update(**change)
    assert found() == {"result_changed"}


def test_a_deadline_moved_by_hand_is_found(taken: Attempt) -> None:
    Attempt.objects.update(deadline=NOON + timedelta(days=1))
    assert found() == {"deadline_changed"}


def test_a_question_drawn_by_hand_is_found(taken: Attempt) -> None:
    AttemptQuestion.objects.filter(position=1).update(choice_order=["b", "a"])
    assert "draw_changed" in found()


def test_an_entry_taken_from_the_middle_is_found(taken: Attempt) -> None:
    JournalEntry.objects.filter(event=Event.SAVED).delete()
    assert found() == {"gap"}


def test_a_cut_tail_of_a_marked_attempt_is_found(taken: Attempt) -> None:
    JournalEntry.objects.filter(event=Event.GRADED).delete()
    assert "tail_cut" in found()


def test_a_cut_tail_of_an_open_attempt_is_found_by_the_root(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    rooting.write_root(NOON.date(), NOON + MINUTE)
    JournalEntry.objects.filter(event=Event.SAVED).delete()
    AttemptQuestion.objects.update(answer=None, sequence=0)
    assert found() == {"tail_cut"}


def test_a_deleted_attempt_is_found_by_the_root(taken: Attempt) -> None:
    rooting.write_root(NOON.date(), NOON)
    JournalEntry.objects.all().delete()
    Attempt.objects.all().delete()
    assert found() == {"deleted"}


def test_an_earlier_try_that_was_deleted_is_found_without_a_root(place: Place) -> None:
    first = attempting.submit(place.person, started(place).public_id, NOON)
    started(place_by_key(place.person, place.unit.key))
    JournalEntry.objects.filter(attempt=first).delete()
    Attempt.objects.filter(pk=first.pk).delete()
    assert found() == {"deleted"}


def test_a_chain_built_anew_is_found_by_the_signature(taken: Attempt) -> None:
    JournalEntry.objects.filter(event=Event.SAVED).update(at=NOON)
    build_anew(taken)
    assert found() == {"rebuilt"}


def test_a_chain_built_anew_without_signatures_is_found(taken: Attempt) -> None:
    JournalEntry.objects.filter(event=Event.SAVED).update(at=NOON)
    JournalEntry.objects.update(signature="")
    build_anew(taken)
    assert found() == {"unproved"}


def test_a_chain_built_anew_and_signed_by_another_key_is_found(taken: Attempt) -> None:
    JournalEntry.objects.filter(event=Event.SAVED).update(at=NOON)
    build_anew(taken)
    graded = JournalEntry.objects.get(event=Event.GRADED)
    forged = base64.b64encode(Ed25519PrivateKey.generate().sign(graded.hash.encode())).decode()
    JournalEntry.objects.filter(pk=graded.pk).update(signature=f"{graded.signature.partition(':')[0]}:{forged}")
    assert found() == {"rebuilt"}


def test_a_chain_built_anew_is_found_by_the_root_before_it_is_signed(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    rooting.write_root(NOON.date(), NOON)
    JournalEntry.objects.filter(event=Event.SAVED).update(at=NOON - MINUTE)
    build_anew(attempt)
    assert found() == {"rebuilt"}


# --- the roots ----------------------------------------------------------------------------------------------------
def test_a_day_has_one_root_over_the_journals_that_grew(place: Place, taken: Attempt, roots: Path) -> None:
    day = NOON + timedelta(days=1)
    first = rooting.root_of_yesterday(day)
    assert first == roots / f"{NOON.date()}.json"
    assert rooting.root_of_yesterday(day) is None
    heads = json.loads(first.read_bytes())["heads"]
    assert heads == [[str(taken.public_id), 4, taken.journal.get(number=4).hash]]
    assert found() == set()


def test_an_edited_root_is_found(taken: Attempt, roots: Path) -> None:
    file = rooting.write_root(NOON.date(), NOON)
    assert file
    file.write_bytes(file.read_bytes().replace(b'"heads":[[', b'"heads":[["x",1,"y"],['))
    assert found() == {"root_changed", "deleted"}


def test_a_root_made_anew_without_the_key_is_found(taken: Attempt, roots: Path) -> None:
    file = rooting.write_root(NOON.date(), NOON)
    assert file
    root = json.loads(file.read_bytes())
    root["heads"] = []
    root["root"] = chaining.digest({name: root[name] for name in root if name not in {"root", "signature"}})
    file.write_bytes(chaining.canonical(root))
    assert found() == {"root_unsigned"}


def test_a_root_taken_away_from_between_is_found(taken: Attempt, roots: Path) -> None:
    for day in range(3):
        rooting.write_root(NOON.date() + timedelta(days=day), NOON + timedelta(days=day))
    sorted(roots.glob("*.json"))[1].unlink()
    assert found() == {"root_missing"}


# --- keys and commands --------------------------------------------------------------------------------------------
def test_without_a_key_an_exam_is_marked_and_the_next_root_proves_it(
    place: Place, settings: Any, tmp_path: Path
) -> None:
    key, settings.JOURNAL_KEY = settings.JOURNAL_KEY, str(tmp_path / "none.key")
    attempt = started(place)
    assert attempting.submit(place.person, attempt.public_id, NOON).state == "marked"
    settings.JOURNAL_KEY = key
    assert found() == {"unproved"}
    rooting.write_root(NOON.date(), NOON)
    assert found() == set()


def test_after_a_change_of_keys_the_earlier_public_key_still_verifies(
    taken: Attempt, settings: Any, tmp_path: Path
) -> None:
    earlier = Path(f"{settings.JOURNAL_KEY}.pub")
    settings.JOURNAL_KEY = str(tmp_path / "new.key")
    sealing.create_key(Path(settings.JOURNAL_KEY))
    assert found() == {"rebuilt"}
    assert list(auditing.faults([earlier])) == []


def test_a_key_is_for_its_owner_alone_and_never_overwritten(settings: Any, tmp_path: Path) -> None:
    settings.JOURNAL_KEY = str(tmp_path / "keys" / "journal.key")
    call_command("create_journal_key", stdout=StringIO())
    made = Path(settings.JOURNAL_KEY).read_bytes()
    assert Path(settings.JOURNAL_KEY).stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError):
        call_command("create_journal_key", stdout=StringIO())
    with pytest.raises(Refusal, match=r"^key_exists$"):
        sealing.create_key(Path(settings.JOURNAL_KEY))
    assert Path(settings.JOURNAL_KEY).read_bytes() == made


def test_the_command_says_what_is_wrong_and_exits_by_it(taken: Attempt) -> None:
    said = StringIO()
    call_command("verify_journals", "--json", stdout=said)
    assert json.loads(said.getvalue()) == {"status": "sound", "attempts": 1, "entries": 4, "faults": []}
    Attempt.objects.update(score=1)
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_journals", stdout=said)
    assert ended.value.code == 1
    assert said.getvalue().splitlines() == [f"result_changed {taken.public_id}", "1 faults: 1 attempts, 4 entries"]


# --- the screen -----------------------------------------------------------------------------------------------------
def test_the_journal_of_one_attempt_is_told_in_words_with_its_proof_and_reading_it_is_logged(
    taken: Attempt, place: Place, client: Client
) -> None:
    page = QuizPage.objects.filter(translation_key=place.unit.key, locale__language_code="th").get()
    administrator = person_in(Role.ADMINISTRATOR)
    client.force_login(administrator)
    listed = client.get(reverse("assessments_attempts", args=[page.pk]), {"q": place.person.email}).content.decode()
    address = reverse("assessments_attempt_journal", args=[page.pk, taken.public_id])
    assert address in listed
    assert address not in client.get(reverse("assessments_attempts", args=[page.pk]), {"q": "nobody"}).content.decode()
    shown = client.get(address).content.decode()
    for words in ("บันทึกสมบูรณ์", "บันทึกคำตอบ", "4 ข้อ", "ลงนามแล้ว", "จะอยู่ในรากประจำวันถัดไป"):
        assert words in shown, words
    rooting.write_root(date(2026, 11, 22), NOON + 12 * 60 * MINUTE)
    assert "อยู่ในรากประจำวันที่ 22 พฤศจิกายน 2569" in client.get(address).content.decode()
    read = PageLogEntry.objects.filter(action="assessments.read_journal", user=administrator)
    assert {entry.data["attempt"] for entry in read} == {str(taken.public_id)}
    AttemptQuestion.objects.filter(attempt=taken, position=1).update(answer=None)
    assert "คำตอบในตารางไม่ตรงกับบันทึกการสอบ" in client.get(address).content.decode()
    build_anew(taken)
    JournalEntry.objects.filter(attempt=taken, number=2).delete()
    assert "มีรายการที่หายไป" in client.get(address).content.decode()
    other, unit = course_with_quiz(slug="elsewhere")
    elsewhere = started(learner(other, unit))
    assert client.get(reverse("assessments_attempt_journal", args=[page.pk, elsewhere.public_id])).status_code == 404


def test_every_event_and_fault_of_an_attempt_has_its_words(taken: Attempt) -> None:
    inside = {"edited", "gap", "rebuilt", "unproved", "tail_cut", "root_changed", "root_unsigned"}
    against_rows = {f"{what}_changed" for what in ("answer", "mark", "result", "deadline", "draw")}
    assert set(retelling.FAULTS) == inside | against_rows
    started_again = chaining.plain(journalling.beginning(taken, taken.questions.all()))
    details: dict[str, dict[str, Any]] = {
        Event.STARTED: started_again,
        Event.CARRIED: {**started_again, "answers": {"1": [1, {"sha256": "0"}], "2": [1, None]}},
        Event.SAVED: {"answers": {"1": [1, None]}},
        Event.MOVED: {"page": 2},
        Event.FOCUS_LOST: {"seconds": 3},
        Event.ADDRESS_CHANGED: {"from": None, "to": "203.0.113.7"},
        Event.DEADLINE_CHANGED: {"from": None, "to": journalling.moment(NOON)},
        Event.SUBMITTED: {},
        Event.RAN_OUT: {},
        Event.JUDGED: {"question": 1, "role": "second", "mark": "1.5", "share": "1/3"},
        Event.GRADED: {},
        Event.REGRADED: {"why": "wrong key"},
    }
    assert set(details) == set(Event)
    for event, detail in details.items():
        journalling.write(taken, event, at=NOON, by=None, detail=detail)
    told = [" ".join(line.said) for line in retelling.tell(taken).lines[-len(details) :]]
    for words in ("ลายนิ้วมือ", "หน้า 2", "3 วินาที", "203.0.113.7", "22 พฤศจิกายน 2569", "33.33", "wrong key"):
        assert any(words in line for line in told), words
