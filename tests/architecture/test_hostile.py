"""What a hostile visitor, learner or colleague tries, and gets nothing by."""

import csv
import io
import json
import logging
import re
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from academy.people.models import Person
from academy.people.roles import Role
from certificates import tasks
from certificates.models import Certificate
from courses import enrolling
from courses.models import Course
from tests.architecture import samples
from tests.architecture.samples import Samples
from tests.factories.courses import course_tree, released
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db
MANY_DIGITS = "9" * 5000


@pytest.fixture
def made() -> Samples:
    return samples.make()


@pytest.fixture
def learner(client: Client, made: Samples) -> Person:
    person = made.people["learner"]
    assert person is not None
    client.force_login(person)
    client.raise_request_exception = False
    return person


def test_a_code_that_nobody_has_looks_like_one_that_nobody_could_have(client: Client) -> None:
    def seen(code: str) -> tuple[int, str]:
        answer = client.get(f"/verify/{code}/", headers={"accept-language": "en"})
        return answer.status_code, re.sub(re.escape(code), "", answer.content.decode())

    assert seen("0" * 26) == seen("not-a-code") == seen("0" * 25 + "u")


def test_a_page_number_beyond_all_numbers_is_no_error_of_ours(client: Client, made: Samples, learner: Person) -> None:
    sheet = f"/th/attempts/{made.names['attempt']}/"
    assert client.get(f"{sheet}?page={MANY_DIGITS}").status_code == 200
    assert client.post(f"{sheet}save/", {"page": MANY_DIGITS, "go": "next"}).status_code < 500
    assert client.post(f"{sheet}save/", {"page": "1", "go": f"q{MANY_DIGITS}"}).status_code < 500


def test_no_body_breaks_the_api(client: Client, made: Samples, learner: Person) -> None:
    where = f"/api/v1/attempts/{made.names['attempt']}/answers/"
    for answer in ("1e400", "-1e400", "NaN", MANY_DIGITS, '"\\u0000"', '"\\ud800"', "[[]]", "{}", "[" * 9000):
        for number in range(1, 5):
            body = f'{{"answers": [{{"question": {number}, "sequence": 1, "answer": {answer}}}]}}'
            said = client.post(where, body, content_type="application/json")
            assert said.status_code in {400, 422}, answer
            assert json.loads(said.content)["code"] in {"malformed", "wrong_type"}, answer


def test_no_words_break_the_search(client: Client) -> None:
    released(course_tree("searched", modules=1, lessons=1))
    for text in ('"', "'", "*", "AND", "a OR", "NEAR(", "-", "ก*", "a:b", "\x00", "(" * 200, "%", "ู" * 200):
        assert client.get("/th/courses/", {"q": text}).status_code == 200, text


def test_a_way_back_splits_no_header(client: Client) -> None:
    for way in ("/th/\r\nX-Injected: 1", "/\\elsewhere.example", "///elsewhere.example", "https:elsewhere.example"):
        answer = client.post("/language/", {"language": "en", "next": way})
        assert "X-Injected" not in answer.headers
        assert not re.match(r"(https?:|//|/\\)", answer.headers["Location"])


def test_an_address_is_no_formula_in_the_exported_roster(client: Client) -> None:
    release = released(course_tree("formula", modules=1, lessons=1))
    person = PersonFactory.create(email="=1+1@agency.example", given_th="-2", family_th="ข")
    enrolling.enrol(person, release.course, by=person, at=timezone.now())
    client.force_login(person_in(Role.ADMINISTRATOR))
    answer = client.get("/cms/learners/courses/formula/export/")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@"))]


def test_verifying_keeps_one_file_in_memory_however_many_are_sent(client: Client) -> None:
    sent = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-" + b"0" * 100_000) for number in range(20)]
    answer = client.post("/verify/", {"file": sent})
    kept = answer.wsgi_request.FILES.getlist("file")
    assert sum(one.size for one in kept) < 200_000


@pytest.mark.parametrize(
    "said", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>']
)
def test_a_translator_writes_no_script_into_a_page(client: Client, said: str) -> None:
    course = course_tree("thai-only", modules=0, lessons=0, languages=("th",))
    course.introduction = "<p>ก่อน <b>ข้อความ</b></p>"
    course.save_revision().publish()
    source, _made = TranslationSource.get_or_create_from_instance(course)
    source.update_from_db()
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target(publish=False)
    client.raise_request_exception = False
    client.force_login(person_in(Role.INSTRUCTOR))
    for segment in StringSegment.objects.filter(source=source):
        client.put(
            f"/cms/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
            f"value={said}",
            content_type="application/x-www-form-urlencoded",
        )
    page = client.get(f"/cms/localize/translate/{translation.pk}/preview/").content.decode()
    assert "alert(1)</script>" not in page.replace("&lt;", "")
    assert "<img src=x" not in page.replace('"', "")
    assert 'href="javascript:' not in page


def test_nobodys_address_reaches_the_log_when_the_mail_server_refuses_it(
    made: Samples, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise SMTPRecipientsRefused({"learner@agency.example": (550, b"no such mailbox")})

    Certificate.objects.filter(pk=made.names["certificate"]).update(look_again_at=timezone.now(), announced_at=None)
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    with caplog.at_level(logging.DEBUG):
        tasks.announce.apply((made.names["certificate"],))
    assert "learner@agency.example" not in caplog.text


def test_an_address_that_somebody_else_has_confirmed_is_refused_kindly(client: Client) -> None:
    other, person = PersonFactory.create(), PersonFactory.create()
    EmailAddress.objects.create(user=other, email="second@agency.example", verified=True, primary=False)
    client.force_login(person_in(Role.ADMINISTRATOR))
    client.raise_request_exception = False
    answer = client.post(
        f"/cms/users/edit/{person.pk}/",
        {
            "email": "second@agency.example",
            "given_th": "ก",
            "family_th": "ข",
            "preferred_language": "th",
            "is_active": "on",
        },
    )
    assert answer.status_code == 200


def test_one_persons_failures_do_not_keep_an_office_behind_the_same_proxy_out(client: Client, settings: Any) -> None:
    """nginx hands every request on from one address; whose it is stands in X-Forwarded-For."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = PersonFactory.create(email="honest@agency.example")
    person.set_password("correct horse battery")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    cache.clear()
    for number in range(21):
        client.post(
            "/th/accounts/login/",
            {"login": f"nobody{number}@agency.example", "password": "wrong wrong wrong"},
            headers={"x-forwarded-for": "203.0.113.1"},
        )
    client.post(
        "/th/accounts/login/",
        {"login": person.email, "password": "correct horse battery"},
        headers={"x-forwarded-for": "203.0.113.2"},
    )
    assert "_auth_user_id" in client.session


def test_one_can_sign_in_where_the_web_server_listens_on_a_socket(settings: Any) -> None:
    """A request by a Unix socket has no address of its own."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = PersonFactory.create(email="socket@agency.example")
    person.set_password("correct horse battery")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    browser = Client(REMOTE_ADDR="", headers={"x-forwarded-for": "203.0.113.2"})
    browser.post("/th/accounts/login/", {"login": person.email, "password": "correct horse battery"})
    assert "_auth_user_id" in browser.session


def test_what_may_not_be_done_one_by_one_may_not_be_done_in_bulk(made: Samples) -> None:
    for role in ("instructor", "officer", "manager", "reviewer"):
        nothing_goes_in_bulk(made, role)


def nothing_goes_in_bulk(made: Samples, role: str) -> None:
    client = Client()
    person = made.people[role]
    assert person is not None
    client.force_login(person)
    before = {model: model.objects.count() for model in (Person, Course)}
    for kind, name in (
        ("wagtailimages/image", "image"),
        ("wagtaildocs/document", "document"),
        ("people/person", "stranger"),
    ):
        client.post(f"/cms/bulk/{kind}/delete/?id={made.names[name]}", {})
    assert Image.objects.filter(pk=made.names["image"]).exists()
    assert Document.objects.filter(pk=made.names["document"]).exists()
    assert before == {model: model.objects.count() for model in before}
    if role != "reviewer":
        client.post(f"/cms/bulk/wagtailcore/page/delete/?id={made.names['lesson_page']}", {})
        client.post(f"/cms/bulk/wagtailcore/page/unpublish/?id={made.names['lesson_page']}", {})
        assert Page.objects.get(pk=made.names["lesson_page"]).live
