"""The journal of an attempt: what happened, in order, each entry holding the hash of the one before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt


class JournalEntry(models.Model):
    """One thing that happened. Only ever added (assessments.journalling); `hash` as assessments.chaining says.

    `detail`, by event (moments are ISO 8601 in UTC, decimals are strings):
    started: {"number", "unit", "terms", "deadline", "address", "questions": [[position, version, order]]}
    carried: as it stood when journals began: {"questions": [[position, version, order]], "deadline", "answers",
        and once marked what graded says}
    saved: {"answers": {position: [sequence, answer]}}; an answer in stored form, or {"sha256"} when it is long; and
        "files", the SHA-256 of each, where files are handed in
    moved: {"page"}   focus_lost: {"seconds"}   address_changed: {"from", "to"}   deadline_changed: {"from", "to"}
    submitted, ran_out: {}
    judged: {"question": position, "role", "mark", "share"}, and "settled", the share that counts, once it is known
    graded, regraded: {"points", "points_possible", "score", "passed"}, and what the deed adds, such as {"why"}

    `by` is who did it; None is the server. `signature` is "" but for graded and regraded (assessments.sealing).
    """

    class Event(models.TextChoices):
        STARTED = "started", _("attempt started")
        CARRIED = "carried", _("carried over")
        SAVED = "saved", _("answers saved")
        MOVED = "moved", _("went on to another page")
        FOCUS_LOST = "focus_lost", _("left the window")
        ADDRESS_CHANGED = "address_changed", _("came from another network address")
        DEADLINE_CHANGED = "deadline_changed", _("deadline changed")
        SUBMITTED = "submitted", _("submitted by the learner")
        RAN_OUT = "ran_out", _("closed as time was up")
        JUDGED = "judged", _("marked by a person")
        GRADED = "graded", _("marked")
        REGRADED = "regraded", _("marked again")

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="journal", verbose_name=_("attempt"))
    number = models.PositiveIntegerField(_("number"))
    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    detail = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        default_permissions = ("view",)
        ordering: ClassVar[list[str]] = ["attempt", "number"]
        constraints = (models.UniqueConstraint(fields=["attempt", "number"], name="one_journal_entry_per_number"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.number} {self.event}"
