"""A regrade: the decision to mark a question of a quiz in another way, what it changed, and who is told.

Versions of questions never change. A decision stands beside the version it is about, for one quiz (its unit key, over
all releases and languages); the newest one about a version is in force, for attempts marked before it and after it.
"""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.prepared import Prepared
from assessments.models.bank import QuestionVersion
from assessments.regrading import amendments
from courses.models import Enrolment


class RegradeManager(models.Manager["Regrade"]):
    """Finds what is in force."""

    def in_force(self, unit_key: UUID, versions: Collection[int]) -> "dict[int, Regrade]":
        """The newest decision about each of these versions in this quiz. One query: a quiz has few, mostly none."""
        return {one.version_id: one for one in _decided(unit=unit_key) if one.version_id in versions}


class Regrade(models.Model):
    """One decision and its run. `key` is that of `rekey` (see amendments), `by_version` that of `version`."""

    class Policy(models.TextChoices):
        REKEY = "rekey", _("another key")
        DROP = "drop", _("the question does not count")
        FULL = "full", _("full marks for everybody who had it")
        VERSION = "version", _("mark by another version")

    class State(models.TextChoices):
        RUNNING = "running", _("in progress")
        DONE = "done", _("done")

    unit_key = models.UUIDField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+", verbose_name=_("question"))
    policy = models.CharField(_("what is done"), max_length=10, choices=Policy.choices)
    key = models.JSONField(null=True, blank=True)
    by_version = models.ForeignKey(QuestionVersion, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("regrade decided"))

    # The run: it goes through the attempts by their numbers, and `cursor` is the last one that is done with.
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    cursor = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(_("attempts"), default=0)
    done = models.PositiveIntegerField(_("attempts done"), default=0)
    failed = models.PositiveIntegerField(_("attempts that could not be regraded"), default=0)
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects: ClassVar[RegradeManager] = RegradeManager()

    class Meta:
        default_permissions = ()
        permissions = (("regrade_attempts", "Can regrade attempts"),)
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints = (
            models.UniqueConstraint(
                fields=["unit_key", "version"], condition=models.Q(state="running"), name="one_running_regrade"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} · {self.policy}"

    @property
    def drops(self) -> bool:
        """Whether the question counts for nothing, neither points reached nor points possible."""
        return self.policy == self.Policy.DROP

    @property
    def full(self) -> bool:
        """Whether everybody who had the question gets all its points."""
        return self.policy == self.Policy.FULL

    @property
    def content(self) -> Mapping[str, Any]:
        """What answers are marked by, and reviews show. Asks for the versions unless they came along."""
        if self.policy == self.Policy.REKEY:
            return amendments.rekeyed(self.version.kind, self.version.content, self.key)
        if self.policy == self.Policy.VERSION and self.by_version:
            content: Mapping[str, Any] = self.by_version.content
            return content
        return self.version.content


class RegradeChange(models.Model):
    """What a regrade changed in one attempt. Written once, with the change, and never changed.

    `kept_pass`: the new points would not have passed; the pass that was recorded stays, the score at the pass mark.
    """

    regrade = models.ForeignKey(Regrade, models.PROTECT, related_name="changes")
    attempt = models.ForeignKey("assessments.Attempt", models.CASCADE, related_name="regradings")
    at = models.DateTimeField(_("when"))
    points_before = models.DecimalField(max_digits=8, decimal_places=2)
    points_after = models.DecimalField(max_digits=8, decimal_places=2)
    possible_before = models.DecimalField(max_digits=8, decimal_places=2)
    possible_after = models.DecimalField(max_digits=8, decimal_places=2)
    score_before = models.DecimalField(max_digits=5, decimal_places=2)
    score_after = models.DecimalField(max_digits=5, decimal_places=2)
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()
    kept_pass = models.BooleanField()

    class Meta:
        default_permissions = ()
        verbose_name = _("regraded attempt")
        verbose_name_plural = _("regraded attempts")
        constraints = (models.UniqueConstraint(fields=["regrade", "attempt"], name="one_change_per_regrade"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.score_before} → {self.score_after}"


class RegradeLetter(models.Model):
    """A learner to be told of a regrade: the outbox. Told once; `claimed_until` keeps two workers from one letter."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="letters")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["regrade", "enrolment"], name="one_letter_per_regrade"),)
        indexes = (
            models.Index(fields=["regrade"], condition=models.Q(told_at__isnull=True), name="regrade_letters_left"),
        )

    def __str__(self) -> str:
        return f"{self.regrade_id} · {self.enrolment_id}"


_decided = Prepared(
    lambda unit: Regrade.objects.filter(unit_key=unit).select_related("version", "by_version").order_by("pk"),
    unit=models.UUIDField(),
)
