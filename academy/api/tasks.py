"""What the worker does for the API."""

from celery import shared_task
from django.utils import timezone

from academy.api import forgetting


@shared_task(name="api.forget", ignore_result=True)
def forget() -> None:
    """Once a day: what need not be kept."""
    forgetting.forget(timezone.now())
