"""The tree of government: ministry, department, division."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Agency(MP_Node):
    """A part of government, below the part it belongs to. `path` is the tree's order: a subtree is one range."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("ministry")
        DEPARTMENT = "department", _("department")
        DIVISION = "division", _("division")
        OTHER = "other", _("other organisation")

    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DEPARTMENT)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the moment."""
        return str(self.name_en if get_language() == "en" else self.name_th)

    @property
    def indented_name(self) -> str:
        """The name behind as many dashes as it is deep, for lists in the tree's order."""
        return f"{'— ' * (self.depth - 1)}{self.name}"
