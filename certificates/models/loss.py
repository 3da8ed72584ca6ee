"""Files that went missing from the store."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificate import Certificate


class LostFile(models.Model):
    """A certificate's file that was not in the store, or not as it was written, when somebody asked for it.

    `mended_at` is when it was there again, or another one was asked for in its place. A holder may have a copy: under
    its fingerprint the certificate is found for ever.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="lost_files")
    sha256 = models.CharField(max_length=64, db_index=True)
    found_at = models.DateTimeField(_("found missing"))
    mended_at = models.DateTimeField(_("mended"), null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = (
            models.UniqueConstraint(
                fields=["certificate"], condition=models.Q(mended_at=None), name="one_open_loss_per_certificate"
            ),
        )

    def __str__(self) -> str:
        return str(self.sha256)
