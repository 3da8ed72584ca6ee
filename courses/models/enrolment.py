"""An enrolment: one person on one release of one course."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.release import Release


class Enrolment(models.Model):
    """Pinned to a release. `units_done` and `score` are roll-ups, kept by the deed that records progress."""

    class State(models.TextChoices):
        ACTIVE = "active", _("studying")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments", verbose_name=_("person")
    )
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    release = models.ForeignKey(Release, models.PROTECT, related_name="enrolments", verbose_name=_("release"))
    cycle = models.PositiveIntegerField(_("cycle"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    enrolled_at = models.DateTimeField(_("enrolled"), default=timezone.now)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    cohort = models.ForeignKey(
        "courses.Cohort",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("cohort"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    # Where the learner was last, and the roll-ups that lists and reports read.
    last_unit = models.UUIDField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    units_done = models.PositiveSmallIntegerField(_("units done"), default=0)
    units_total = models.PositiveSmallIntegerField(_("units"), default=0)
    score = models.DecimalField(_("score, per cent"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = (
            models.UniqueConstraint(fields=["person", "course", "cycle"], name="one_enrolment_per_person_and_cycle"),
        )
        indexes = (models.Index(fields=["course", "state"]),)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.course_id}"
