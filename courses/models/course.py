"""The course as a lasting thing: what releases, enrolments and certificates refer to, whatever becomes of its pages."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Course(models.Model):
    """Made by the first release. `key` is the translation key of its pages; `slug` its address, for good.

    `edition` goes up with each change of what is published below its pages (courses.publishing).
    """

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    current_release = models.ForeignKey(
        "courses.Release", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("current release")
    )
    made_at = models.DateTimeField(_("first released"), auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        permissions = (
            ("release_course", "Can release a course"),
            ("view_roster", "Can see who is enrolled and how far they are"),
            ("change_roster", "Can enrol and withdraw people"),
            ("view_taught_roster", "Can see who is enrolled in the courses they teach, and how far they are"),
            ("change_taught_roster", "Can enrol and withdraw people in the courses they teach"),
            ("view_agency_roster", "Can see the people of their own agency"),
        )

    def __str__(self) -> str:
        return str(self.slug)
