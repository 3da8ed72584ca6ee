"""The certificate's row: the record of the decision, and the outbox of the work that follows it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.codes import new_code
from certificates.facts import Facts


class SerialNumber(models.Model):
    """Hands out numbers: one row, one number, from the database's own sequence. Numbers may skip; none comes twice."""

    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Certificate(models.Model):
    """One revision of one award. `award_key` names person, subject and cycle; a correction is the next revision."""

    class State(models.TextChoices):
        PENDING = "pending", _("being produced")
        READY = "ready", _("valid")
        SUSPENDED = "suspended", _("suspended")
        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")

    code = models.CharField(_("verification code"), max_length=32, unique=True, default=new_code)
    serial = models.CharField(_("serial number"), max_length=32, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates", verbose_name=_("holder")
    )
    subject = models.CharField(_("subject"), max_length=120, help_text=_("What it is for, as the giver names it."))
    cycle = models.PositiveIntegerField(_("cycle"), default=1)
    award_key = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    facts_json = models.JSONField(_("facts"))
    # The fingerprint of the design that the facts name; empty: the built-in one.
    design = models.GeneratedField(
        expression=Coalesce(KeyTextTransform("design", "facts_json"), models.Value("", models.TextField())),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    reason = models.CharField(_("reason"), max_length=300, blank=True, help_text=_("Why it is not in force."))
    issued_at = models.DateTimeField(_("issued"))
    ended_at = models.DateTimeField(_("not in force since"), null=True, blank=True)
    # The last day on which it counts, as in its facts; empty: without end. Nothing is written when that day passes.
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # How many days before its end the holder was last reminded.
    reminded = models.PositiveSmallIntegerField(null=True, blank=True)
    # The holder's name in both languages, as finding.plain writes it.
    words = models.TextField(blank=True, default="")

    # The work that follows: who holds the claim and until when, when the sweep looks at the row again (empty: nothing
    # is left to do), and what went wrong last.
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    look_again_at = models.DateTimeField(null=True, blank=True)
    unfinished = models.GeneratedField(
        expression=models.Case(
            models.When(look_again_at__isnull=False, then=models.Value(True)), default=models.Value(False)
        ),
        output_field=models.BooleanField(_("unfinished")),
        db_persist=True,
    )
    tries = models.PositiveIntegerField(_("tries"), default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    produced_at = models.DateTimeField(_("produced"), null=True, blank=True)
    announced_at = models.DateTimeField(_("holder told"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering: ClassVar[list[str]] = ["-pk"]
        permissions = (
            ("issue_certificate", "Can issue, correct and revoke certificates"),
            ("repair_certificate", "Can repair the production of certificates"),
        )
        constraints = (
            models.UniqueConstraint(fields=["award_key", "revision"], name="one_row_per_award_and_revision"),
            models.UniqueConstraint(
                fields=["award_key"], condition=~models.Q(state="superseded"), name="one_current_row_per_award"
            ),
        )
        indexes = (
            # The sweep asks only for rows with work left; there are few of them, whatever the register's length.
            models.Index(
                fields=["look_again_at"],
                condition=models.Q(look_again_at__isnull=False),
                name="certificate_work_left",
            ),
            # Those who are to be reminded are asked for each hour.
            models.Index(
                fields=["valid_until"],
                condition=models.Q(state="ready", valid_until__isnull=False),
                name="certificate_ends",
            ),
            # A holder's certificates for one thing, the newest cycle first: renewal and its links.
            models.Index(fields=["person", "subject", "-cycle"], name="certificate_of_person"),
            models.Index(fields=["subject"], name="certificate_of_subject"),
            models.Index(fields=["design"], name="certificate_of_design"),
            # The register's own order: what is unfinished first, then the newest.
            models.Index(fields=["-unfinished", "-id"], name="certificate_work_first"),
        )

    def __str__(self) -> str:
        return str(self.serial)

    @property
    def facts(self) -> Facts:
        """The frozen facts."""
        return Facts.from_json(self.facts_json)

    @property
    def expired(self) -> bool:
        """Whether its last day, in the academy's own zone, has passed."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def standing(self) -> str:
        """The state in words; a valid one that has run out says so."""
        return gettext("expired") if self.expired and self.state == self.State.READY else self.get_state_display()
