"""Releasing a course: what counts for those who enrol from now on. Never a side effect of publishing."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from courses import noting, searching
from courses.drafting import Draft, Fault, draft, source_of
from courses.keeping import keep
from courses.models import Course, CoursePage, Release
from courses.moving import Move, Moves, move

__all__ = ["Draft", "Fault", "Move", "Moves", "move", "preview", "release", "source_of"]


def preview(course_page: CoursePage) -> Draft:
    """What a release made now would freeze, what it would change, and the faults that forbid it."""
    return draft(course_page)


def release(course_page: CoursePage, *, by: Person | None, note: str = "", at: datetime) -> Release:
    """Freeze the published course as its next release, keep its wording, and make it the current one.

    Two releases at once wait for each other, and the second is refused as unchanged. Those enrolled stay on their
    release until moved. Refuses course_incomplete, with `fields["faults"]` as sentences, and release_unchanged.
    """
    with transaction.atomic():
        course = _locked(course_page)
        current = preview(course_page)
        if current.faults:
            faults = [str(fault) for fault in current.faults]
            raise Refusal("course_incomplete", _("The course is not complete."), fields={"faults": faults})
        if not current.changes:
            raise Refusal("release_unchanged", _("Nothing that a release freezes has changed since the last one."))
        last = course.releases.first()
        made = Release.objects.create(
            course=course,
            number=last.number + 1 if last else 1,
            outline_json=current.outline.as_json(),
            note=note,
            made_at=at,
            made_by=by,
        )
        keep(made, [course.key, *current.outline.modules, *current.outline.by_key])
        course.current_release = made
        course.save(update_fields=["current_release"])
        searching.refresh(course.key)
        noting.note(course, "courses.release", by=by, release=made.number)
    return made


def _locked(page: CoursePage) -> Course:
    """The course's row, made by the first release, locked until the transaction ends.

    Refuses course_incomplete when its address belongs to another course.
    """
    source = source_of(page)
    try:
        with transaction.atomic():
            Course.objects.get_or_create(key=source.translation_key, defaults={"slug": source.slug})
    except IntegrityError as error:
        taken = str(_("Another course has the address “%(slug)s”.") % {"slug": source.slug})
        detail = _("The course is not complete.")
        raise Refusal("course_incomplete", detail, fields={"faults": [f"{source.title}: {taken}"]}) from error
    return Course.objects.select_for_update().get(key=source.translation_key)
