"""Designs of certificates: a name, and its versions, of which none is ever changed. And the pictures they hold."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.designs.spec import Spec


class Design(models.Model):
    """A design as officers name it. `current` is the version that certificates get from now on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        RETIRED = "retired", _("retired")

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    name = models.CharField(_("name of the design"), max_length=100, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    current = models.OneToOneField("DesignVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("design of certificates")
        verbose_name_plural = _("designs of certificates")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return str(self.name)


class DesignVersion(models.Model):
    """One version. `digest` is the fingerprint that certificates name it by: of its design and all it holds."""

    design = models.ForeignKey(Design, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    spec_json = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = (models.UniqueConstraint(fields=["design", "number"], name="one_design_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.design} {self.number}"

    @property
    def spec(self) -> Spec:
        """What it says and looks like."""
        return Spec.from_json(self.spec_json)


class DesignPicture(models.Model):
    """A picture for designs, made anew from what was uploaded and kept under its SHA-256. Never changed or deleted."""

    class Kind(models.TextChoices):
        BACKGROUND = "background", _("background")
        SEAL = "seal", _("seal")
        SIGNATURE = "signature", _("signature")

    sha256 = models.CharField(max_length=64)
    kind = models.CharField(_("what it is for"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name of the picture"), max_length=100)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    hidden = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["kind", "name"]
        constraints = (models.UniqueConstraint(fields=["sha256", "kind"], name="one_design_picture_per_content"),)

    def __str__(self) -> str:
        return str(self.name)
