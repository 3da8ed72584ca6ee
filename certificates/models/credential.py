"""What is kept of certificates as Open Badges: what they stand for, where their status is told, forms made of them."""

import secrets
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificate import Certificate


def new_secret() -> str:
    """128 random bits in hexadecimal."""
    return secrets.token_hex(16)


class Achievement(models.Model):
    """What one release of a course stands for, as its certificates say it. Never changed: other words are another row.

    `said` is certificates.credentials.achievement.Terms as JSON; `digest` is its fingerprint.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    said = models.JSONField()

    class Meta:
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)


class StatusList(models.Model):
    """One page of the register of revoked and suspended credentials; `shuffle` is the secret that deals its places."""

    number = models.PositiveIntegerField(unique=True)
    shuffle = models.CharField(max_length=32, default=new_secret, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class Credential(models.Model):
    """A certificate as a credential: its own id, its place in the status lists, and since when its holder shows it."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="credential")
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="credentials")
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField()
    shared_at = models.DateTimeField(_("shared since"), null=True, blank=True)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_credential_per_status_place"),
        )

    def __str__(self) -> str:
        return self.urn

    @property
    def urn(self) -> str:
        """How the credential names itself."""
        return f"urn:uuid:{self.key}"


class CredentialFile(models.Model):
    """One form of a credential, made when first asked for and kept in the certificates' store under its SHA-256."""

    class Form(models.TextChoices):
        JWT = "jwt", _("credential, signed as one text (VC-JWT)")
        INTEGRITY = "json", _("credential with a proof inside (Data Integrity)")
        PNG = "png", _("badge as a picture (PNG)")
        SVG = "svg", _("badge as a drawing (SVG)")
        CARD = "card", _("picture for shared links")

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="files")
    form = models.CharField(max_length=8, choices=Form.choices)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = (models.UniqueConstraint(fields=["credential", "form"], name="one_file_per_credential_form"),)

    def __str__(self) -> str:
        return f"{self.form} {self.sha256}"
