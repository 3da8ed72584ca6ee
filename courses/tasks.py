"""What workers do about courses."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from courses import planning
from courses.h5p import sweeping


@shared_task(name="courses.release_planned", ignore_result=True)
def release_planned() -> None:
    """Each minute: make the releases that are due."""
    planning.carry_out(timezone.now())


@shared_task(name="courses.sweep_h5p", ignore_result=True)
def sweep_h5p() -> None:
    """Each hour: take away files of interactive content that no row names."""
    sweeping.sweep()


@shared_task(name="courses.publish_scheduled", ignore_result=True)
def publish_scheduled() -> None:
    """Each minute: publish and unpublish the pages whose time, set in the CMS, has come."""
    call_command("publish_scheduled")
