"""What the release of a course says of the interactive content in its lessons."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from academy.people.roles import Role
from courses import releasing
from courses.models import CoursePage, H5PVersion, LessonPage
from tests.factories import h5p as made_h5p
from tests.factories.courses import course_tree
from tests.factories.people import PersonFactory, person_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    admin = PersonFactory(is_superuser=True)
    made_h5p.installed(admin)
    return made_h5p.uploaded(admin)


@pytest.fixture
def course():
    return course_tree("a", modules=1, lessons=1)


def put(language, *blocks):
    page = LessonPage.objects.get(locale__language_code=language)
    page.body = [*page.body.raw_data, *blocks]
    page.save_revision().publish()


def said(course):
    draft = releasing.preview(CoursePage.objects.get(pk=course.pk))
    return [fault.sentence for fault in draft.faults], [warning.sentence for warning in draft.warnings]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_content_that_a_lesson_plays_twice_is_refused_by_its_name(course, version, language):
    put("th", made_h5p.block(version))
    put("en", made_h5p.block(version))
    assert said(course) == ([], [])
    put(language, made_h5p.block(version, 50))
    with translation.override(language):
        (fault,), warnings = said(course)
    assert f"“{version.content.title}”" in fault
    assert warnings == []


def test_the_same_in_two_languages_is_no_fault_and_neither_are_two_uploads(course, version):
    other = made_h5p.uploaded(None)
    for language in ("th", "en"):
        put(language, made_h5p.block(version, 50), made_h5p.block(other, 50))
    assert said(course) == ([], [])


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_content_without_points_that_is_asked_for_a_score_is_warned_of(course, version, language):
    H5PVersion.objects.update(max_score=0)
    put(language, made_h5p.block(version))
    assert said(course) == ([], [])
    put(language, made_h5p.block(made_h5p.uploaded(None), 60))
    H5PVersion.objects.update(max_score=0)
    with translation.override(language):
        faults, (warning,) = said(course)
    assert faults == []
    assert version.content.title in warning
    assert "60" in warning


@pytest.mark.parametrize("points", [None, 3])
def test_a_content_that_gives_points_or_may_is_not(course, version, points):
    H5PVersion.objects.update(max_score=points)
    put("th", made_h5p.block(version, 100))
    assert said(course) == ([], [])


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_release_page_shows_the_warning_and_releases_all_the_same(course, version, language):
    H5PVersion.objects.update(max_score=0)
    put("th", made_h5p.block(version, 60))
    client = Client()
    client.force_login(person_in(Role.INSTRUCTOR, preferred_language=language))
    html = client.get(reverse("courses_releases", args=[course.pk])).content.decode()
    assert ("gives no points" if language == "en" else "ไม่มีคะแนน") in html
    assert 'value="release"' in html
