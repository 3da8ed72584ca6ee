"""The officers' desk in the CMS: the lists, one person's case, requests, cohorts."""

import csv
import io

import pytest
from django.test import Client

from academy.people.roles import Role
from certificates.bulk import running
from certificates.models import Act, Certificate, CertificateRun
from courses.holding import place
from courses.models import CertificateRequest, Cohort, Enrolment, Hold
from courses.requesting import decide
from tests.courses.desk.making import by, completed, demanding, officer
from tests.courses.learning.making import Made, enrolled
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(officer(preferred_language="en", email="officer@agency.example"))
    return client


def said(client: Client, address: str, **asked: object) -> str:
    return client.get(f"/cms/desk/{address}", asked).content.decode()


def held_up(made: Made, **person: object) -> Enrolment:
    """Somebody who completed and is kept from the certificate by a hold that was then lifted without an award."""
    enrolment = completed(made, PersonFactory.create(**person))
    Certificate.objects.filter(person=enrolment.person).delete()
    return enrolment


def test_the_course_s_list_says_of_each_whether_they_are_eligible_and_if_not_why(desk: Client) -> None:
    made = demanding()
    good, bad = held_up(made), held_up(made)
    place(bad.person, None, reason="Secret reason", **by(officer()))
    page = said(desk, f"courses/{made.course.slug}/")
    assert good.person.email in page
    assert "<strong>eligible</strong>" in page
    assert "An officer has placed a hold" in page
    assert "Secret reason" not in page
    lines = csv.reader(io.StringIO(desk.get(f"/cms/desk/courses/{made.course.slug}/export/").getvalue().decode()))
    lacking = {line[1]: line[6] for line in lines}
    assert lacking[good.person.email] == ""
    assert "hold" in lacking[bad.person.email]


def test_a_dry_run_over_all_that_was_found_is_carried_out_row_by_row(desk: Client) -> None:
    made, mine = demanding(), agency("Mine")
    good, bad, other = held_up(made, agency=mine), held_up(made, agency=mine), held_up(made)
    place(bad.person, None, reason="x", **by(officer()))
    address = f"/cms/desk/courses/{made.course.slug}/"
    answer = desk.post(address, {"all": f"standing=open&agency={mine.pk}"})
    dry = CertificateRun.objects.get()
    running.work(dry.pk)
    page = desk.get(answer["Location"]).content.decode()
    assert "Carry out for 1 row" in page
    assert "An officer has placed a hold" in page
    assert not Certificate.objects.exists()
    desk.post(answer["Location"], {"do": "carry_out"})
    running.work(CertificateRun.objects.get(dry=False).pk)
    assert [one.person for one in Certificate.objects.all()] == [good.person]
    assert Act.objects.filter(deed=Act.Deed.ISSUE).get().person == good.person
    assert other.person.email in said(desk, f"courses/{made.course.slug}/")


def test_the_page_of_a_run_gives_its_changing_part_alone(desk: Client) -> None:
    made = demanding()
    enrolment = held_up(made)
    answer = desk.post(f"/cms/desk/courses/{made.course.slug}/", {"id": enrolment.pk})
    part = desk.get(answer["Location"] + "?part=1").content.decode()
    assert "<html" not in part
    assert 'data-state="running"' in part
    assert "0 of 1 rows" in part


def test_an_officer_proposes_and_another_approves(desk: Client) -> None:
    enrolment = completed(demanding(approval=True))
    address = f"/cms/desk/cases/{enrolment.pk}/"
    assert "Propose the certificate" in said(desk, f"cases/{enrolment.pk}/")
    desk.post(address, {"do": "decide"})
    mine = said(desk, f"cases/{enrolment.pk}/")
    assert "You proposed it" in mine
    assert 'value="approve"' not in mine
    desk.post(address, {"do": "approve"})
    assert not Certificate.objects.exists()
    second = Client()
    second.force_login(officer(preferred_language="en"))
    assert 'value="approve"' in said(second, f"cases/{enrolment.pk}/")
    second.post(address, {"do": "approve"})
    assert Certificate.objects.get().person == enrolment.person


def test_requests_are_approved_by_many_and_never_one_s_own_proposal(desk: Client) -> None:
    made = demanding(approval=True)
    one, two = completed(made), completed(made)
    first = officer()
    decide(one, **by(first))
    page = said(desk, "requests/")
    assert one.person.email not in page, "names are enough"
    assert str(one.person.get_full_name()) in page or one.person.given_en in page
    keys = list(CertificateRequest.objects.values_list("pk", flat=True))
    desk.post("/cms/desk/requests/", {"id": keys, "approve": 1})
    dry = CertificateRun.objects.get()
    running.work(dry.pk)
    assert sorted(dry.items.values_list("outcome", "code")) == [("done", ""), ("refused", "not_proposed")]
    desk.post("/cms/desk/requests/", {"id": keys[1], "propose": 1})
    run = CertificateRun.objects.first()
    assert run
    running.work(run.pk)
    assert run.items.get().target == two.pk
    own = Client()
    own.force_login(first)
    assert f'name="id" value="{keys[0]}"' not in said(own, "requests/")


def test_holds_and_identity_are_settled_on_the_case(desk: Client) -> None:
    enrolment = held_up(demanding(identity="officer"), identity_level="self")
    address = f"/cms/desk/cases/{enrolment.pk}/"
    desk.post(address, {"do": "hold", "reason": "Wait", "person": "1"})
    hold = Hold.objects.get()
    assert (hold.enrolment, hold.reason) == (None, "Wait")
    desk.post(address, {"do": "hold", "reason": " "})
    assert Hold.objects.count() == 1
    desk.post(address, {"do": "vouch", "reason": "Card seen"})
    assert not Certificate.objects.exists()
    desk.post(address, {"do": "lift", "hold": hold.pk, "reason": "Cleared"})
    assert Certificate.objects.get().person == enrolment.person
    assert set(Act.objects.values_list("deed", "origin")) == {
        (deed, "127.0.0.1") for deed in ("hold", "identify", "lift")
    }
    assert desk.post(address, {"do": "anything"}).status_code == 404


def test_a_hold_is_lifted_on_its_own_person_s_case_alone(desk: Client) -> None:
    made = demanding()
    one, other = held_up(made), held_up(made)
    hold = place(one.person, None, reason="x", **by(officer()))
    assert desk.post(f"/cms/desk/cases/{other.pk}/", {"do": "lift", "hold": hold.pk, "reason": "y"}).status_code == 404
    hold.refresh_from_db()
    assert hold.lifted_at is None


def test_a_cohort_is_opened_and_its_members_put_in(desk: Client) -> None:
    made, person = demanding(), PersonFactory.create(email="one@agency.example")
    enrolled(person, made)
    address = f"/cms/desk/courses/{made.course.slug}/cohorts/"
    fault = desk.post(
        f"{address}new/", {"name_th": "ร", "name_en": "C", "starts_on": "2027-02-01", "ends_on": "2027-01-01"}
    )
    assert "It ends before it starts" in fault.content.decode()
    answer = desk.post(f"{address}new/", {"name_th": "รุ่น 1", "name_en": "Cohort 1", "starts_on": "2027-01-01"})
    cohort = Cohort.objects.get()
    assert answer["Location"].endswith(f"/cohorts/{cohort.pk}/")
    page = desk.post(answer["Location"], {"gather": 1, "text": "one@agency.example\nwho@x.example"}, follow=True)
    assert "1 person was put in" in page.content.decode()
    assert "who@x.example" in page.content.decode()
    assert cohort.enrolments.get().person == person
    assert "Cohort 1" in said(desk, f"courses/{made.course.slug}/cohorts/")


def test_the_first_screen_counts_what_there_is_of_each_course(desk: Client) -> None:
    made = demanding(approval=True, identity="officer", valid_months=12)
    completed(made, PersonFactory.create(identity_level="officer"))
    page = said(desk, "")
    for words in ("two officers decide", "identity checked by an officer", "valid for 12 months"):
        assert words in page


def test_a_learner_who_completed_reads_what_the_certificate_waits_for(client: Client) -> None:
    enrolment = completed(demanding(approval=True), PersonFactory.create(preferred_language="en"))
    client.force_login(enrolment.person)
    page = client.get(f"/en/courses/{enrolment.course.slug}/").content.decode()
    assert "Two officers of the academy decide on it." in page
    assert "Officers of the academy are deciding on your certificate" in page
    place(enrolment.person, None, reason="Secret reason", **by(officer()))
    page = client.get(f"/en/courses/{enrolment.course.slug}/").content.decode()
    assert "An officer has placed a hold" in page
    assert "Secret reason" not in page


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.REVIEWER, Role.MANAGER])
def test_others_do_not_reach_the_desk(client: Client, role: Role) -> None:
    enrolment = held_up(demanding())
    client.force_login(person_in(role))
    for address in ("", "requests/", f"courses/{enrolment.course.slug}/", f"cases/{enrolment.pk}/"):
        assert client.get(f"/cms/desk/{address}").status_code == 302
        client.post(f"/cms/desk/{address}", {"do": "decide", "id": enrolment.pk})
    assert not Certificate.objects.exists()
    assert not CertificateRun.objects.exists()
