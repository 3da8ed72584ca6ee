"""`make bench-certificates N=30000`: a certificate for each of so many, on engines of its own, and each checked."""

import argparse
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from tests.bench.__main__ import VAR, environment, say
from tests.bench.engines import start_database, start_redis, start_scheduler, start_web, start_worker
from tests.bench.processes import Household

MOST = 100_000
LOOK = 2.0  # seconds between two readings
ALONE = 20.0  # seconds for which learners are watched before the run begins
STUCK = 240.0  # seconds without one certificate more


def main() -> None:
    """Parse, start, issue, check, stop."""
    parser = argparse.ArgumentParser(prog="make bench-certificates", description=__doc__)
    parser.add_argument("--certificates", type=int, default=30_000, metavar="N")
    parser.add_argument("--workers", type=int, default=2, help="worker processes for certificates (2)")
    parser.add_argument("--nice", type=int, default=15, help="how far they yield to others, 0 to 19 (15)")
    parser.add_argument("--faults", action="store_true", help="kill, flush, crash and fill the disk in the middle")
    parser.add_argument("--quick", action="store_true", help="watch learners alone for two seconds only")
    parser.add_argument("--keep-in", type=Path, default=VAR, metavar="FOLDER", help="where the JSON goes (var/bench)")
    options = parser.parse_args()
    if not 10 <= options.certificates <= MOST:
        parser.error(f"from 10 to {MOST}")
    VAR.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="academy-bulk-"))
    folder.chmod(0o711)
    household = Household(folder)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        whole = bench(household, folder, options)
    finally:
        household.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if whole else 1)


def bench(household: Household, folder: Path, options: argparse.Namespace) -> bool:
    """Everything between starting and stopping; whether everybody entitled has exactly one right file."""
    size = options.certificates
    say("Starting PostgreSQL, Redis, the web server, the workers and the scheduler …")
    database = start_database(household, folder)
    if database is None:
        sys.exit("This takes PostgreSQL, and this machine has none.")
    os.environ.update(environment(folder), DATABASE_URL=database, REDIS_URL=start_redis(household, folder))
    if options.faults:
        os.environ["CERTIFICATE_LEASE"] = "10"
    django.setup()
    # Only now: these modules import models.
    from academy.celery import app
    from tests.bench.bulk import checking, faults, watching, world
    from tests.bench.certificate import steps_of

    call_command("migrate", verbosity=0)
    call_command("create_journal_key")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("translations", "compile")
    call_command("create_signing_key", stdout=StringIO())
    begun = time.monotonic()
    made = world.make_programme(size)
    say(f"{size} people are entitled ({time.monotonic() - begun:.0f} s).")
    port = start_web(household, os.environ)
    start_worker(household, os.environ, "default", "default")
    for number in range(options.workers):
        start_worker(household, os.environ, f"certificates-{number + 1}", "certificates", options.nice)
    start_scheduler(household, os.environ, folder)
    # A worker reads the whole academy when it starts: learners are watched when that is over.
    while len(app.control.ping(timeout=1.0)) <= options.workers:
        pass
    with watching.Readers(port, sessions(made.readers), made.lesson) as readers:
        time.sleep(2.0)
        readers.take()
        time.sleep(2.0 if options.quick else ALONE)
        alone = readers.take()
        watch = watching.Watch(household, max(1, min(1000, size // 5)))
        rehearsed, issued = issue(made, watch, faults.plan(household, folder, os.environ) if options.faults else [])
        beside = readers.take()
    if issued is None:
        say(f"Stuck:\n{household.log('certificates-1')}")
    found = checking.check(made.entitled)
    facts: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "load": os.getloadavg()},
        "n": size, "workers": options.workers, "nice": options.nice, "faults": options.faults,
        "seconds": {"rehearsal": rehearsed, "issuing_and_producing": issued},
        "found": found, "good": checking.good(found) and issued is not None,
        "lesson_ms": {"alone": alone, "beside_the_run": beside, "failures": readers.failures},
        "marks": watch.marks, "peak_megabytes": {name: round(held, 1) for name, held in watch.peaks.items()},
        "split_ms": split(steps_of), "verification_ms": checking.verification(),
    }  # fmt: skip
    facts |= costs(watch.marks)
    tell(facts)
    options.keep_in.mkdir(parents=True, exist_ok=True)
    path = options.keep_in / f"certificates-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.json"
    path.write_text(json.dumps(facts, indent=1))
    say(f"Kept in {path}")
    return bool(facts["good"])


def issue(made: Any, watch: Any, faults: list[Any]) -> tuple[float, float | None]:
    """What the officer does: a dry run over everybody, then carry it out. Seconds of both; None when it got stuck."""
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from certificates.bulk import ordering
    from certificates.models import Certificate, CertificateRun

    who = {"by": made.officer, "origin": "127.0.0.1"}
    begun = time.monotonic()
    keys = [one.pk for one in made.entitled]
    rehearsal = ordering.begin("courses.issue", keys, dry=True, reason="", at=timezone.now(), **who)
    while CertificateRun.objects.get(pk=rehearsal.pk).state != CertificateRun.State.DONE:
        time.sleep(0.5)
    rehearsed = time.monotonic() - begun
    say(f"Rehearsed in {rehearsed:.0f} s. The run begins.")
    watch.begun, size, last = time.monotonic(), len(keys), (-1, time.monotonic())
    watch.mark(0)
    ordering.carry_out(rehearsal, at=timezone.now(), **who)
    while True:
        time.sleep(LOOK if size > 500 else 0.2)
        try:
            close_old_connections()
            done = Certificate.objects.filter(state=Certificate.State.READY, announced_at__isnull=False).count()
            ready = Certificate.objects.filter(state=Certificate.State.READY).count()
        except OperationalError:
            continue
        watch.look(ready)
        while faults and ready >= faults[0][0] * size:
            _part, name, happen = faults.pop(0)
            say(f"{ready} are ready: {name}.")
            happen()
        if done >= size:
            watch.mark(ready)
            return round(rehearsed, 1), round(time.monotonic() - watch.begun, 1)
        if done != last[0]:
            last = (done, time.monotonic())
        elif time.monotonic() - last[1] > STUCK:
            watch.mark(ready)
            return round(rehearsed, 1), None


def costs(marks: list[dict[str, Any]]) -> dict[str, Any]:
    """Milliseconds of CPU a certificate by process, over all and by each thousand; and how memory grew.

    The web server's is the learners' who read meanwhile, and is left out of the sum.
    """

    def between(first: dict[str, Any], last: dict[str, Any]) -> dict[str, float]:
        number = last["ready"] - first["ready"]
        used = {
            name: (spent - first["cpu_seconds"].get(name, 0.0)) * 1000 / number
            for name, spent in last["cpu_seconds"].items()
        }
        return {name: round(value, 2) for name, value in used.items() if name != "web"}

    pairs = [(a, b) for a, b in pairwise(marks) if b["ready"] > a["ready"]]
    full = next((mark for mark in marks if mark["ready"]), marks[-1])
    return {
        "cpu_ms": between(marks[0], marks[-1]) if marks[-1]["ready"] else {},
        "cpu_ms_each_thousand": [round(sum(between(a, b).values()), 2) for a, b in pairs],
        "megabytes_grown": {
            name: round(held - full["megabytes"][name], 1)
            for name, held in marks[-1]["megabytes"].items()
            if name in full["megabytes"]
        },
    }


def split(steps_of: Any) -> dict[str, float]:
    """Where a certificate's milliseconds go, in this process: the middle of a few certificates."""
    from certificates.models import Certificate

    found = [steps_of(one) for one in Certificate.objects.filter(state=Certificate.State.READY)[:5]]
    return {name: round(statistics.median(one[name] for one in found), 2) for name in found[0]} if found else {}


def sessions(people: list[Any]) -> list[dict[str, str]]:
    """A signed-in browser's cookies for each."""
    from django.conf import settings

    from tests.bench.world import session_of

    return [{settings.SESSION_COOKIE_NAME: session_of(person)} for person in people]


def tell(facts: dict[str, Any]) -> None:
    """What people read."""
    seconds, cpu, n = facts["seconds"], facts["cpu_ms"], facts["n"]
    took = seconds["issuing_and_producing"]
    rate = f"{n / took:.1f} a second" if took else "not finished"
    say(f"\n{n} certificates: rehearsed in {seconds['rehearsal']} s, issued and produced in {took} s ({rate})")
    say(f"CPU a certificate: {sum(cpu.values()):.1f} ms: " + ", ".join(f"{k} {v}" for k, v in cpu.items()))
    say(f"  by each thousand: {facts['cpu_ms_each_thousand']}")
    say("  in one process, ms: " + ", ".join(f"{k} {v}" for k, v in facts["split_ms"].items()))
    say(f"Verifying, ms of CPU: {facts['verification_ms']}")
    say(f"Memory, MB: at most {facts['peak_megabytes']}; grown since the first thousand {facts['megabytes_grown']}")
    say(f"A lesson, ms: {facts['lesson_ms']}")
    say(f"Found: {facts['found']}")
    say("Everybody entitled has exactly one right file." if facts["good"] else "SOMETHING IS WRONG.")


if __name__ == "__main__":
    main()
