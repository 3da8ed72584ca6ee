"""An attempt at a quiz: drawn once, answered on the server, marked once."""

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.faces import Drawn
from assessments.models.bank import QuestionVersion
from courses.models import Enrolment


class Attempt(models.Model):
    """One try of one person. `terms` are what it began under; later edits and releases do not touch it.

    terms: {"pass_mark": decimal as str, "attempts": int | None, "minutes": int | None, "per_page": int,
    "show_answers": bool, "release": int}
    """

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        MARKED = "marked", _("marked")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    unit_key = models.UUIDField()
    number = models.PositiveSmallIntegerField(_("attempt"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    terms = models.JSONField()
    started_at = models.DateTimeField(_("started"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=2, null=True, blank=True)
    points_possible = models.DecimalField(_("points possible"), max_digits=8, decimal_places=2, default=0)
    score = models.DecimalField(_("score, per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "unit_key", "number"], name="one_attempt_per_number"),
            models.UniqueConstraint(
                fields=["enrolment", "unit_key"], condition=models.Q(state="open"), name="one_open_attempt_per_unit"
            ),
        )
        indexes = (models.Index(fields=["deadline"], condition=models.Q(state="open"), name="attempt_open_deadline"),)

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def open(self) -> bool:
        """Whether it still takes answers, deadline aside."""
        return self.state == self.State.OPEN

    @property
    def pass_mark(self) -> Decimal:
        """The pass mark it began under, in per cent."""
        return Decimal(self.terms["pass_mark"])

    @property
    def ran_out(self) -> bool:
        """Whether it was closed by its deadline and not by the learner."""
        return self.submitted_at is not None and self.submitted_at == self.deadline


class AttemptQuestion(models.Model):
    """One drawn question with its answer. `sequence` grows with each save: an older save never overwrites a newer."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    choice_order = models.JSONField(default=list)
    points_possible = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    answer = models.JSONField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["attempt", "position"], name="one_question_per_position"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.position}"

    @property
    def drawn(self) -> Drawn:
        """For the pure rooms; asks for the version unless it came along."""
        return Drawn(
            number=self.position,
            kind=self.version.kind,
            content=self.version.content,
            layout=self.choice_order,
            points_possible=self.points_possible,
            answer=self.answer,
            sequence=self.sequence,
            points=self.points,
        )
