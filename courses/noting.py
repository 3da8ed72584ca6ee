"""What was done to a course's people, in the history of its page, where administrators read it.

Names are not written down: an entry holds the person's number, and says who it was while they are here.
"""

from typing import Any

from django.conf import settings
from wagtail.log_actions import log

from academy.people.models import Person
from courses.models import Course, CoursePage


def note(course: Course, action: str, *, by: Person | None, **data: Any) -> None:
    """Write an entry on the course's page in the first language that has one; nothing where all pages are gone."""
    pages = CoursePage.objects.filter(translation_key=course.key, alias_of=None).select_related("locale")
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    page = min(pages, key=lambda one: order.index(one.locale.language_code), default=None)
    if page:
        log(instance=page, action=action, user=by, data=data)
