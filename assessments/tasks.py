"""What the worker does for quizzes."""

from celery import shared_task
from django.utils import timezone

from assessments import attempting


@shared_task(name="assessments.close_overdue")
def close_overdue() -> None:
    """Mark the attempts whose time ran out while nobody looked. Run it as often as you like."""
    attempting.close_overdue(timezone.now())
