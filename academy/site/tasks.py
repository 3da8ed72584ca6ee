"""The worker's sign of life."""

from celery import shared_task

from academy.site.probing import beat


@shared_task(name="academy.site.tasks.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Sent by the scheduler every 30 s; only a worker that takes work from the queue makes it beat."""
    beat()
