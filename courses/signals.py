"""The door by which Wagtail tells of pages: the one that the CMS, its schedule, translations and commands all pass."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from courses import publishing


@receiver([page_published, page_unpublished])
@receiver(post_delete, sender=Page)
def shown_or_gone(instance: Page, **_signal: Any) -> None:
    """A page was published, taken back or deleted."""
    publishing.notice(instance)
