"""A request for a certificate, where the course asks for two officers: one proposes, another approves."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment


class CertificateRequest(models.Model):
    """Made by completing the course; what becomes of it is decided once. At most one of an enrolment is open.

    The database itself holds that nothing is approved without a proposal, or by whoever proposed it.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("to be proposed")
        PROPOSED = "proposed", _("to be approved")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="requests", verbose_name=_("enrolment"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REQUESTED)
    made_at = models.DateTimeField(_("requested"))
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request for a certificate")
        verbose_name_plural = _("requests for certificates")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = (
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(state__in=("requested", "proposed")),
                name="one_open_request_per_enrolment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(proposed_by__isnull=False, decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("proposed_by")),
                name="approved_by_a_second_officer",
            ),
        )
        indexes = (models.Index(fields=["state", "id"], name="request_queue"),)

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.state}"
