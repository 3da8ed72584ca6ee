"""What a course counts: units. A lesson is one; other apps add kinds of their own by this mixin."""

from abc import abstractmethod
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.outline import Unit


class UnitMixin(models.Model):
    """A page that is a unit of a course: it has a kind, and can be frozen into a release."""

    unit_kind: ClassVar[str] = ""

    required = models.BooleanField(
        _("required"), default=True, help_text=_("A course is complete when all its required units are.")
    )

    class Meta:
        abstract = True

    @abstractmethod
    def freeze(self, languages: tuple[str, ...]) -> Unit:
        """The unit as a release keeps it: key, address, rule, blueprint. Called on the page in its source language."""

    def faults(self) -> list[str]:
        """What is missing before this unit can be released, as sentences for its author; empty when nothing is."""
        return []
