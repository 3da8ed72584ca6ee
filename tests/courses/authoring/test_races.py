"""Two at once: releases wait for each other. Counts on PostgreSQL, where rows are locked."""

import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from academy.errors import Refusal
from academy.people.roles import Role
from courses import releasing
from courses.models import CataloguePage, Course, CoursePage, ModulePage, Release
from tests.factories.courses import course_tree, lesson, released
from tests.factories.people import person_in


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_catalogues_and_rights_come_back_in_tests_of_whole_transactions() -> None:
    person = person_in(Role.INSTRUCTOR)
    for page in CataloguePage.objects.all():
        assert page.permissions_for_user(person).can_add_subpage()
        assert page.get_workflow() is not None
    assert CataloguePage.objects.count() == 2
    assert person.has_perm("courses.release_course")


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a race, which counts on PostgreSQL only")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_releases_at_once_one_is_made_and_the_others_are_refused() -> None:
    # The first release is kept apart by the course's unique key, every later one by the lock of its row.
    page = course_tree("a", modules=1, lessons=1)
    released(page)
    lesson(ModulePage.objects.child_of(page).get(), "extra")
    together = threading.Barrier(5)
    ends: list[str] = []

    def release() -> None:
        try:
            fresh = CoursePage.objects.get(pk=page.pk)
            together.wait()
            releasing.release(fresh, by=None, note="", at=timezone.now())
            ends.append("released")
        except Refusal as refusal:
            ends.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=release) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ends) == ["release_unchanged"] * 4 + ["released"]
    assert [release.number for release in Release.objects.all()] == [2, 1]
    assert Course.objects.get().current_release == Release.objects.first()
