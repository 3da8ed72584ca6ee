"""Programs that may ask for tokens, and answers kept for those who ask the same again."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication

from academy.api.scopes import OF_PROGRAMS, SCOPES


class Application(AbstractApplication):
    """A program with what it may ask for at most. One that acts by itself acts for `user`, and only while they may."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acts for"),
    )
    scopes = models.JSONField(_("may ask for"), default=list)

    objects: ClassVar[models.Manager["Application"]] = models.Manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def by_itself(self) -> bool:
        """Whether it acts without anybody's consent, for one person."""
        return bool(self.authorization_grant_type == self.GRANT_CLIENT_CREDENTIALS)

    @property
    def askable(self) -> list[str]:
        """The scopes it may ask for."""
        return [name for name in (OF_PROGRAMS if self.by_itself else SCOPES) if name in self.scopes]

    def is_usable(self, request: Any) -> bool:
        """Whether it gets and may use tokens: not while the person it acts for may not sign in."""
        return not self.by_itself or (self.user is not None and self.user.is_active)


class KeptAnswer(models.Model):
    """What was answered to a write that named a key, given again to the same write within `KEPT`.

    It is written with what it answers, in one transaction: there is none for a refusal.
    """

    KEPT = timedelta(days=1)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # SHA-256 of what was asked: method, address and body.
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    # As it was written: a column for JSON would put its names in another order.
    body = models.TextField(default="")
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_answer_per_key"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"
