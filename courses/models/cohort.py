"""A cohort: a named run of a course, with its dates and its members (Enrolment.cohort)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class Cohort(models.Model):
    """Those who take a course together. Its name goes into their certificates when these are issued."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="cohorts", verbose_name=_("course"))
    name_th = models.CharField(_("name in Thai"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-starts_on", "-pk"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return str(self.name_en if get_language() == "en" else self.name_th)
