"""The demo's cohort: what markers and officers of the demo find waiting for them."""

from pathlib import Path

import pytest
from django.utils import timezone

from academy.demo import assembling, loading, populating
from academy.people.models import Person
from assessments.handmarking import claiming, rights
from assessments.models import Attempt, MarkingTask
from certificates.models import Certificate
from courses import requesting
from courses.models import CertificateRequest, Cohort, Enrolment, Hold
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_cohort_of_the_demo_has_work_for_markers_and_officers(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    populating.make_accounts()
    PersonFactory.create_batch(12)
    list(loading.load(loading.CONTENT / assembling.COURSE))
    now = timezone.now()
    assembling.assemble(now)
    officer, marker = (Person.objects.get(email=email) for email in (assembling.OFFICER, assembling.MARKER))

    cohort = Cohort.objects.get()
    assert cohort.starts_on
    assert cohort.ends_on
    assert cohort.starts_on < cohort.ends_on
    assert cohort.enrolments.count() == Enrolment.objects.count() == 10
    assert not cohort.enrolments.filter(person__email=assembling.OFFICIAL).exists()

    waiting = rights.waiting_for(marker)
    assert waiting.count() == Attempt.objects.filter(state=Attempt.State.WAITING).count() == 2
    assert all(len(task.question.answer) > 200 for task in waiting.select_related("question"))
    assert claiming.claim_next(marker, MarkingTask.objects.all(), now)

    held = Hold.objects.get(lifted_at=None).person
    assert Enrolment.objects.get(person=held).state == Enrolment.State.COMPLETED
    requests = CertificateRequest.objects.filter(state=CertificateRequest.State.PROPOSED)
    assert requests.count() == CertificateRequest.objects.count() == 2
    assert not requests.filter(enrolment__person=held).exists()
    assert not Certificate.objects.exists()
    assert requesting.approve(requests[0], by=officer, origin="", at=now).state == Certificate.State.PENDING

    before = (Attempt.objects.count(), CertificateRequest.objects.count(), Hold.objects.count())
    assembling.assemble(now)
    assert before == (Attempt.objects.count(), CertificateRequest.objects.count(), Hold.objects.count())


def test_without_its_course_there_is_no_cohort() -> None:
    assembling.assemble(timezone.now())
    assert not Cohort.objects.exists()
