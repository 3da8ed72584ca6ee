"""Noticing that what readers see of a course has changed, however it came about."""

from django.db.models import F, Q
from wagtail.models import Page

from courses.models import Course


def notice(page: Page) -> None:
    """Give the page's course its next edition, so that nobody goes on with what they remember (courses.reading).

    One statement; it changes nothing for a page that is below no released course.
    """
    above = page.get_ancestors().values("translation_key")
    its = Course.objects.filter(Q(key=page.translation_key) | Q(key__in=above))
    its.update(edition=F("edition") + 1)
