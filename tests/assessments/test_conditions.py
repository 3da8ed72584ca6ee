"""Live conditions: opening, closing, password, networks, waiting, exceptions; and who may set them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from academy.errors import Refusal
from academy.people import organising
from academy.people.models import Agency, Person
from academy.people.roles import Role
from assessments import attempting, auditing, closing, conditioning, sheets, starting, terms
from assessments.attempting import Given
from assessments.models import Attempt, Conditions, Override
from courses import gathering
from courses.models import Cohort, CoursePage, Enrolment
from courses.placing import Place, place_by_key
from tests.factories.assessments import NOON, answer_all, course_with_quiz, learner, started
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db
MINUTE, TICK = timedelta(minutes=1), timedelta(microseconds=1)


@pytest.fixture
def place() -> Place:
    return learner(*course_with_quiz())


def setting(place: Place, at: Any = NOON, **values: Any) -> Conditions:
    conditions = conditioning.conditions_of(place.unit.key)
    for name, value in values.items():
        setattr(conditions, name, value)
    conditioning.keep(conditions, by=place.person, at=at)
    return conditions


def excepting(place: Place, at: Any = NOON, **values: Any) -> Override:
    override = Override(conditions=conditioning.conditions_of(place.unit.key), reason="ill", **values)
    conditioning.keep_override(override, by=place.person, at=at)
    return override


def again(place: Place) -> Place:
    return place_by_key(place.person, place.unit.key)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=f"^{code}$")


# --- beginning ----------------------------------------------------------------------------------------------------
def test_before_it_opens_nobody_begins_and_is_told_when(place: Place) -> None:
    setting(place, opens_at=NOON)
    with refused("not_open_yet") as no:
        started(place, NOON - TICK)
    assert "22 พฤศจิกายน 2569" in str(no.value.detail)
    assert started(place, NOON).open


def test_from_its_closing_nobody_begins(place: Place) -> None:
    setting(place, closes_at=NOON)
    with refused("closed"):
        started(place, NOON)
    assert started(place, NOON - TICK).deadline == NOON


@pytest.mark.parametrize(("typed", "opens"), [("", False), ("rong", False), ("มะลิ 7", True), (" มะลิ 7 ", True)])
def test_a_password_is_asked_once(place: Place, typed: str, opens: bool) -> None:
    setting(place, password="มะลิ 7")
    if not opens:
        with refused("wrong_password"):
            starting.start(place, NOON, password=typed)
        return
    attempt = starting.start(place, NOON, password=typed)
    assert starting.start(place, NOON + MINUTE).pk == attempt.pk


@pytest.mark.parametrize(
    ("address", "admitted"),
    [
        ("203.0.113.7", True),
        ("::ffff:203.0.113.7", True),
        ("203.0.114.7", False),
        ("2001:db8::1", True),
        ("2001:db9::1", False),
        (None, False),
        ("", False),
    ],
)
def test_networks_hold_for_starting_looking_and_saving(place: Place, address: str | None, admitted: bool) -> None:
    setting(place, networks="203.0.113.0/24\n2001:db8::/32")
    attempt = starting.start(place, NOON, address="203.0.113.1")
    person, given = place.person, [Given(1, None, 1)]
    for deed in (
        lambda: starting.start(again(place), NOON, address=address),
        lambda: attempting.enter(person, attempt.public_id, NOON, address),
        lambda: attempting.save(person, attempt.public_id, given, NOON, address),
    ):
        if admitted:
            deed()
        else:
            with refused("address_not_allowed"):
                deed()
    assert attempting.submit(person, attempt.public_id, NOON).state == "marked"


def test_a_result_is_read_from_anywhere(place: Place) -> None:
    setting(place, networks="203.0.113.0/24")
    attempt = starting.start(place, NOON, address="203.0.113.1")
    attempting.submit(place.person, attempt.public_id, NOON)
    assert not attempting.enter(place.person, attempt.public_id, NOON, "198.51.100.1").open


def test_between_attempts_one_waits(place: Place) -> None:
    setting(place, wait_minutes=60)
    attempting.submit(place.person, started(place).public_id, NOON + MINUTE)
    with refused("too_soon") as no:
        started(again(place), NOON + 61 * MINUTE - TICK)
    assert no.value.fields["at"] == (NOON + 61 * MINUTE).isoformat()
    assert started(again(place), NOON + 61 * MINUTE).number == 2


# --- exceptions ---------------------------------------------------------------------------------------------------
def test_the_nearest_exception_counts_field_by_field(place: Place) -> None:
    ministry = agency("Ministry", kind="ministry")
    department = agency("Department", ministry)
    place.person.agency = department
    place.person.save()
    excepting(place, agency=ministry, minutes=40, attempts=5)
    excepting(place, agency=department, minutes=50)
    excepting(place, agency=agency("Elsewhere", kind="ministry"), minutes=90)
    times = terms.of(place.person, place.unit.key, place.unit.blueprint).times
    assert (times.minutes, times.attempts) == (50, 5)
    excepting(place, person=place.person, minutes=60)
    excepting(place, person=PersonFactory.create(), minutes=70, attempts=9)
    found = terms.of(place.person, place.unit.key, place.unit.blueprint)
    assert (found.times.minutes, found.times.attempts, found.different) == (60, 5, True)
    stranger = terms.of(PersonFactory.create(), place.unit.key, place.unit.blueprint)
    assert (stranger.times.minutes, stranger.different) == (30, False)


def test_more_attempts_for_one_person_are_theirs_alone(place: Place) -> None:
    other = learner(place.release, place.unit)
    for one in (place, other):
        for _number in range(3):
            last = attempting.submit(one.person, started(again(one)).public_id, NOON)
    excepting(place, person=place.person, attempts=4)
    assert started(again(place)).number == 4
    with refused("attempts_used_up"):
        started(again(other))
    assert sheets.result(last, "th", NOON).attempts_left == 0


def test_who_sat_later_keeps_the_answers_from_the_rest_until_they_are_done(place: Place) -> None:
    setting(place, closes_at=NOON)
    assert terms.of(place.person, place.unit.key, place.unit.blueprint).all_closed_at == NOON
    excepting(place, person=PersonFactory.create(), closes_at=NOON + 60 * MINUTE)
    assert terms.of(place.person, place.unit.key, place.unit.blueprint).all_closed_at == NOON + 60 * MINUTE


# --- running attempts ---------------------------------------------------------------------------------------------
def test_a_change_holds_at_once_for_whoever_sits_there_and_is_journalled(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    setting(place, closes_at=NOON + 10 * MINUTE, grace=60)
    attempt.refresh_from_db()
    assert (attempt.deadline, attempt.grace) == (NOON + 10 * MINUTE, 60)
    excepting(place, person=place.person, closes_at=NOON + 50 * MINUTE, minutes=45)
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + 45 * MINUTE
    conditioning.remove_override(Override.objects.get(), by=place.person, at=NOON)
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + 10 * MINUTE
    assert list(attempt.journal.values_list("event", flat=True)) == ["started", "saved", *["deadline_changed"] * 3]
    assert list(auditing.faults()) == []


def test_closing_now_leaves_the_grace_and_keeps_what_was_saved(place: Place) -> None:
    attempt = started(place)
    answer_all(place, attempt)
    setting(place, NOON + 9 * MINUTE, closes_at=NOON + 5 * MINUTE)
    answer_all(place, attempt, NOON + 9 * MINUTE)
    late = NOON + 9 * MINUTE + timedelta(seconds=5) + TICK
    with refused("deadline_passed"):
        answer_all(place, attempt, late)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at, attempt.score) == ("marked", NOON + 9 * MINUTE, 100)


def test_an_attempt_begun_while_the_conditions_changed_is_settled_by_the_sweep(place: Place) -> None:
    attempt = started(place)
    setting(place, closes_at=NOON + 10 * MINUTE)
    # As if it had begun under the conditions from before, in the same moment.
    Attempt.objects.update(deadline=NOON + 30 * MINUTE)
    closing.close_overdue(NOON + MINUTE)
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + 10 * MINUTE


def test_who_changes_cohort_or_agency_meanwhile_has_its_end_from_the_next_sweep_on(
    place: Place, django_assert_num_queries: Any
) -> None:
    above, stays = agency("Ministry", kind="ministry"), learner(place.release, place.unit)
    division = agency("Division", kind="division")
    cohort = Cohort.objects.create(course=place.course, name_th="รุ่นที่ 1", name_en="Run 1")
    excepting(place, agency=above, minutes=40)
    excepting(place, cohort=cohort, minutes=50)
    attempt, other = started(place), started(stays)

    def ends(minutes: int) -> None:
        # So late that the conditions themselves are not looked at again.
        closing.close_overdue(NOON + 6 * MINUTE)
        for one in (attempt, other):
            one.refresh_from_db()
        assert (attempt.deadline, other.deadline) == (NOON + minutes * MINUTE, NOON + 30 * MINUTE)

    Person.objects.filter(pk=place.person.pk).update(agency=division)
    ends(30)
    organising.place(division, above)
    ends(40)
    gathering.gather(cohort, [place.person.email])
    ends(50)
    gathering.dismiss(place.enrolment)
    ends(40)
    Person.objects.filter(pk=place.person.pk).update(agency=None)
    ends(30)
    with django_assert_num_queries(3):
        assert conditioning.settle_moved(NOON + 6 * MINUTE) == 0
    assert [*attempt.journal.values_list("event", flat=True)] == ["started", *["deadline_changed"] * 4]
    assert other.journal.count() == 1
    assert list(auditing.faults()) == []


def test_who_leaves_a_longer_time_when_it_is_over_keeps_the_grace(place: Place) -> None:
    cohort = Cohort.objects.create(course=place.course, name_th="รุ่นที่ 1", name_en="Run 1")
    excepting(place, cohort=cohort, minutes=50)
    gathering.gather(cohort, [place.person.email])
    attempt = started(again(place))
    gathering.dismiss(place.enrolment)
    assert closing.close_overdue(NOON + 35 * MINUTE) == 0
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + 35 * MINUTE
    assert closing.close_overdue(NOON + 36 * MINUTE) == 1


def test_the_quizzes_own_grace_counts(place: Place) -> None:
    setting(place, grace=60)
    attempt = started(place)
    answer_all(place, attempt, NOON + 31 * MINUTE)
    assert closing.close_overdue(NOON + 31 * MINUTE) == 0
    assert closing.close_overdue(NOON + 31 * MINUTE + TICK) == 1


# --- what is refused ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"opens_at": NOON, "closes_at": NOON}, "closes_at"),
        ({"networks": "203.0.113.0/24\nsomewhere"}, "networks"),
        ({"grace": 601}, "grace"),
    ],
)
def test_conditions_that_cannot_be_are_refused(place: Place, values: dict[str, Any], field: str) -> None:
    with refused("invalid") as no:
        setting(place, **values)
    assert list(no.value.fields) == [field]
    assert not Conditions.objects.exists()


def test_an_exception_that_says_nothing_is_refused(place: Place) -> None:
    with refused("invalid"):
        excepting(place, person=place.person)
    assert not Conditions.objects.exists()


# --- the learner's pages ------------------------------------------------------------------------------------------
def test_the_start_page_says_the_terms_and_asks_for_the_password(place: Place, client: Client) -> None:
    setting(place, password="มะลิ7", wait_minutes=90, networks="203.0.113.0/24", closes_at=NOON.replace(year=2126))
    excepting(place, person=place.person, minutes=45)
    client.force_login(place.person)
    page = client.get(reverse("courses:unit", args=[place.course.slug, place.unit.slug])).content.decode()
    for said in ("45 นาที", "1 ชั่วโมง 30 นาที", "22 พฤศจิกายน 2669"):
        assert said in page
    assert 'name="password"' in page
    assert "มะลิ7" not in page
    answer = client.post(reverse("assessments:start", args=[place.unit.key]), {"password": "มะลิ7"}, follow=True)
    assert "เครือข่าย" in answer.content.decode()
    assert not Attempt.objects.exists()
    setting(place, networks="")
    client.post(reverse("assessments:start", args=[place.unit.key]), {"password": "no"})
    assert not Attempt.objects.exists()
    client.post(reverse("assessments:start", args=[place.unit.key]), {"password": "มะลิ7"})
    assert Attempt.objects.get().deadline


def test_the_start_page_of_a_closed_quiz_says_so_and_has_no_button(place: Place, client: Client) -> None:
    setting(place, closes_at=NOON.replace(year=2020))
    client.force_login(place.person)
    page = client.get(reverse("courses:unit", args=[place.course.slug, place.unit.slug])).content.decode()
    assert reverse("assessments:start", args=[place.unit.key]) not in page
    assert "22 พฤศจิกายน 2563" in page


def test_the_api_takes_the_password_and_stops_guessing(place: Place, client: Client) -> None:
    setting(place, password="jasmine")
    client.force_login(place.person)
    address = f"/api/v1/quizzes/{place.unit.key}/attempts/"
    guesses = [
        client.post(address, {"password": f"no {i}"}, content_type="application/json").json()["code"] for i in range(11)
    ]
    assert guesses == ["wrong_password"] * 10 + ["too_many_requests"]
    assert client.post(address, {"password": 7}, content_type="application/json").json()["code"] == "malformed"
    assert client.post(address, ["x"], content_type="application/json").json()["code"] == "malformed"


# --- the CMS ------------------------------------------------------------------------------------------------------
def signed_in(client: Client, role: Role, place: Place, *, teaches: bool = True) -> Any:
    person = person_in(role)
    if teaches:
        CoursePage.objects.filter(translation_key=place.course.key).update(owner=person)
    client.force_login(person)
    return person


def filled(**values: str) -> dict[str, str]:
    empty = dict.fromkeys(("opens_at", "closes_at", "wait_minutes", "password", "networks"), "")
    return {**empty, "grace": "5", **values}


@pytest.mark.parametrize(
    ("role", "teaches", "may"),
    [
        (Role.ADMINISTRATOR, False, True),
        (Role.INSTRUCTOR, True, True),
        (Role.INSTRUCTOR, False, False),
        (Role.REVIEWER, True, False),
        (Role.OFFICER, False, False),
        (Role.MANAGER, False, False),
    ],
)
def test_who_sets_conditions(place: Place, client: Client, role: Role, teaches: bool, may: bool) -> None:
    signed_in(client, role, place, teaches=teaches)
    address = reverse("conditions:edit", args=[place.unit.key])
    assert (client.get(address).status_code == 200) is may
    client.post(address, filled(grace="30"))
    assert Conditions.objects.filter(grace=30).exists() is may


def test_an_instructor_sets_conditions_and_the_log_never_names_the_password(place: Place, client: Client) -> None:
    person = signed_in(client, Role.INSTRUCTOR, place)
    attempt = started(place, timezone.now())
    closes = timezone.localtime(timezone.now() + 10 * MINUTE).replace(second=0, microsecond=0)
    address = reverse("conditions:edit", args=[place.unit.key])
    assert "แบบทดสอบหลังเรียน" in client.get(reverse("conditions:index")).content.decode()
    client.post(address, filled(password="jasmine", opens_at="2026-11-22 09:00", closes_at=f"{closes:%Y-%m-%d %H:%M}"))
    kept = Conditions.objects.get()
    assert (kept.password, kept.closes_at, kept.changed_by) == ("jasmine", closes, person)
    attempt.refresh_from_db()
    assert attempt.journal.filter(event="deadline_changed").get().by == person
    assert "jasmine" not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))
    page = client.get(address).content.decode()
    assert "jasmine" in page
    assert client.post(address, filled(networks="nowhere")).status_code == 200


@pytest.mark.parametrize(
    ("set_for", "minutes"),
    [
        ("", 30),
        ("ministry", 40),
        ("ministry department", 50),
        ("department cohort", 60),
        ("ministry department cohort person", 70),
        ("ministry person", 70),
        ("other", 30),
        ("other department", 50),
    ],
)
def test_of_several_exceptions_the_nearest_counts(place: Place, set_for: str, minutes: int) -> None:
    ministry = agency("Ministry")
    department = agency("Department", parent=ministry)
    cohort, other = (Cohort.objects.create(course=place.course, name_th=n, name_en=n) for n in ("รุ่น 1", "รุ่น 2"))
    Enrolment.objects.filter(pk=place.enrolment.pk).update(cohort=cohort)
    place.person.agency = department
    place.person.save()
    everybody: dict[str, dict[str, Any]] = {
        "ministry": {"agency": ministry, "minutes": 40},
        "department": {"agency": department, "minutes": 50},
        "cohort": {"cohort": cohort, "minutes": 60},
        "person": {"person": place.person, "minutes": 70},
        "other": {"cohort": other, "minutes": 99},
    }
    attempt = started(again(place))
    for name in set_for.split():
        excepting(place, **everybody[name])
    assert starting.terms_at(again(place)).times.minutes == minutes
    attempt.refresh_from_db()
    assert attempt.deadline == NOON + minutes * MINUTE


def test_a_cohort_of_the_course_gets_an_exception_once(place: Place, client: Client) -> None:
    signed_in(client, Role.INSTRUCTOR, place)
    elsewhere, _unit = course_with_quiz(slug="elsewhere")
    mine, strange = (
        Cohort.objects.create(course=course, name_th="รุ่น 1", name_en="Run 1")
        for course in (place.course, elsewhere.course)
    )
    add = reverse("conditions:add_override", args=[place.unit.key])
    said = {"minutes": "60", "reason": "A slow line"}
    for wrong in ({"cohort": strange.pk}, {"cohort": mine.pk, "email": place.person.email}):
        assert client.post(add, {**said, **wrong}).status_code == 200
    assert [client.post(add, {**said, "cohort": mine.pk}).status_code for _again in range(2)] == [302, 200]
    assert Override.objects.get().cohort == mine
    assert "รุ่น 1" in client.get(reverse("conditions:edit", args=[place.unit.key])).content.decode()


def test_an_exception_is_added_changed_and_taken_back(place: Place, client: Client) -> None:
    signed_in(client, Role.INSTRUCTOR, place)
    key = place.unit.key
    add = reverse("conditions:add_override", args=[key])
    nobody = {"email": "nobody@agency.example", "minutes": "60", "reason": "ill"}
    both = {"email": place.person.email, "agency": str(agency("Some").pk), "minutes": "60", "reason": "ill"}
    for wrong in (nobody, both, {"minutes": "60", "reason": "ill"}, {"email": place.person.email, "reason": "ill"}):
        assert client.post(add, wrong).status_code == 200
    assert not Override.objects.exists()
    given = {"email": place.person.email, "minutes": "60", "reason": "Reads with a screen reader"}
    assert client.post(add, given).status_code == 302
    one = Override.objects.get()
    assert client.post(add, given).status_code == 200
    client.post(reverse("conditions:edit_override", args=[key, one.pk]), {"minutes": "90", "reason": "More"})
    one.refresh_from_db()
    assert (one.person, one.minutes, one.reason) == (place.person, 90, "More")
    page = client.get(reverse("conditions:edit", args=[key])).content.decode()
    assert "90" in page
    assert str(place.person) in page
    client.post(reverse("conditions:remove_override", args=[key, one.pk]))
    assert not Override.objects.exists()
    assert Agency.objects.count() == 1
