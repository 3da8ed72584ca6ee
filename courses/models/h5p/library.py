"""Installed H5P libraries: programs that run in readers' browsers, so only administrators install them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from h5p import LibraryName


class H5PLibrary(models.Model):
    """One installed version; its files lie in a folder named by `tree_hash`, which no upgrade changes."""

    machine_name = models.CharField(_("machine name"), max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=255)
    runnable = models.BooleanField(_("type of content"), default=False)
    # The whole library.json and semantics.json: what is asked at every view comes with the row.
    metadata = models.JSONField(default=dict)
    semantics = models.JSONField(default=list)
    tree_hash = models.CharField(_("hash of the files"), max_length=64)
    restricted = models.BooleanField(
        _("restricted"), default=False, help_text=_("Only administrators may upload content of this type.")
    )
    enabled = models.BooleanField(
        _("enabled"), default=True, help_text=_("Content of a type that is not enabled is neither uploaded nor played.")
    )
    installed_at = models.DateTimeField(_("installed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("content type or library")
        verbose_name_plural = _("content types and libraries")
        ordering: ClassVar[list[str]] = ["machine_name", "major", "minor"]
        constraints = (
            models.UniqueConstraint(fields=["machine_name", "major", "minor"], name="one_h5p_library_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.major}.{self.minor}.{self.patch}"

    @property
    def name(self) -> LibraryName:
        """The name that content and other libraries ask for."""
        return LibraryName(self.machine_name, self.major, self.minor)


class H5PUse(models.Model):
    """A content needs a library, played or only installed; `content` is the key that courses.h5p gives it."""

    content = models.CharField(max_length=64)
    machine_name = models.CharField(max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["content", "machine_name", "major", "minor"], name="one_h5p_use_per_content_and_library"
            ),
        )
        indexes = (models.Index(fields=["machine_name", "major", "minor"]),)

    def __str__(self) -> str:
        return f"{self.content}: {self.machine_name} {self.major}.{self.minor}"


class H5PInstallation(models.Model):
    """Who put which files into readers' browsers, and when. Rows are only added."""

    class Change(models.TextChoices):
        INSTALLED = "installed", _("installed anew")
        UPGRADED = "upgraded", _("upgraded")
        DELETED = "deleted", _("deleted")

    library = models.CharField(_("library"), max_length=280)
    change = models.CharField(_("change"), max_length=10, choices=Change.choices)
    old_patch = models.PositiveIntegerField(_("old patch"), null=True)
    new_patch = models.PositiveIntegerField(_("new patch"), null=True)
    tree_hash = models.CharField(_("hash of the files"), max_length=64, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.library} {self.change}"
