"""The CMS's side: rosters, lists, the report; who may see whom."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry

from academy.errors import Refusal
from academy.formats import tables
from academy.people.roles import Role
from courses import importing, reporting
from courses.importing import Fate
from courses.models import CoursePage, Enrolment, Evidence, UnitProgress
from courses.overseeing import Scope
from tests.courses.learning.making import NOON, Made, course, enrolled, lesson, quiz
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db
EVERYONE = Scope(everyone=True)
ROSTER = "/cms/learners/courses/data/"


@pytest.fixture
def made() -> Made:
    return course(lesson("one"), quiz(), languages=("th",), certificate=False)


def signed_in(role: Role, *, teaches: bool = True, **fields: object) -> Client:
    client = Client()
    person = person_in(role, preferred_language="en", **fields)
    client.force_login(person)
    if teaches and role is Role.INSTRUCTOR:
        page = CoursePage.objects.get()
        page.teachers.add(person)
        page.save()
    return client


def text(response) -> str:
    assert response.status_code == 200, response.headers
    return response.content.decode()


def logged(action: str) -> int:
    return ModelLogEntry.objects.filter(action=action).count()


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.ADMINISTRATOR])
def test_those_who_teach_see_everyone_and_reading_is_logged_once_an_hour(made: Made, role: Role) -> None:
    enrolled(PersonFactory.create(given_th="มาลี", email="malee@x.example"), made)
    enrolled(PersonFactory.create(email="somsak@x.example"), made, due_on=date(2020, 1, 1))
    client = signed_in(role)
    assert "data th" in text(client.get("/cms/learners/"))
    page = text(client.get(ROSTER))
    assert "malee@x.example" in page
    assert "somsak@x.example" in page
    assert "malee" not in text(client.get(ROSTER, {"q": "somsak"}))
    assert "malee@x.example" in text(client.get(ROSTER, {"q": "มาลี ใจดี"}))
    assert "malee" not in text(client.get(ROSTER, {"state": "overdue", "order": "-due"}))
    text(client.get(ROSTER, {"order": "no such order", "p": "99"}))
    assert logged("courses.read") == 1


def test_others_see_nothing(made: Made) -> None:
    client = signed_in(Role.REVIEWER)
    one = enrolled(PersonFactory.create(), made)
    for path in ("/cms/learners/", "/cms/learners/report/", ROSTER, f"{ROSTER}export/", f"{ROSTER}people/{one.pk}/"):
        assert client.get(path).status_code == 302, path


@pytest.mark.parametrize("way", ["", "export/", "enrol/", "list/", "people/{pk}/", "people/{pk}/withdraw/"])
@pytest.mark.parametrize(
    ("role", "teaches", "looks", "changes"),
    [
        (Role.INSTRUCTOR, True, True, True),
        (Role.INSTRUCTOR, False, False, False),
        (Role.OFFICER, False, True, False),
        (Role.ADMINISTRATOR, False, True, True),
        (Role.REVIEWER, False, False, False),
    ],
)
def test_who_sees_and_who_changes_a_roster(
    made: Made, role: Role, way: str, teaches: bool, looks: bool, changes: bool
) -> None:
    one = enrolled(PersonFactory.create(), made)
    client = signed_in(role, teaches=teaches)
    answer = client.get(f"{ROSTER}{way.format(pk=one.pk)}")
    reads = way in {"", "export/", "people/{pk}/"}
    assert (answer.status_code == 200) is (looks if reads else changes)
    assert ("data th" in client.get("/cms/learners/", follow=True).content.decode()) is looks


def test_an_instructor_sees_no_people_of_other_courses(made: Made) -> None:
    client = signed_in(Role.INSTRUCTOR)
    other = course(slug="other", languages=("th",))
    one = enrolled(PersonFactory.create(email="far@x.example", agency=agency("Far")), other)
    assert client.get("/cms/learners/courses/other/").status_code == 404
    assert client.get(f"/cms/learners/courses/other/people/{one.pk}/").status_code == 404
    assert client.get(f"{ROSTER}people/{one.pk}/").status_code == 404
    assert client.post("/cms/learners/courses/other/enrol/", {"person": one.person_id}).status_code == 404
    report = text(client.get("/cms/learners/report/"))
    assert "Far" not in report
    assert "other th" not in report


def test_whoever_made_a_course_sees_its_people(made: Made) -> None:
    client = signed_in(Role.INSTRUCTOR, teaches=False)
    enrolled(PersonFactory.create(email="malee@x.example"), made)
    CoursePage.objects.update(owner_id=int(client.session["_auth_user_id"]))
    assert "malee@x.example" in text(client.get(ROSTER))


def test_the_history_of_the_course_says_who_did_what_to_whom(made: Made) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    malee = PersonFactory.create(email="malee@x.example", given_th="มาลี", given_en="Malee")
    for name in ("a", "b"):
        PersonFactory.create(email=f"{name}@x.example")
    client.post(f"{ROSTER}enrol/", {"person": malee.pk})
    one = Enrolment.objects.get()
    client.post(f"{ROSTER}people/{one.pk}/withdraw/", {"reason": "ill"})
    client.post(f"{ROSTER}list/", {"text": "a@x.example\nb@x.example", "apply": "1"})
    said = [entry.message for entry in PageLogEntry.objects.filter(action__startswith="courses.").order_by("pk")]
    assert said == [f"Enrolled {malee}", f"Withdrew {malee}", "Enrolled 2 people by list"]
    data = [entry.data for entry in PageLogEntry.objects.filter(action__startswith="courses.")]
    assert "Malee" not in str(data)
    assert "ill" not in str(data)


def test_looking_for_people_is_logged(made: Made) -> None:
    client = signed_in(Role.INSTRUCTOR)
    text(client.get(f"{ROSTER}enrol/"))
    assert logged("courses.read") == 0
    text(client.get(f"{ROSTER}enrol/", {"q": "malee"}))
    assert ModelLogEntry.objects.get(action="courses.read").data == {"how": "search"}


def test_a_manager_sees_their_own_agencies_people_and_changes_nothing(made: Made) -> None:
    ministry = agency("Ministry")
    mine, other = agency("Mine", parent=ministry), agency("Other", parent=ministry)
    below = agency("Below", parent=mine)
    own = enrolled(PersonFactory.create(agency=below, email="own@x.example"), made)
    foreign = enrolled(PersonFactory.create(agency=other, email="foreign@x.example"), made)
    enrolled(PersonFactory.create(email="nowhere@x.example"), made)
    client = signed_in(Role.MANAGER, agency=mine)
    page = text(client.get(ROSTER))
    assert "own@x.example" in page
    assert "foreign@x.example" not in page
    assert "nowhere@x.example" not in page
    assert "own@x.example" in text(client.get(f"{ROSTER}people/{own.pk}/"))
    assert client.get(f"{ROSTER}people/{foreign.pk}/", follow=True).status_code == 404
    exported = b"".join(client.get(f"{ROSTER}export/").streaming_content).decode()
    assert "own@x.example" in exported
    assert "foreign" not in exported
    report = text(client.get("/cms/learners/report/"))
    assert "Below" in report
    assert "Other" not in report
    for path in (f"{ROSTER}enrol/", f"{ROSTER}list/", f"{ROSTER}people/{own.pk}/withdraw/"):
        assert client.get(path).status_code == 302
        assert client.post(path, {"reason": "x"}).status_code == 302
    own.refresh_from_db()
    assert own.state == Enrolment.State.ACTIVE


def test_a_manager_without_an_agency_sees_nobody(made: Made) -> None:
    enrolled(PersonFactory.create(email="somebody@x.example"), made)
    client = signed_in(Role.MANAGER)
    assert client.get(ROSTER).status_code == 404
    assert "somebody" not in text(client.get("/cms/learners/report/"))


def test_an_instructor_enrols_by_search_and_withdraws_with_a_reason(made: Made) -> None:
    person = PersonFactory.create(email="malee@x.example")
    client = signed_in(Role.INSTRUCTOR)
    assert "malee@x.example" in text(client.get(f"{ROSTER}enrol/", {"q": "malee"}))
    client.post(f"{ROSTER}enrol/", {"person": person.pk, "due_on": "2027-01-31"})
    one = Enrolment.objects.get(person=person)
    assert one.due_on == date(2027, 1, 31)
    assert "Not opened yet." in text(client.get(f"{ROSTER}people/{one.pk}/"))
    way = f"{ROSTER}people/{one.pk}/withdraw/"
    assert "This field is required." in text(client.post(way, {"reason": ""}))
    client.post(way, {"reason": "left the agency"})
    one.refresh_from_db()
    assert one.state == Enrolment.State.WITHDRAWN
    assert ModelLogEntry.objects.get(action="courses.withdraw").data == {"reason": "left the agency"}


def test_the_list_is_looked_at_first_and_then_carried_out(made: Made) -> None:
    for name in ("a", "b", "c", "gone"):
        PersonFactory.create(email=f"{name}@x.example", is_active=name != "gone")
    enrolled(importing.Person.objects.get(email="b@x.example"), made)
    words = (
        "E-mail,Due\r\nA@x.example ,31/12/2569\r\n\r\nb@x.example\r\nnobody@x.example\r\na@x.example\r\nno address\r\n"
    )
    words += "c@x.example,tomorrow\r\ngone@x.example\r\n=cmd@x.example,31/2/2569"
    client = signed_in(Role.INSTRUCTOR)
    page = text(client.post(f"{ROSTER}list/", {"text": words}))
    assert "1 person will be enrolled." in page
    assert Enrolment.objects.count() == 1
    page = text(client.post(f"{ROSTER}list/", {"text": words, "apply": "1"}))
    assert "1 person was enrolled." in page
    assert Enrolment.objects.get(person__email="a@x.example").due_on == date(2026, 12, 31)
    assert Enrolment.objects.count() == 2
    looked = importing.look(made.course, words)
    assert looked.numbers[Fate.ALREADY] == 2
    assert [line.number for line in looked.wrong] == [5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    "data",
    [
        "อีเมล;วันครบกำหนด\nmalee@x.example;1/2/2570".encode(),
        "\ufeffวันครบกำหนด,อีเมล\n1.2.2570,malee@x.example".encode(),
        "อีเมล,วันครบกำหนด\nmalee@x.example,2027-02-01".encode("cp874"),
        "อีเมล\tวันครบกำหนด\nmalee@x.example\t1/2/2027".encode("utf-16"),
    ],
)
def test_lists_are_read_however_excel_wrote_them(made: Made, data: bytes) -> None:
    PersonFactory.create(email="malee@x.example")
    (line,) = importing.look(made.course, importing.decoded(data)).lines
    assert (line.fate, line.due_on) == (Fate.NEW, date(2027, 2, 1))


@pytest.mark.parametrize("words", ["", "\n\n", "email,due\n"])
def test_an_empty_list_is_refused(made: Made, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        importing.look(made.course, words)
    assert refused.value.code == "empty_list"


def test_what_is_not_text_and_what_is_too_long_are_refused(made: Made) -> None:
    with pytest.raises(Refusal) as refused:
        importing.decoded(b"PK\x03\x04\x00\x00\xff\xfe\xdb")
    assert refused.value.code == "undecodable"
    with pytest.raises(Refusal) as refused:
        importing.look(made.course, "\n".join(f"p{number}@x.example" for number in range(5001)))
    assert refused.value.code == "long_list"


def test_who_has_not_completed_what_is_required_is_a_wrong_line(made: Made) -> None:
    ai = course(slug="ai", languages=("th",), requires=(made.course.key,))
    done, fresh = PersonFactory.create(email="done@x.example"), PersonFactory.create(email="fresh@x.example")
    enrolled(done, made, state=Enrolment.State.COMPLETED)
    looked = importing.carry_out(ai.course, "done@x.example\nfresh@x.example", by=done, at=NOON)
    assert [line.address for line in looked.wrong] == ["fresh@x.example"]
    assert not Enrolment.objects.filter(person=fresh).exists()


def test_an_export_opens_right_in_excel_and_runs_nothing(made: Made) -> None:
    enrolled(PersonFactory.create(title_en="", given_en="=HYPERLINK(1)", family_en="+x"), made)
    client = signed_in(Role.INSTRUCTOR)
    response = client.get(f"{ROSTER}export/")
    said = b"".join(response.streaming_content)
    assert said.startswith(b"\xef\xbb\xbf")
    assert b"'=HYPERLINK(1)" in said or b"=HYPERLINK" not in said
    assert [tables.cell(value) for value in ("=1", "+1", "-1", "@x", "\tx", Decimal("-1"), None, "ก")] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "-1", "", "ก",
    ]  # fmt: skip
    assert logged("courses.read") == 1


def test_the_report_counts_by_agency_and_course_in_three_queries(made: Made, django_assert_num_queries) -> None:
    ai, first, second = course(slug="ai", languages=("th",)), agency("First"), agency("Second")
    for place in (first, first, second, None):
        enrolled(PersonFactory.create(agency=place), made)
    enrolled(PersonFactory.create(agency=first), made, state="completed", score=Decimal(90))
    enrolled(PersonFactory.create(agency=first), made, state="completed", score=Decimal(80))
    enrolled(PersonFactory.create(agency=first), made, state="withdrawn")
    enrolled(PersonFactory.create(agency=first), ai, due_on=date(2026, 1, 1))
    with django_assert_num_queries(3):
        lines = reporting.completion(EVERYONE, today=date(2026, 1, 2), language="th")
    found = [
        (line.agency.name_en if line.agency else None, line.slug, line.enrolled, line.studying, line.completed,
         line.overdue, line.score)
        for line in lines
    ]  # fmt: skip
    assert found == [
        ("First", "ai", 1, 1, 0, 1, None),
        ("First", "data", 4, 2, 2, 0, Decimal(85)),
        ("Second", "data", 1, 1, 0, 0, None),
        (None, "data", 1, 1, 0, 0, None),
    ]
    whole = reporting.total(lines)
    assert (whole.enrolled, whole.completed, whole.score) == (7, 2, Decimal(85))
    assert lines[1].percent == 50


def test_the_report_is_a_page_and_a_file(made: Made) -> None:
    enrolled(PersonFactory.create(), made)
    client = signed_in(Role.INSTRUCTOR)
    assert "without an agency" in text(client.get("/cms/learners/report/", {"course": "data"}))
    said = b"".join(client.get("/cms/learners/report/", {"export": "csv"}).streaming_content).decode()
    assert "data th,1,1,0,0.0,,0" in said


def test_recomputing_adds_what_is_missing_and_a_dry_run_adds_nothing(made: Made) -> None:
    enrolment = enrolled(PersonFactory.create(), made)
    for unit in made.outline.units:
        UnitProgress.objects.create(
            enrolment=enrolment, unit_key=unit.key, opened_at=NOON, completed_at=NOON, evidence=Evidence.SERVER,
            score=Decimal(90),
        )  # fmt: skip
    out = StringIO()
    call_command("recompute_course", "data", "--dry-run", "--json", stdout=out)
    assert '"completed": 1' in out.getvalue()
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.ACTIVE
    call_command("recompute_course", "data", stdout=out)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.units_done) == (Enrolment.State.COMPLETED, 2)
    UnitProgress.objects.all().delete()
    call_command("recompute_course", "data", stdout=out)
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.COMPLETED
    with pytest.raises(SystemExit) as stopped:
        call_command("recompute_course", "nothing", stderr=out)
    assert stopped.value.code == 1
