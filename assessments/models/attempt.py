"""An attempt at a quiz: drawn once, answered on the server, marked once."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments import timing
from assessments.faces import Drawn
from assessments.models.bank import QuestionVersion
from assessments.models.conditions import USUAL_GRACE
from courses.models import Enrolment


class Attempt(models.Model):
    """One try of one person. `terms` are what it began under; later edits and releases do not touch it.

    terms: {"pass_mark": decimal as str, "attempts": int | None, "minutes": int | None, "per_page": int,
    "release": int, "navigation": "free" | "forward", "questions": int, "review": see assessments.disclosure}; attempts
    from before there was a choice lack the last three, and say "show_answers": bool. Where people mark it otherwise
    than usual, "marking": see assessments.handmarking.scheme.
    """

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        # Submitted, with answers that a person marks: nothing of it is known or shown before all of them are marked.
        WAITING = "waiting", _("waiting for marking")
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
    # Where the learner's browser was last, to notice when it is elsewhere.
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    # Of a forward-only attempt: the page that may be answered, from 1; one more than there are after the last.
    page = models.PositiveSmallIntegerField(default=1)
    # The live conditions as they hold for it now (assessments.conditioning), so that a save need not ask for them.
    grace = models.PositiveSmallIntegerField(default=USUAL_GRACE)
    networks = models.JSONField(default=list)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "unit_key", "number"], name="one_attempt_per_number"),
            models.UniqueConstraint(
                fields=["enrolment", "unit_key"], condition=models.Q(state="open"), name="one_open_attempt_per_unit"
            ),
        )
        indexes = (
            models.Index(fields=["deadline"], condition=models.Q(state="open"), name="attempt_open_deadline"),
            # Statistics and regrades ask for all attempts at a quiz.
            models.Index(fields=["unit_key", "number"], name="attempts_of_unit"),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    def is_over(self, at: datetime) -> bool:
        """Whether it is still open although its time, with its grace, has passed."""
        return self.open and timing.is_over(self.deadline, at, timedelta(seconds=self.grace))

    @property
    def open(self) -> bool:
        """Whether it still takes answers, deadline aside."""
        return self.state == self.State.OPEN

    @property
    def waiting(self) -> bool:
        """Whether it is submitted, and people have not marked all of it yet."""
        return self.state == self.State.WAITING

    @property
    def forward(self) -> bool:
        """Whether a page that was left does not come back."""
        return self.terms.get("navigation") == "forward"

    @property
    def pages(self) -> int:
        """How many pages of questions it has; 0 for attempts from before it was written down."""
        return -(-int(self.terms.get("questions", 0)) // max(1, self.terms["per_page"]))

    def at_page_of(self, number: int) -> bool:
        """Whether the question of this number may be seen and answered now, deadline aside."""
        return not self.forward or (number - 1) // max(1, self.terms["per_page"]) + 1 == self.page

    @property
    def pass_mark(self) -> Decimal:
        """The pass mark it began under, in per cent."""
        return Decimal(self.terms["pass_mark"])

    @property
    def pass_kept(self) -> bool:
        """Whether its points would no longer pass, after a regrade, and the pass that was recorded stays.

        Points are kept rounded down, by less than a hundredth.
        """
        points = (self.points or Decimal(0)) + Decimal("0.01")
        return bool(self.passed) and points * 100 < self.pass_mark * self.points_possible

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
    # Marked by the learner for another look.
    flagged = models.BooleanField(default=False)
    points = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    # What people gave, as an exact fraction of its points, such as "7/10"; empty until then, and for all other kinds.
    share = models.CharField(max_length=60, blank=True, default="")
    # The decision under which it was marked, where that was another than the version's own.
    regrade = models.ForeignKey("assessments.Regrade", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["attempt", "position"], name="one_question_per_position"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.position}"

    @property
    def drawn(self) -> Drawn:
        """For the pure rooms: what was asked, or, once regraded, what it was marked by.

        Asks for the version, the regrade and its versions, and where people marked it for their marks, unless they came
        along.
        """
        return Drawn(
            number=self.position,
            kind=self.version.kind,
            content=self.regrade.content if self.regrade else self.version.content,
            layout=self.choice_order,
            points_possible=self.points_possible,
            answer=self.answer,
            sequence=self.sequence,
            points=self.points,
            treatment=self.regrade.policy if self.regrade else "",
            flagged=self.flagged,
            marks=self.task.counted if self.share else (),
        )
