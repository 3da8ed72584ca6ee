"""The log of enrolments moved from one release to another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.release import Release


class EnrolmentMove(models.Model):
    """Who moved an enrolment from which release to which, and what stood before and after. Never changed."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="moves", verbose_name=_("enrolment"))
    from_release = models.ForeignKey(Release, models.PROTECT, related_name="+", verbose_name=_("from"))
    to_release = models.ForeignKey(Release, models.PROTECT, related_name="+", verbose_name=_("to"))
    done_before = models.PositiveSmallIntegerField()
    total_before = models.PositiveSmallIntegerField()
    done_after = models.PositiveSmallIntegerField()
    total_after = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("moved"), default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("moved enrolment")
        verbose_name_plural = _("moved enrolments")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.from_release_id} → {self.to_release_id}"
