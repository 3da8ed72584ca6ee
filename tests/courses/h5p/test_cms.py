"""The CMS's screens for interactive content, for instructors and administrators."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.people.roles import Role
from courses.models import H5PContent, H5PInstallation, H5PLibrary
from tests.factories import h5p as made
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def in_role(role, language="th"):
    person = PersonFactory(preferred_language=language)
    person.groups.add(Group.objects.get(name=role.value))
    return person


def signed_in(person):
    client = Client(headers={"accept-language": person.preferred_language})
    client.force_login(person)
    return client


@pytest.fixture
def admin():
    return in_role(Role.ADMINISTRATOR)


@pytest.fixture
def desk(admin):
    return signed_in(admin)


@pytest.fixture
def author():
    return signed_in(in_role(Role.INSTRUCTOR))


def file(name="requests-th"):
    return SimpleUploadedFile(f"{name}.h5p", made.package(name).getvalue())


def test_an_administrator_installs_and_sees_what_was_installed(desk):
    answer = desk.post(reverse("h5p_libraries:add"), {"package": file("counter-hours-th")}, follow=True)
    assert answer.status_code == 200
    assert H5PLibrary.objects.count() == 3
    assert "DGA.DataReading 1.0" in answer.content.decode()
    log = desk.get(reverse("h5p_installations:index")).content.decode()
    assert H5PInstallation.objects.first().tree_hash[:12] in log


def test_an_instructor_uploads_previews_and_replaces(admin, author):
    made.installed(admin)
    answer = author.post(reverse("h5p_contents:add"), {"package": file(), "title": ""}, follow=True)
    assert answer.status_code == 200
    content = H5PContent.objects.get()
    page = author.get(reverse("h5p_contents:edit", args=[content.pk]))
    assert content.title in page.content.decode()
    preview = author.get(reverse("courses_h5p_preview", args=[content.pk]))
    assert b"h5p-integration" in preview.content
    author.post(reverse("h5p_contents:edit", args=[content.pk]), {"package": file("requests-en"), "title": "อื่น"})
    content.refresh_from_db()
    assert (content.title, content.current.number) == ("อื่น", 2)


@pytest.mark.parametrize(("language", "said"), [("th", "ไลบรารี"), ("en", "not installed")])
def test_a_refused_package_says_why_beside_its_field(language, said):
    author = signed_in(in_role(Role.INSTRUCTOR, language))
    answer = author.post(reverse("h5p_contents:add"), {"package": file(), "title": ""})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "DGA.DataReading 1.0" in text
    assert said in text
    assert not H5PContent.objects.exists()


def test_an_instructor_neither_installs_nor_reads_what_browsers_reported(admin, author):
    made.installed(admin)
    version = made.uploaded(admin)
    assert author.get(reverse("h5p_libraries:index")).status_code == 302
    assert author.post(reverse("h5p_libraries:add"), {"package": file()}).status_code == 302
    assert author.get(reverse("courses_h5p_statements", args=[version.content_id])).status_code == 302


def test_a_type_is_restricted_and_switched_off_in_its_screen(admin, desk):
    made.installed(admin)
    row = H5PLibrary.objects.get(machine_name="DGA.DataReading")
    desk.post(reverse("h5p_libraries:edit", args=[row.pk]), {"restricted": "on"})
    row.refresh_from_db()
    assert (row.restricted, row.enabled) == (True, False)


def test_a_library_in_use_is_not_deleted_and_says_so(admin, desk):
    made.installed(admin)
    made.uploaded(admin)
    row = H5PLibrary.objects.get(machine_name="DGA.DataReading")
    answer = desk.post(reverse("h5p_libraries:delete", args=[row.pk]), follow=True)
    assert H5PLibrary.objects.filter(pk=row.pk).exists()
    assert answer.status_code == 200


def test_the_chooser_finds_a_content(admin, author):
    made.installed(admin)
    version = made.uploaded(admin)
    answer = author.get(reverse("h5p_chooser:choose"))
    assert version.content.title in answer.json()["html"]
