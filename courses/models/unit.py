"""What a course counts: units. A lesson is one; other apps add kinds of their own by this mixin."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.pages.address import LearnerAddress
from courses.outline import Unit


class UnitMixin(LearnerAddress, models.Model):
    """A page that is a unit of a course: it has a kind, an address, and can be frozen into a release."""

    unit_kind: ClassVar[str] = ""

    required = models.BooleanField(
        _("required for completion"), default=True, help_text=_("A course is complete when all its required units are.")
    )

    class Meta:
        abstract = True

    @abstractmethod
    def freeze(self, languages: tuple[str, ...]) -> Unit:
        """The unit as a release keeps it: key, address, rule, blueprint. Called on the page in its source language.

        `languages` are those it is published in, the source's first. The deed that releases sets `module` itself.
        """

    def faults(self) -> list[str]:
        """What is missing before this unit can be released, as sentences for its author; empty when nothing is."""
        return []

    def warnings(self) -> list[str]:
        """What does not forbid to release this unit but is hardly meant, as sentences for its author."""
        return []

    def path_in(self, course: Course) -> str | None:
        """The unit's address, under the slug that the release froze; None when the release does not hold it."""
        key: Any = self.translation_key  # type: ignore[attr-defined]  # of Page
        release = course.current_release
        unit = release.outline.by_key.get(key) if release else None
        return reverse("courses:unit", args=[course.slug, unit.slug]) if unit else None
