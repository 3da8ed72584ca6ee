"""What is said of a quiz from day to day: when it is open, from where, for whom otherwise. Never in a release."""

import ipaddress
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.people.models import Agency
from courses.models import Cohort

# Seconds after the deadline in which answers that were on their way still count.
USUAL_GRACE = 5


class Conditions(models.Model):
    """The live conditions of one quiz, by its translation key: all its languages and releases have the same.

    The password is said aloud in a room and written on a board; it is kept as it is, shown to those who set it, and
    never logged. `networks` is one address or range (CIDR) a line; empty means anywhere.
    """

    unit_key = models.UUIDField(unique=True, editable=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, help_text=_("Empty: open from the start."))
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Empty: never. Attempts still in progress then end at this moment."),
    )
    grace = models.PositiveSmallIntegerField(
        _("grace, in seconds"),
        default=USUAL_GRACE,
        validators=[MaxValueValidator(600)],
        help_text=_("Answers that arrive so long after the end still count: they may have been on their way."),
    )
    wait_minutes = models.PositiveIntegerField(
        _("waiting time between attempts, in minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60 * 24 * 90)],
        help_text=_("Empty: none."),
    )
    password = models.CharField(
        _("password"), max_length=60, blank=True, help_text=_("Asked once, before an attempt begins. Empty: none.")
    )
    networks = models.TextField(
        _("networks allowed"),
        blank=True,
        max_length=2000,
        help_text=_("One address or range a line, such as 203.0.113.0/24. Empty: from anywhere."),
    )
    # The key of the quiz of the same course that was taken before it; together they show what was gained.
    pretest = models.UUIDField(_("pre-test"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("conditions of a test")
        verbose_name_plural = _("conditions of tests")
        default_permissions = ("change",)
        permissions = (("change_taught_conditions", _("Can change the conditions of tests in their own courses")),)

    def __str__(self) -> str:
        return str(self.unit_key)

    def clean(self) -> None:
        """Closing comes after opening; networks are networks."""
        _in_order(self.opens_at, self.closes_at)
        for line in self.networks.split():
            try:
                ipaddress.ip_network(line, strict=False)
            except ValueError as error:
                said = _("“%(line)s” is neither an address nor a range.")
                raise ValidationError({"networks": said % {"line": line}}) from error

    def network_list(self) -> list[str]:
        """The networks, each written in the one way there is."""
        return [str(ipaddress.ip_network(line, strict=False)) for line in self.networks.split()]


class Override(models.Model):
    """Other conditions for one person, a cohort, or an agency with all below it. Empty fields: as for everyone.

    What is nearer counts, field by field: the person, then their cohort, their agency, and the agencies above it,
    nearest first.
    """

    conditions = models.ForeignKey(Conditions, models.CASCADE, related_name="overrides")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    cohort = models.ForeignKey(
        Cohort, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("cohort")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("time limit, in minutes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    reason = models.CharField(_("reason"), max_length=300, help_text=_("Why they have other conditions."))
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    # The fields that stand in for everyone's.
    FIELDS: ClassVar[tuple[str, ...]] = ("opens_at", "closes_at", "minutes", "attempts")

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, agency__isnull=True, cohort__isnull=True)
                | models.Q(person__isnull=True, agency__isnull=False, cohort__isnull=True)
                | models.Q(person__isnull=True, agency__isnull=True, cohort__isnull=False),
                name="an_override_is_for_a_person_cohort_or_agency",
            ),
            models.UniqueConstraint(fields=["conditions", "person"], name="one_override_per_person"),
            models.UniqueConstraint(fields=["conditions", "agency"], name="one_override_per_agency"),
            models.UniqueConstraint(fields=["conditions", "cohort"], name="one_override_per_cohort"),
        )

    def __str__(self) -> str:
        return str(self.person or self.cohort or self.agency or "")

    def clean(self) -> None:
        """Closing comes after opening, and something is set."""
        _in_order(self.opens_at, self.closes_at)
        if all(getattr(self, name) is None for name in self.FIELDS):
            raise ValidationError(_("Set at least one of the conditions."))


def _in_order(opens_at: object, closes_at: object) -> None:
    if opens_at and closes_at and closes_at <= opens_at:  # type: ignore[operator]  # both are moments
        raise ValidationError({"closes_at": _("It must close after it opens.")})
