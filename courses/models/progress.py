"""What a person did in a unit. A completion is a fact: it is written once and no edit of a course undoes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment


class Evidence(models.TextChoices):
    """How well a completion is proven, from the strongest to the weakest."""

    SERVER = "server", _("marked by the server")
    PERSON = "person", _("marked by a person")
    VERIFIED = "verified", _("reported by the browser, marked again by the server")
    ATTENDED = "attended", _("attended")
    BROWSER = "browser", _("reported by the browser")


class UnitProgress(models.Model):
    """One row per enrolment and unit, made when the unit is first opened."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="progress")
    unit_key = models.UUIDField()
    opened_at = models.DateTimeField(_("first opened"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence.choices, blank=True)
    # The waiting time that this completion used up; another lesson opened meanwhile may not count it again.
    seconds = models.PositiveIntegerField(_("seconds counted"), default=0)
    # When work was handed in that a person is still marking.
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    score = models.DecimalField(_("score, per cent"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["enrolment", "unit_key"], name="one_progress_row_per_unit"),)

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.unit_key}"
