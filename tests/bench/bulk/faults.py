"""What goes wrong in the middle: a worker is killed, Redis forgets, the database crashes, the disk is full."""

import os
import resource
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import redis

from tests.bench.engines import serve_database, start_worker
from tests.bench.processes import Household

NICE = 15
FULL = 20_000
"""Bytes that a file may have while the disk is "full"."""


def plan(household: Household, folder: Path, env: Mapping[str, str]) -> list[tuple[float, str, Callable[[], None]]]:
    """The faults, each with the part of the run after which it comes."""
    return [
        (0.2, "kill -9 of a worker", lambda: _kill(household, env)),
        (0.4, "FLUSHALL", lambda: _flush(env)),
        (0.6, "the database crashes and starts again", lambda: _crash(household, folder)),
        (0.8, "the disk is full for three seconds", lambda: _fill(household)),
    ]


def _kill(household: Household, env: Mapping[str, str]) -> None:
    doomed = next(child for child in household.children if child.name == "certificates-1")
    household.kill(doomed)
    start_worker(household, env, "certificates-again", "certificates", NICE)


def _flush(env: Mapping[str, str]) -> None:
    with redis.Redis.from_url(env["REDIS_URL"]) as client:
        client.flushall()


def _crash(household: Household, folder: Path) -> None:
    """SIGQUIT: without a checkpoint, as when the machine's power is cut; what was committed comes back from its log."""
    database = next(child for child in household.children if child.name == "db")
    os.kill(database.process.pid, signal.SIGQUIT)
    database.process.wait(30)
    household.children.remove(database)
    serve_database(household, folder, "db-again")


def _fill(household: Household) -> None:
    workers = [child for child in household.children if child.name.startswith("certificates")]
    pids = [pid for child in workers for pid in household.pids(child)]
    for pid in pids:
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (FULL, most))
    time.sleep(3)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))
