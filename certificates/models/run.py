"""A run: one deed done to many, row by row in the background, with an outcome for each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateRun(models.Model):
    """The order, and how far it is. `deed` names what is done (certificates.bulk.deeds); `dry` undoes each row again.

    `claim` and `claimed_until` say who works on it and until when, as with a certificate's row.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        DONE = "done", _("all rows done")

    deed = models.CharField(_("what"), max_length=40)
    dry = models.BooleanField(_("dry run"), default=False)
    title = models.CharField(_("for"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    total = models.PositiveIntegerField(_("rows"), default=0)
    made_at = models.DateTimeField(_("begun"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    origin = models.GenericIPAddressField(_("from where"), null=True, blank=True)
    # The real run that a dry run was carried out by: once.
    carried_out = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="rehearsal")
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.deed} {self.pk}"


class RunItem(models.Model):
    """One row of a run. `target` is the key of what the deed acts on; `said` what came of it, by language."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        REFUSED = "refused", _("not done")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(CertificateRun, models.CASCADE, related_name="items")
    target = models.BigIntegerField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    code = models.CharField(max_length=40, blank=True)
    said = models.JSONField(default=dict, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = (models.UniqueConstraint(fields=["run", "target"], name="one_item_per_run_and_target"),)
        indexes = (models.Index(fields=["run", "outcome", "id"], name="run_item_work"),)

    def __str__(self) -> str:
        return f"{self.run_id} · {self.target}"


class Bundle(models.Model):
    """Files of certificates as one ZIP, built in the background for whoever asked, and kept for a day."""

    key = models.CharField(max_length=32, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("asked for"))
    certificates = models.JSONField(default=list)
    done = models.PositiveIntegerField(_("files"), default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bundle of files")
        verbose_name_plural = _("bundles of files")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
