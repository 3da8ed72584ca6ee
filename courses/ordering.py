"""Putting the parts of a course in order, in all its languages at once.

Wagtail's own ordering takes the right to publish. The order here changes nothing for learners before a release, so
whoever may edit the course may change it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from academy.errors import Refusal
from academy.people.models import Person
from courses.drafting import source_of
from courses.models import CoursePage
from courses.tree import Part, courses_of, parts_of


def shift(course_page: CoursePage, key: UUID, *, down: bool, by: Person) -> None:
    """Let the part change places with the one before it, or with the one after it when `down`; Wagtail logs each move.

    Refuses forbidden, not_found, at_the_end (there is nothing to change places with), and no_common_order (the two
    have no language in common, so no tree says which comes first).
    """
    source = source_of(course_page)
    if not all(page.permissions_for_user(by).can_edit() for page in {source, course_page}):
        raise Refusal("forbidden", _("You may not change the order of this course."), status=403)
    with transaction.atomic():
        # Two people at once wait for each other: a tree of pages is rewritten at every move.
        list(Page.objects.select_for_update().filter(translation_key=source.translation_key).values_list("pk"))
        order = [part.key for part in _level(parts_of(source), key)]
        place = order.index(key)
        other = place + (1 if down else -1)
        if not 0 <= other < len(order):
            raise Refusal("at_the_end", _("It is the first or the last already."))
        order[place], order[other] = order[other], order[place]
        for course in courses_of(source):
            _place(course, key, order, by)
        if [part.key for part in _level(parts_of(source), key)] != order:
            detail = _("These two have no language in common: translate one of them, then change their order.")
            raise Refusal("no_common_order", detail)


def _level(parts: Sequence[Part], key: UUID) -> Sequence[Part]:
    """The parts among which this one stands."""
    if any(part.key == key for part in parts):
        return parts
    for part in parts:
        if any(below.key == key for below in part.parts):
            return part.parts
    raise Refusal("not_found", _("This part is no longer in the course."), status=404)


def _place(course: CoursePage, key: UUID, order: Sequence[UUID], by: Person) -> None:
    """Move the part's page in this language behind the nearest of those before it that is there too."""
    page = Page.objects.descendant_of(course).filter(translation_key=key).first()
    if page is None:
        return
    here: dict[UUID, Any] = {one.translation_key: one for one in page.get_siblings() if one.translation_key in order}
    wanted = [one for one in order if one in here]
    if wanted == list(here):
        return
    place = wanted.index(key)
    target, where = (here[wanted[place - 1]], "right") if place else (page.get_parent(), "first-child")
    # The right was asked above; Wagtail's own check asks for another.
    MovePageAction(page, target, pos=where, user=by).execute(skip_permission_checks=True)
