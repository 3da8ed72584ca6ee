"""Files that learners hand in."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import AttemptQuestion

LONGEST_NAME = 150


def store() -> Storage:
    """Where they lie: a storage of their own, which nobody but our own views reads."""
    return storages["answers"]


def place(_file: "AnswerFile", _name: str) -> str:
    """A name that tells nothing, in one of 256 folders."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class AnswerFile(models.Model):
    """One file of one answer. In force is what the answer names; what it names no more is swept."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(AttemptQuestion, models.CASCADE, related_name="files")
    file = models.FileField(storage=store, upload_to=place, max_length=100)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    type = models.CharField(_("type"), max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    made_at = models.DateTimeField(_("made"))
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["removed_at"], condition=models.Q(removed_at__isnull=False), name="removed_files"),
        )

    def __str__(self) -> str:
        return str(self.key)

    def as_answer(self) -> dict[str, object]:
        """As the answer holds it."""
        return {"id": str(self.key), "name": self.name, "sha256": self.sha256, "size": self.size}
