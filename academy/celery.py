"""The Celery application: queues and schedule. The database row is the outbox; a message only says "look now"."""

import logging
import os
import time
from typing import Any

from celery import Celery
from celery.signals import task_prerun
from django.db import connections
from kombu.exceptions import ChannelError, OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.base")

app = Celery("academy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

log = logging.getLogger(__name__)
REST = 5.0
"""Seconds for which nobody asks a broker that did not answer."""
_asleep_until = 0.0


@task_prerun.connect
def look_at_connections(task: Any, **_signal: Any) -> None:
    """Drop a database connection that no longer answers before a task uses it; the task then opens another.

    Celery's own way is to close it around every task (CELERY_DB_REUSE_MAX), which costs more than most tasks. A task
    that runs inside its caller shares the caller's transaction and is left alone.
    """
    if not task.request.is_eager:
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()


def send(task: Any, *arguments: object) -> bool:
    """Queue a task; False when the broker is away. Never raises for that, and costs half a second at most.

    For work whose row is its outbox: a sweep finds what was not sent. After a failure messages are dropped for
    `REST` seconds, so that a thousand of them do not wait one by one.
    """
    global _asleep_until
    if time.monotonic() < _asleep_until:
        return False
    try:
        task.apply_async(arguments, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        _asleep_until = time.monotonic() + REST
        log.warning("The broker does not answer (%s): the sweep will send %s.", type(error).__name__, task.name)
        return False
    return True


def waiting(queue: str) -> int:
    """How many messages wait in that queue; none when there is no such queue, or the broker is away."""
    try:
        with app.connection_or_acquire() as broker:
            count: int = broker.default_channel.queue_declare(queue, passive=True).message_count
            return count
    except (ChannelError, OperationalError, OSError):
        return 0
