"""Marking by people: what a quiz says of it, the answers that wait, the marks that were given, and who is told.

A task is one answer of one submitted attempt. A mark is written once and never changed; a later one stands beside it.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from academy.people.roles import Role
from assessments.faces import Counted
from assessments.handmarking import scheme
from assessments.models.attempt import Attempt, AttemptQuestion
from courses.models import Course


class MarkingTerms(models.Model):
    """The part of a quiz that says how people mark it. All but `markers` is frozen with the release."""

    class Second(models.TextChoices):
        NONE = "none", _("none")
        SHARE = "share", _("of some attempts, drawn by chance")
        ALL = "all", _("of every attempt")

    mark_blind = models.BooleanField(
        _("blind marking"),
        default=True,
        help_text=_("Whoever marks sees neither name nor agency, and answers in an order that tells nothing."),
    )
    second_marking = models.CharField(
        _("second mark"), max_length=10, choices=Second.choices, default=Second.NONE,
        help_text=_("Given by another person, who does not see the first mark. What counts is the middle of both."),
    )  # fmt: skip
    second_every = models.PositiveSmallIntegerField(
        _("one attempt in"), default=5, validators=[MinValueValidator(2), MaxValueValidator(100)]
    )
    second_difference = models.PositiveSmallIntegerField(
        _("largest difference, per cent"),
        default=scheme.USUAL_DIFFERENCE,
        validators=[MaxValueValidator(100)],
        help_text=_("Of the points of a question. Where two marks differ by more, a third person decides."),
    )
    markers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        limit_choices_to={"groups__name__in": [Role.INSTRUCTOR.value, Role.REVIEWER.value]},
        verbose_name=_("who else marks"),
        help_text=_("Besides the instructors of the course: they mark answers to this test, and see no more of it."),
    )

    class Meta:
        abstract = True

    def freeze_marking(self) -> dict[str, Any]:
        """For the blueprint: {"marking": as assessments.handmarking.scheme reads it}; nothing where it is the usual."""
        every = {self.Second.NONE: 0, self.Second.SHARE: self.second_every, self.Second.ALL: 1}
        said = scheme.Scheme(self.mark_blind, every[self.Second(self.second_marking)], self.second_difference)
        return {} if said == scheme.Scheme() else {"marking": said.as_json()}


class MarkingTask(models.Model):
    """An answer that a person marks. `wants` says whose mark is next; empty once the answer has its points.

    `place` is its place in the queue, which tells nothing of who answered when. A claim is a lease: whoever has it
    marks, until `claimed_until`.
    """

    class Wants(models.TextChoices):
        FIRST = "first", _("first mark")
        SECOND = "second", _("second mark")
        MODERATOR = "moderator", _("decision")

    question = models.OneToOneField(AttemptQuestion, models.CASCADE, related_name="task")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    unit_key = models.UUIDField()
    wants = models.CharField(_("waits for"), max_length=10, choices=Wants.choices, default=Wants.FIRST, blank=True)
    # Whether a second person marks it too, decided at submission.
    second = models.BooleanField(default=False)
    place = models.BigIntegerField()
    asked_at = models.DateTimeField(_("handed in"))
    done_at = models.DateTimeField(_("marked"), null=True, blank=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = (
            ("mark_answers", "Can mark answers"),
            ("mark_taught_answers", "Can mark answers in their own courses, and where they are appointed"),
        )
        verbose_name = _("answer to mark")
        verbose_name_plural = _("answers to mark")
        indexes = (models.Index(fields=["unit_key", "wants", "place"], name="marking_queue"),)

    def __str__(self) -> str:
        return f"{self.question_id} {self.wants}"

    @property
    def done(self) -> bool:
        """Whether the answer has its points."""
        return not self.wants

    @property
    def counted(self) -> tuple[Counted, ...]:
        """The marks that count now: the newest correction, else the decision, else the first with the second."""
        given = sorted(self.markings.all(), key=lambda one: one.pk)
        last = [one for one in given if one.role in (Marking.Role.MODERATOR, Marking.Role.CORRECTION)]
        return tuple(Counted(one.mark, one.comment) for one in last[-1:] or given)


class Marking(models.Model):
    """One person's mark. `mark` and `share` as at assessments.kinds.rubrics; `share` is an exact fraction as text.

    `comment` is for the learner; `note` for colleagues, and of a correction the reason.
    """

    class Role(models.TextChoices):
        FIRST = "first", _("first mark")
        SECOND = "second", _("second mark")
        MODERATOR = "moderator", _("decision")
        CORRECTION = "correction", _("correction")

    task = models.ForeignKey(MarkingTask, models.CASCADE, related_name="markings")
    role = models.CharField(_("mark"), max_length=10, choices=Role.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    mark = models.JSONField()
    share = models.CharField(max_length=60)
    comment = models.TextField(_("comment to the learner"), max_length=4000, blank=True)
    note = models.TextField(_("note to colleagues"), max_length=2000, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = (
            models.UniqueConstraint(
                fields=["task", "role"], condition=~models.Q(role="correction"), name="one_mark_per_role"
            ),
            # First, second and third are three people.
            models.UniqueConstraint(
                fields=["task", "by"], condition=~models.Q(role="correction"), name="one_mark_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.role}"


class MarkedLetter(models.Model):
    """A learner to be told that an attempt is marked, or (`score_before`) that its mark was corrected: the outbox."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="+")
    score_before = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["id"], condition=models.Q(told_at__isnull=True), name="marked_letters_left"),)

    def __str__(self) -> str:
        return str(self.attempt_id)
