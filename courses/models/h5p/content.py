"""H5P contents: what instructors upload and put into lessons, each upload a version that is never changed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.h5p.library import H5PLibrary


class H5PContent(models.Model):
    """What lessons refer to; learners get its `current` version."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    current = models.ForeignKey(
        "H5PVersion", models.RESTRICT, null=True, editable=False, related_name="+", verbose_name=_("version")
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("interactive content")
        verbose_name_plural = _("interactive contents")
        ordering: ClassVar[list[str]] = ["title"]
        permissions = (("view_statements", _("Can read and export what learners' browsers reported")),)

    def __str__(self) -> str:
        return self.title


class H5PVersion(models.Model):
    """One upload. Its media lie in `H5P_DIR/contents/<folder>/`; `params` are as uploaded and never leave the server.

    `filtered` are the params that are played, `assets` the scripts and styles that play them; both are made again when
    `filtered_with` is not the filter's version, or a library has other files now. `report` is what filtering changed.
    """

    content = models.ForeignKey(H5PContent, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    library = models.ForeignKey(H5PLibrary, models.PROTECT, related_name="contents", verbose_name=_("type of content"))
    params = models.JSONField()
    metadata = models.JSONField(default=dict)
    filtered = models.JSONField(default=dict)
    filtered_with = models.PositiveIntegerField(default=0)
    assets = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    max_score = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    folder = models.CharField(max_length=64)
    files = models.JSONField(default=list)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = (models.UniqueConstraint(fields=["content", "number"], name="one_h5p_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.content_id} · {self.number}"

    @property
    def key(self) -> str:
        """What the store of libraries knows this version by."""
        return f"version-{self.pk}"
