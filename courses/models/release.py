"""A release: the course as it counts for those enrolled. Immutable once made."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.outline import Outline


class Release(models.Model):
    """Freezes units, order, rules, weights, pass marks, blueprints and hours; not the wording (see KeptPage)."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="releases", verbose_name=_("course"))
    number = models.PositiveIntegerField(_("release number"))
    outline_json = models.JSONField(_("outline"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("released"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = (models.UniqueConstraint(fields=["course", "number"], name="one_release_per_number"),)

    def __str__(self) -> str:
        return f"{self.course} {self.number}"

    @property
    def outline(self) -> Outline:
        """The frozen outline."""
        return Outline.from_json(self.outline_json)


class KeptPage(models.Model):
    """A page's published revision as it was at release, in one language, served when the page itself is gone.

    The content is a copy, not a foreign key to Wagtail's revision: deleting a page deletes its revisions, so a
    protected key would forbid authors to delete, and an unprotected one would lose what learners were promised.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="kept_pages")
    key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    content_type = models.ForeignKey("contenttypes.ContentType", models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    content = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["release", "key", "language"], name="one_kept_page_per_language"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class PlannedRelease(models.Model):
    """A release to be made at a set time, on behalf of the person who planned it. Settled once: released or refused."""

    key = models.UUIDField(_("course"))
    at = models.DateTimeField(_("when"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    release = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="+")
    # Why it was refused, as sentences; empty when it was made.
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("planned release")
        verbose_name_plural = _("planned releases")
        ordering: ClassVar[list[str]] = ["-at"]
        constraints = (
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(settled_at=None), name="one_planned_release_per_course"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.at:%Y-%m-%d %H:%M}"
