"""Packages are taken in whole or not at all; instructors bring content, administrators bring libraries."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.people.roles import Role
from courses.h5p import deleting, installing, preparing, sweeping, uploading
from courses.h5p.store import DatabaseStore
from courses.models import H5PContent, H5PInstallation, H5PLibrary, H5PVersion, LessonPage
from h5p import H5PError, LibraryName
from tests.factories import h5p as made
from tests.factories.courses import course_tree
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
READING = LibraryName("DGA.DataReading", 1, 0)


@pytest.fixture
def admin():
    return in_role(Role.ADMINISTRATOR)


@pytest.fixture
def instructor():
    return in_role(Role.INSTRUCTOR)


def in_role(role):
    person = PersonFactory()
    person.groups.add(Group.objects.get(name=role.value))
    return person


def ids(refused):
    return {problem.id for problem in refused.value.problems}


def test_a_package_without_its_library_is_told_exactly_which(instructor, on_disk):
    with pytest.raises(H5PError) as refused:
        made.uploaded(instructor)
    assert {problem.values["library"] for problem in refused.value.problems} == {str(READING), "DGA.Parts 1.0"}
    assert not H5PContent.objects.exists()
    assert not [path for path in on_disk.rglob("*") if path.is_file()]


def test_an_upload_is_filtered_and_knows_what_it_is_worth(admin, instructor):
    made.installed(admin)
    version = made.uploaded(instructor)
    assert version.content.title == made.content_types.described("requests-th")["title"]
    assert version.max_score == len(version.params["questions"])
    assert version.filtered == version.params
    assert version.report == []


def test_hostile_text_is_made_harmless_and_reported(admin, instructor, monkeypatch):
    made.installed(admin)
    hostile = made.content_types.params("requests-th")
    hostile["questions"][0]["text"] = (
        '<p onclick="alert(1)">?<script>alert(2)</script><a href="javascript:alert(3)">x</a></p>'
    )
    monkeypatch.setattr(made.content_types, "params", lambda name: hostile)
    version = made.uploaded(instructor)
    text = json.dumps(version.filtered)
    assert "onclick" not in text
    assert "script" not in text
    assert version.report
    assert "onclick" in json.dumps(version.params)


def test_a_package_that_is_broken_leaves_nothing(instructor, admin, on_disk):
    made.installed(admin)
    before = sorted(on_disk.rglob("*"))
    whole = made.package().getvalue()
    broken = made.package()
    broken.truncate(len(whole) // 2)
    with pytest.raises(H5PError) as refused:
        uploading.upload(broken, filename="x.h5p", by=instructor)
    assert ids(refused) == {"unable-to-unzip"}
    assert sorted(on_disk.rglob("*")) == before


def test_each_upload_is_a_version(admin, instructor):
    made.installed(admin)
    first = made.uploaded(instructor)
    second = made.uploaded(instructor, "requests-en", content=first.content)
    assert [one.number for one in first.content.versions.all()] == [2, 1]
    assert H5PContent.objects.get().current == second


@pytest.mark.parametrize("change", [{"enabled": False}, {"restricted": True}], ids=str)
def test_a_type_that_may_not_be_used_is_refused_to_instructors(admin, instructor, change):
    made.installed(admin)
    H5PLibrary.objects.filter(machine_name=READING.machine_name).update(**change)
    with pytest.raises(H5PError) as refused:
        made.uploaded(instructor)
    assert ids(refused) == {"illegal-option-in-library"}
    if "restricted" in change:
        assert made.uploaded(admin)


def test_installing_is_kept_with_who_and_what(admin):
    made.installed(admin)
    rows = H5PInstallation.objects.order_by("library").values_list("library", "change", "old_patch", "by")
    assert list(rows) == [
        ("DGA.DataReading 1.0", "installed", None, admin.pk),
        ("DGA.DecisionScenario 1.0", "installed", None, admin.pk),
        ("DGA.Parts 1.0", "installed", None, admin.pk),
    ]
    assert {len(row.tree_hash) for row in H5PInstallation.objects.all()} == {64}
    made.installed(admin)
    assert H5PInstallation.objects.count() == 3


def test_a_library_in_use_is_not_deleted(admin):
    made.installed(admin)
    version = made.uploaded(admin)
    with pytest.raises(H5PError) as refused:
        installing.delete(READING, by=admin)
    assert ids(refused) == {"library-used"}
    deleting.delete(version.content)
    assert not H5PVersion.objects.exists()
    installing.delete(LibraryName("DGA.DecisionScenario", 1, 0), by=admin)
    installing.delete(READING, by=admin)
    installing.delete(LibraryName("DGA.Parts", 1, 0), by=admin)
    assert not list(DatabaseStore().all())


def test_files_that_nobody_names_are_swept_a_day_later(admin, on_disk):
    made.installed(admin)
    version = made.uploaded(admin)
    (on_disk / "contents" / "left-over").mkdir()
    assert sweeping.sweep() == 0
    assert sweeping.sweep(older_than=-1) == 1
    assert uploading.media(version.folder).is_dir()


def test_after_an_upgrade_a_content_is_played_with_the_new_files(admin):
    made.installed(admin)
    version = made.uploaded(admin)
    before = H5PLibrary.objects.get(machine_name=READING.machine_name)
    made.upgraded(admin)
    after = H5PLibrary.objects.get(machine_name=READING.machine_name)
    assert (after.patch, after.tree_hash == before.tree_hash) == (before.patch + 1, False)
    again = preparing.prepared(H5PVersion.objects.get(pk=version.pk))
    assert again.assets["directories"][READING.folder] == f"{READING.folder}/{after.tree_hash}"
    assert before.tree_hash not in str(again.assets)
    with CaptureQueriesContext(connection) as asked:
        preparing.prepared(H5PVersion.objects.get(pk=version.pk))
    assert not [one for one in asked if "UPDATE" in one["sql"]]


def test_a_content_that_is_shown_or_tried_is_needed(admin):
    made.installed(admin)
    version = made.uploaded(admin)
    assert not deleting.is_needed(version.content)
    course_tree("shown", modules=1, lessons=1)
    lesson = LessonPage.objects.first()
    lesson.body = [made.block(version)]
    lesson.save_revision().publish()
    assert deleting.is_needed(version.content)


def test_a_sign_that_no_database_keeps_is_refused(admin, instructor):
    made.installed(admin)
    with pytest.raises(H5PError) as refused:
        uploading.upload(made.package(title="a\0b"), filename="x.h5p", by=instructor)
    assert ids(refused) == {"unable-to-parse-package"}
