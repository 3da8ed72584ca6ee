"""Files handed in: by what is in them, bounded, bound to their question, given to nobody else, and swept."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.errors import Refusal
from academy.people.roles import Role
from assessments import attaching, attempting, auditing, kinds
from assessments.attempting import Given as Answered
from assessments.checking import check
from assessments.handmarking import claiming, judging
from assessments.handmarking.judging import Given
from assessments.kinds import WrongTypeError, filetypes
from assessments.models import AnswerFile, Attempt, JournalEntry, MarkingTask
from assessments.models.files import store
from assessments.views import files as doors
from courses.models import CoursePage
from courses.placing import Place
from tests.factories.assessments import content, course_with_quiz, learner, started
from tests.factories.people import person_in

PDF = b"%PDF-1.7\nwork"


def package(*names: str, mimetype: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


# --- pure --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("ข้อความ\nหนึ่ง,สอง\n".encode(), "txt"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ""),
        (package("anything.txt"), ""),
        (b"PK\x03\x04 no package", ""),
        (b"MZ\x90\x00\x03", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_is_in_it(data: bytes, kind: str) -> None:
    assert filetypes.sniffed(io.BytesIO(data)) == kind


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reading_of_types_fail(data: bytes) -> None:
    assert filetypes.sniffed(io.BytesIO(b"PK\x03\x04" + data)) in {"", *filetypes.TYPES}
    assert filetypes.sniffed(io.BytesIO(data)) in {"", *filetypes.TYPES}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80), st.integers(1, 7))
def test_a_text_is_one_wherever_its_pieces_end(text: str, piece: int) -> None:
    patch = pytest.MonkeyPatch()
    with patch.context() as small:
        small.setattr(filetypes, "PIECE", piece)
        found = filetypes.sniffed(io.BytesIO(text.encode()))
    assert found == ("pdf" if text.startswith("%PDF-") else "txt")


def test_sound_content_is_kept_and_faults_are_named() -> None:
    checked = check("upload", content("upload"))
    assert not checked.faults
    assert check("upload", checked.content).content == checked.content
    wrong = content("upload") | {"types": ["exe"], "most_files": 9, "most_megabytes": "many"}
    assert check("upload", wrong).faults == {
        "types": "no_type", "most_files": "not_whole", "most_megabytes": "not_whole",
    }  # fmt: skip
    with pytest.raises(WrongTypeError):
        kinds.of("upload").stored([], [])


# --- an attempt with one question that takes files ------------------------------------------------------------------


@pytest.fixture
def place(db: None) -> Place:
    return learner(*course_with_quiz(questions=1, of=["upload"], draw=1, pass_mark=50))


@pytest.fixture
def attempt(place: Place) -> Attempt:
    return started(place, timezone.now())


def sent(data: bytes = PDF, name: str = "งาน.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def attach(place: Place, attempt: Attempt, data: bytes = PDF, name: str = "งาน.pdf") -> AnswerFile:
    return attaching.attach(place.person, attempt.public_id, 1, sent(data, name), timezone.now())


def refused(deed: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refusal:
        deed()
    return refusal.value.code


def test_a_file_becomes_the_answer_with_its_hash_in_the_journal(place: Place, attempt: Attempt) -> None:
    made = attach(place, attempt)
    row = attempt.questions.get()
    assert row.answer == [{"id": str(made.key), "name": "งาน.pdf", "sha256": made.sha256, "size": len(PDF)}]
    entry = JournalEntry.objects.filter(attempt=attempt).order_by("-number")[0]
    assert (entry.event, entry.detail["files"]) == ("saved", [made.sha256])
    assert "งาน" not in made.file.name
    assert str(settings.STORAGES["answers"]["OPTIONS"]["location"]) in made.file.path
    assert str(settings.MEDIA_ROOT) not in made.file.path
    attaching.remove(place.person, attempt.public_id, made.key, timezone.now())
    assert attempt.questions.get().answer is None
    assert not list(auditing.faults())


def test_what_is_not_allowed_is_refused_and_leaves_nothing_behind(place: Place, attempt: Attempt) -> None:
    assert refused(lambda: attach(place, attempt, b"MZ\x90", "งาน.pdf")) == "wrong_file_type"
    assert refused(lambda: attach(place, attempt, b"")) == "empty_file"
    assert refused(lambda: attach(place, attempt, PDF + b"x" * 1024 * 1024)) == "too_large"
    attach(place, attempt, name="../../etc/passwd\x00\u202e")
    attach(place, attempt, "ข้อความ".encode(), "b.txt")
    before = stored()
    assert refused(lambda: attach(place, attempt)) == "too_many_files"
    assert {one.name for one in AnswerFile.objects.all()} == {"passwd", "b.txt"}
    assert stored() == before
    other = learner(place.release, place.unit)
    assert refused(lambda: attach(other, attempt)) == "not_found"
    strange = Answered(1, None, 9)
    assert refused(
        lambda: attempting.save(place.person, attempt.public_id, [strange], timezone.now())
    ) == "wrong_type"  # fmt: skip
    attempting.submit(place.person, attempt.public_id, timezone.now())
    key = AnswerFile.objects.all()[0].key
    assert refused(lambda: attaching.remove(place.person, attempt.public_id, key, timezone.now())) == "attempt_closed"
    assert refused(lambda: attach(place, attempt)) == "attempt_closed"


def test_one_person_has_only_so_much_room(place: Place, attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_OF_A_PERSON", len(PDF))
    attach(place, attempt)
    assert refused(lambda: attach(place, attempt)) == "no_room_left"


def stored() -> set[str]:
    return {f"{folder}/{name}" for folder in store().listdir("")[0] for name in store().listdir(folder)[1]}


def test_what_no_answer_names_is_swept_after_a_day(place: Place, attempt: Attempt) -> None:
    kept, gone = attach(place, attempt), attach(place, attempt, PDF + b"2")
    orphan = store().save("zz/orphan", sent())
    attaching.remove(place.person, attempt.public_id, gone.key, timezone.now())
    attaching.sweep(timezone.now())
    assert {kept.file.name, gone.file.name, orphan} <= stored()
    attaching.sweep(timezone.now() + timedelta(days=2))
    assert kept.file.name in stored()
    assert not {gone.file.name, orphan} & stored()
    assert not list(auditing.faults())


def test_the_form_hands_in_takes_off_and_says_what_is_wrong_without_a_script(place: Place, attempt: Attempt) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.person)
    address = f"/th/attempts/{attempt.public_id}/"
    page = client.get(address).content.decode()
    assert 'enctype="multipart/form-data"' in page
    form = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "page": "1"}
    assert client.post(f"{address}save/", {"page": "1", "go": "attach-1", "q1-files": sent()}).status_code == 403
    wrong = client.post(f"{address}save/", form | {"go": "attach-1", "q1-files": sent(b"MZ\x90", "virus.pdf")})
    assert wrong.status_code == 422
    assert "virus.pdf: ไฟล์นี้ไม่ใช่ชนิดที่ส่งได้" in wrong.content.decode()
    handed = client.post(f"{address}save/", form | {"go": "attach-1", "q1-files": sent()})
    assert handed["Location"] == f"{address}?page=1#q1"
    # The other buttons leave what was handed in as it is.
    client.post(f"{address}save/", form | {"go": "stay"})
    made = AnswerFile.objects.get()
    assert "งาน.pdf" in client.get(address).content.decode()
    client.post(f"{address}save/", form | {"go": f"drop-{made.key}"})
    assert attempt.questions.get().answer is None
    # A file that was chosen, and not handed in, goes with the end.
    client.post(f"{address}save/", form | {"page": "review", "go": "submit", "q1-files": sent()})
    attempt.refresh_from_db()
    assert attempt.waiting
    assert len(attempt.questions.get().answer) == 1


def test_more_bytes_than_any_question_takes_are_not_read(
    place: Place, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "MOST", 10)
    client = Client()
    client.force_login(place.person)
    answer = client.post(f"/th/attempts/{attempt.public_id}/save/", {"page": "1", "go": "attach-1", "q1-files": sent()})
    assert answer.status_code == 422
    body = {"question": "1", "file": sent()}
    answer = client.post(f"/api/v1/attempts/{attempt.public_id}/files/", body)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not AnswerFile.objects.exists()


def test_the_api_hands_in_gives_back_and_takes_off(place: Place, attempt: Attempt) -> None:
    client = Client()
    client.force_login(place.person)
    address = f"/api/v1/attempts/{attempt.public_id}/files/"
    made = client.post(address, {"question": "1", "file": sent()})
    assert made.status_code == 201
    (question,) = client.get(f"/api/v1/attempts/{attempt.public_id}/").json()["questions"]
    assert question["answer"] == [{name: made.json()[name] for name in ("id", "name", "size")}]
    assert question["limits"] == {"types": ["pdf", "txt"], "most_files": 2, "most_megabytes": 1}
    back = client.get(f"{address}{made.json()['id']}/")
    assert b"".join(back.streaming_content) == PDF  # type: ignore[attr-defined]  # a FileResponse
    for opened in back._resource_closers:
        opened()
    for body, code in (
        ({"question": "0", "file": sent()}, 400),
        ({"question": "1"}, 400),
        ({"question": "2", "file": sent()}, 422),
    ):
        assert client.post(address, body).status_code == code
    assert client.post(address, {"question": 1}, content_type="application/json").status_code == 415
    assert client.delete(f"{address}{uuid4()}/").status_code == 404
    assert client.delete(f"{address}{made.json()['id']}/").status_code == 204
    assert client.get(f"{address}{made.json()['id']}/").status_code == 404


def test_a_file_goes_to_its_owner_and_to_markers_alone_and_is_never_opened(place: Place, attempt: Attempt) -> None:
    made = attach(place, attempt, b"%PDF-1.7 <script>", "ชื่อ นามสกุล.pdf")
    attempting.submit(place.person, attempt.public_id, timezone.now())
    marker, stranger = person_in(Role.INSTRUCTOR), person_in(Role.INSTRUCTOR)
    page = CoursePage.objects.filter(translation_key=place.course.key).order_by("pk")[0]
    page.teachers.add(marker)
    page.save()
    task = MarkingTask.objects.get()
    own, desk = (
        f"/th/attempts/{attempt.public_id}/files/{made.key}/",
        f"/cms/marking/answers/{task.pk}/files/{made.key}/",
    )
    for person, address, status in (
        (place.person, own, 200), (stranger, own, 404), (marker, own, 404), (marker, desk, 200), (stranger, desk, 404),
        (marker, desk.replace(str(made.key), str(uuid4())), 404),
    ):  # fmt: skip
        client = Client()
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
        if status == 200:
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Content-Type"] == "application/octet-stream"
            assert "sandbox" in answer["Content-Security-Policy"]
            # Closing the answer as a server does would close the test's own database.
            for opened in answer._resource_closers:
                opened()
        if address == desk and status == 200:
            assert "%E0%B8%8A" not in answer["Content-Disposition"]
            assert made.name not in client.get(f"/cms/marking/answers/{task.pk}/").content.decode()
    assert claiming.claim(marker, task.pk, timezone.now())
    judging.judge(marker, task.pk, "first", Given({"whole": "0.75"}), timezone.now())
    attempt.refresh_from_db()
    assert attempt.score == 75
