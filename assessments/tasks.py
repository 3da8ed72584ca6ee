"""What the worker does for quizzes."""

from celery import shared_task
from django.utils import timezone

from assessments import closing, rooting


@shared_task(name="assessments.close_overdue")
def close_overdue() -> None:
    """Mark the attempts whose time ran out while nobody looked. Run it as often as you like."""
    closing.close_overdue(timezone.now())


@shared_task(name="assessments.root_journals")
def root_journals() -> None:
    """Write yesterday's root of the journals where there is none yet. Run it as often as you like."""
    rooting.root_of_yesterday(timezone.now())
