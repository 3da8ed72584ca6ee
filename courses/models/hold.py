"""A hold: while it lasts, a person, or one enrolment of theirs, gets no certificate."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment


class Hold(models.Model):
    """On a person with all their courses, or on one enrolment: `enrolment` is empty for the whole person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="holds", verbose_name=_("person"))
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name=_("enrolment")
    )
    reason = models.CharField(_("reason"), max_length=300)
    placed_at = models.DateTimeField(_("placed"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes = (models.Index(fields=["person"], condition=models.Q(lifted_at=None), name="hold_in_force"),)

    def __str__(self) -> str:
        return str(self.reason)
