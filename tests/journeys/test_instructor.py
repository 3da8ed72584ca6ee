"""What instructors and reviewers do in the CMS, and what becomes of it for learners."""

import re

import pytest
from playwright.sync_api import Page, expect

from academy.people.roles import Role
from courses.models import CoursePage, LessonPage, ModulePage, Release
from tests.journeys.wagtail_faults import KNOWN
from tests.journeys.windows import Windows
from tests.journeys.world import course_to_study, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_scout(windows: Windows) -> None:
    course_to_study()
    instructor = windows.open(person(windows.language, Role.INSTRUCTOR))
    module = ModulePage.objects.get(locale__language_code="th")
    instructor.goto("/cms/")
    windows.look(instructor, "cms-home", known=KNOWN)
    instructor.goto(f"/cms/pages/{module.pk}/")
    windows.look(instructor, "cms-explorer", known=KNOWN)
    instructor.goto(f"/cms/pages/add/courses/lessonpage/{module.pk}/")
    windows.look(instructor, "cms-add-lesson", known=KNOWN)
    instructor.goto("/cms/pages/%s/edit/" % LessonPage.objects.filter(locale__language_code="th")[1].pk)
    windows.look(instructor, "cms-edit-lesson", known=KNOWN)
    instructor.goto("/cms/courses/%s/releases/" % CoursePage.objects.filter(locale__language_code="th")[0].pk)
    windows.look(instructor, "cms-releases", known=KNOWN)
