"""What learners do in interactive content: where they were, their attempts, and what their browsers said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.h5p.content import H5PContent, H5PVersion


class H5PState(models.Model):
    """What the player keeps for a person in a content, to resume on any device. `data` is the player's own."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    content = models.ForeignKey(H5PContent, models.CASCADE, related_name="+")
    # The version it was saved in: another version's state is never played.
    version = models.ForeignKey(H5PVersion, models.CASCADE, related_name="+")
    sub_content_id = models.CharField(max_length=40, default="0")
    data_type = models.CharField(max_length=255)
    data = models.TextField()
    preload = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["person", "content", "sub_content_id", "data_type"], name="one_h5p_state_per_person_and_type"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.content_id} · {self.data_type}"


class H5PAttempt(models.Model):
    """One sitting, opened by the server. Exactly one result of the whole content is accepted for its `nonce`."""

    class Verdict(models.TextChoices):
        VERIFIED = "verified", _("marked again by the server")
        PARTLY = "partly", _("partly marked again by the server")
        REPORTED = "reported", _("reported by the browser")
        FLAGGED = "flagged", _("does not agree with its answers")

    nonce = models.CharField(max_length=43, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="h5p_attempts")
    unit_key = models.UUIDField()
    # The id of the lesson's block: the same in every language, whose contents may be different ones.
    exercise = models.UUIDField()
    content = models.ForeignKey(H5PContent, models.PROTECT, related_name="attempts")
    version = models.ForeignKey(H5PVersion, models.PROTECT, related_name="attempts")
    opened_at = models.DateTimeField(_("opened"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    raw = models.DecimalField(_("points"), max_digits=16, decimal_places=6, null=True)
    max = models.DecimalField(_("of"), max_digits=16, decimal_places=6, null=True)
    verdict = models.CharField(_("evidence"), max_length=10, choices=Verdict.choices, blank=True)
    # Short codes of the player's library: why it could not be marked, or what does not agree.
    reasons = models.JSONField(default=list)
    # The places of the questions that the server drew, of a set that asks some of them (h5p.pooling).
    pool = models.JSONField(default=list)
    kept_bytes = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("attempt at interactive content")
        verbose_name_plural = _("attempts at interactive content")
        indexes = (models.Index(fields=["enrolment", "exercise", "finished_at"]),)
        constraints = (
            models.UniqueConstraint(
                fields=["enrolment", "unit_key", "exercise", "version"],
                condition=models.Q(finished_at=None),
                name="one_open_h5p_attempt",
            ),
        )

    def __str__(self) -> str:
        return str(self.nonce)


class H5PStatement(models.Model):
    """An xAPI statement as the browser sent it, with what the server knows of it. Rows are only added."""

    attempt = models.ForeignKey(H5PAttempt, models.CASCADE, related_name="statements")
    # Made by the browser, so that a statement sent again is not kept twice.
    statement_id = models.UUIDField()
    received_at = models.DateTimeField(_("received"))
    body = models.JSONField()

    class Meta:
        default_permissions = ()
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar[list[str]] = ["received_at", "pk"]
        constraints = (
            models.UniqueConstraint(fields=["attempt", "statement_id"], name="one_h5p_statement_per_attempt_and_id"),
        )

    def __str__(self) -> str:
        return str(self.statement_id)
