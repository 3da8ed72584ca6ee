"""The book of acts: who did what to a certificate or about one, when, from where and why. Never changed."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet["Act"]):
    """Rows are added and read. On PostgreSQL the database itself refuses the rest too (see the migration)."""

    def update(self, **_fields: Any) -> NoReturn:
        """Refused."""
        raise TypeError("Acts are never changed.")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("Acts are never deleted.")


class Act(models.Model):
    """One act. `by` is empty for what the academy does by itself; `about` names what is not a certificate or person."""

    class Deed(models.TextChoices):
        ISSUE = "issue", _("issued the certificate")
        CORRECT = "correct", _("corrected")
        REISSUE = "reissue", _("issued anew")
        RENEW = "renew", _("renewed")
        SUSPEND = "suspend", _("suspended")
        REINSTATE = "reinstate", _("put back into force")
        REVOKE = "revoke", _("revoked the certificate")
        REPAIR = "repair", _("had the file produced again")
        PROPOSE = "propose", _("proposed")
        APPROVE = "approve", _("approved")
        REFUSE = "refuse", _("refused")
        HOLD = "hold", _("placed a hold")
        LIFT = "lift", _("lifted a hold")
        IDENTIFY = "identify", _("checked the identity")
        RUN = "run", _("began acting on many")
        PAUSE = "pause", _("paused acting on many")
        RESUME = "resume", _("resumed acting on many")
        EXPORT = "export", _("took away a list")
        BUNDLE = "bundle", _("took away the files")
        DESIGN = "design", _("changed a design")

    at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    origin = models.GenericIPAddressField(_("from where"), null=True, blank=True)
    deed = models.CharField(_("what"), max_length=12, choices=Deed.choices)
    certificate = models.ForeignKey(
        "certificates.Certificate", models.PROTECT, null=True, blank=True, related_name="acts"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.CharField(_("about"), max_length=120, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed}"
