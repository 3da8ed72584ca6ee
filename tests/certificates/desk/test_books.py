"""Finding, taking away, the queue, and the book of acts."""

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from academy.people.roles import Role
from certificates.acting import note
from certificates.bulk import bundling, ordering
from certificates.desk.filtering import sought
from certificates.facts import Said
from certificates.finding import find
from certificates.models import Act, Bundle, Certificate
from certificates.producing import produce
from certificates.revoking import revoke
from certificates.typesetting.rendering import RenderingError
from tests.factories.certificates import AT, pending, ready
from tests.factories.people import PersonFactory, agency, person_in

pytestmark = pytest.mark.django_db
DESK = "/cms/desk/certificates/"


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(person_in(Role.OFFICER, preferred_language="en", email="officer@agency.example"))
    return client


@pytest.mark.parametrize(
    "typed",
    [
        *("นางสาวสมหญิง ใจดี", "สมหญิง", "สมหญิงใจดี", "ใจดี สมหญิง", "somying", "JAIDEE somying"),
        *("นํ้าฝน", "น้ำฝน", "somying@agency.example"),
    ],
)
def test_a_holder_is_found_by_any_words_of_their_name(typed: str) -> None:
    person = PersonFactory.create(email="somying@agency.example")
    wanted = ready(person, holder=Said("นางสาวสมหญิง ใจดี น้ำฝน", "Ms Somying Jaidee"))
    ready(holder=Said("นายสมชาย ดีใจ", "Mr Somchai Deejai"))
    assert list(find(Certificate.objects.all(), typed)) == [wanted]


def test_the_register_is_narrowed_by_agency_state_and_day() -> None:
    ministry = agency("Ministry")
    inside = ready(PersonFactory.create(agency=agency("Division", ministry)))
    expired = ready(valid_until="2026-01-01")
    revoked = ready()
    revoke(revoked, reason="x", by=None, at=AT)

    def found(query: str) -> set[Certificate]:
        return set(sought(QueryDict(query)))

    assert found(f"agency={ministry.pk}") == {inside}
    assert found("state=ready") == {inside}
    assert found("state=expired") == {expired}
    assert found("state=revoked&state=expired") == {revoked, expired}
    assert found("issued_at_from=2026-11-22&issued_at_to=2026-11-22") == {inside, expired, revoked}
    assert found("issued_at_to=2026-11-21") == set()
    assert found(f"q={inside.serial}") == {inside}


def test_what_was_found_leaves_as_csv_and_xlsx_without_formulas_and_that_is_an_act(officer: Client) -> None:
    certificate = ready(PersonFactory.create(agency=agency("Revenue")), holder=Said("=SUM(A1)", "Ms Found"))
    ready()
    answer = officer.get(f"{DESK}export/csv/?q=found")
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(lines) == 2
    assert lines[1][:4] == [certificate.serial, "valid", "'=SUM(A1)", "Ms Found"]
    answer = officer.get(f"{DESK}export/xlsx/?q=found")
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][:4] == (certificate.serial, "valid", "'=SUM(A1)", "Ms Found")
    assert "Revenue" in rows[1]
    acts = Act.objects.filter(deed=Act.Deed.EXPORT).order_by("pk")
    assert [(one.by.email, one.origin, one.about) for one in acts] == [  # type: ignore[union-attr]
        ("officer@agency.example", "127.0.0.1", "CSV (1)"), ("officer@agency.example", "127.0.0.1", "XLSX (1)"),
    ]  # fmt: skip


def asked(certificates: list[Certificate], by: Any) -> Bundle:
    return ordering.bundle([one.pk for one in certificates], by=by, origin="", at=timezone.now())


def test_files_are_bundled_for_whoever_asked_alone_and_for_a_day(officer: Client) -> None:
    first, second, revoked = ready(), ready(), ready()
    revoke(revoked, reason="x", by=None, at=AT)
    officer.post(f"{DESK}bundles/", {"id": [first.pk, second.pk, revoked.pk]})
    bundle = Bundle.objects.get()
    address = f"{DESK}bundles/{bundle.key}.zip"
    assert officer.get(address).status_code == 404
    assert bundling.build(bundle.pk) is True
    assert bundling.build(bundle.pk) is False
    archive = zipfile.ZipFile(io.BytesIO(officer.get(address).getvalue()))
    assert archive.namelist() == [f"{first.serial}.pdf", f"{second.serial}.pdf"]
    assert archive.read(f"{first.serial}.pdf").startswith(b"%PDF-")
    other = Client()
    other.force_login(person_in(Role.OFFICER))
    assert other.get(address).status_code == 404
    Bundle.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert officer.get(address).status_code == 404
    path = bundling.path_of(bundle)
    assert path.exists()
    bundling.clear(timezone.now() + timedelta(hours=2))
    assert not path.exists()
    assert not Bundle.objects.exists()


def test_a_bundle_whose_worker_died_is_built_again_from_the_start() -> None:
    bundle = asked([ready()], person_in(Role.OFFICER))
    Bundle.objects.update(claimed_until=timezone.now() + timedelta(seconds=60))
    assert bundling.build(bundle.pk) is False
    Bundle.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert bundling.stranded(timezone.now()) == [bundle.pk]
    assert bundling.build(bundle.pk) is True


def test_the_queue_says_what_waits_and_what_failed_and_has_it_produced_again(
    officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    stuck, waiting = pending(holder=Said("นายสมชาย 🎓", "")), pending()
    with pytest.raises(RenderingError):
        produce(stuck.pk)
    page = officer.get(f"{DESK}queue/?part=failed").content.decode()
    assert stuck.serial in page
    assert waiting.serial not in page
    assert "letter that the fonts" in page
    with django_capture_on_commit_callbacks() as callbacks:
        officer.post(f"{DESK}queue/", {"all": "1"})
    assert len(callbacks) == 1
    assert Act.objects.get().deed == Act.Deed.REPAIR
    stuck.refresh_from_db()
    assert stuck.tries == 0


def test_the_book_of_acts_says_who_when_from_where_what_and_why(officer: Client) -> None:
    certificate = ready()
    address = f"/cms/certificates/{certificate.pk}/suspend/"
    officer.post(address, {"reason": "Under review"})
    page = officer.get(f"{DESK}acts/?q={certificate.serial}").content.decode()
    for said in ("127.0.0.1", "suspended", "Under review", certificate.serial):
        assert said in page
    assert "No act fits" in officer.get(f"{DESK}acts/?q=nobody@x.example").content.decode()
    assert "No act fits" in officer.get(f"{DESK}acts/?until=2020-01-01").content.decode()
    lines = officer.get(f"{DESK}acts/export/?deed=suspend").getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 2


def test_acts_are_never_changed_or_deleted() -> None:
    note(Act.Deed.REVOKE, by=None, reason="x")
    for deed in (lambda: Act.objects.update(reason="y"), lambda: Act.objects.all().delete()):
        with pytest.raises(TypeError):
            deed()
    if connection.vendor == "postgresql":
        for statement in ("UPDATE certificates_act SET reason = 'y'", "DELETE FROM certificates_act"):
            with pytest.raises(Error, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert Act.objects.get().reason == "x"


def test_many_are_chosen_in_the_register_and_first_rehearsed(officer: Client) -> None:
    chosen, other = ready(), ready()
    page = officer.get("/cms/certificates/").content.decode()
    assert f'name="id" value="{chosen.pk}"' in page
    asks = officer.post(f"{DESK}many/", {"id": chosen.pk}).content.decode()
    assert chosen.serial in asks
    assert other.serial not in asks
    answer = officer.post(
        f"{DESK}many/", {"id": chosen.pk, "decided": 1, "deed": "certificates.revoke", "reason": "Cheating"}
    )
    run = officer.get(answer["Location"]).content.decode()
    assert "dry run" in run.lower()
    all_found = officer.post(f"{DESK}many/", {"all": f"q={other.serial}"}).content.decode()
    assert other.serial in all_found
    assert chosen.serial not in all_found
