"""`make bench-exam LEARNERS=3000 SECONDS=300`: an exam day on engines of its own, on this machine's loopback alone."""

import argparse
import bisect
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import django
from django.core.management import call_command

from tests.bench.__main__ import VAR, environment, say
from tests.bench.engines import start_database, start_redis, start_web, start_worker
from tests.bench.processes import Household

MOST_LEARNERS, MOST_SECONDS = 10_000, 1_800
AIMS = {"start": 5.0, "save": 1.0}  # seconds, of 95 in 100
WARM = 40
START_MS = 20.0  # CPU a start, of all processes
CUTS = ("p50", "p95", "p99", "most")
EVERY = 0.5  # seconds between two readings of the CPU
Readings = list[tuple[float, dict[str, float]]]  # a moment, and seconds of CPU used by process


def main() -> None:
    """Parse, start, sit the exam, check, stop."""
    parser = argparse.ArgumentParser(prog="make bench-exam", description=__doc__)
    parser.add_argument("--learners", type=int, default=3000)
    parser.add_argument("--seconds", type=float, default=300, help="how long one answers")
    parser.add_argument("--keep-in", type=Path, default=VAR, metavar="FOLDER", help="where the JSON goes (var/bench)")
    options = parser.parse_args()
    if not (1 <= options.learners <= MOST_LEARNERS and 4 <= options.seconds <= MOST_SECONDS):
        parser.error(f"at most {MOST_LEARNERS} learners and {MOST_SECONDS} seconds")
    VAR.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="academy-exam-"))
    folder.chmod(0o711)
    household = Household(folder)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        good = exam_day(household, folder, options)
    finally:
        household.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if good else 1)


def exam_day(household: Household, folder: Path, options: argparse.Namespace) -> bool:
    """Everything between starting and stopping; whether nothing was lost and nothing failed."""
    learners, seconds = options.learners, options.seconds
    say("Starting PostgreSQL, Redis, the web server and the worker …")
    database = start_database(household, folder)
    if database is None:
        sys.exit("An exam day takes PostgreSQL, and this machine has none.")
    os.environ.update(environment(folder), DATABASE_URL=database, REDIS_URL=start_redis(household, folder))
    django.setup()
    # Only now: these modules import models.
    from tests.bench.exam import checking, world

    call_command("migrate", verbosity=0)
    call_command("create_journal_key")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("translations", "compile")
    port = start_web(household, os.environ, workers=2)
    start_worker(household, os.environ)
    say(f"Seating {learners} officials …")
    plan = world.plan(port, learners + WARM, seconds)
    sessions = plan.pop("sessions")
    # The first few find a server that is not awake yet; their exam is over when the others' begins.
    _drive(household, folder, {**plan, "seconds": 2, "opening": 1, "sessions": sessions[:WARM]})
    say(f"The exam begins; it takes about {seconds + 60:.0f} seconds.")
    readings, result = _drive(household, folder, {**plan, "sessions": sessions[WARM:]})
    kept = checking.check(result["answers"], result["submitted"])
    facts = _facts(result, readings, learners)
    facts |= {"acknowledged": kept.acknowledged, "lost": len(kept.lost), "unmarked": len(kept.unmarked)}
    facts |= {"learners": learners, "seconds": seconds}
    _tell(facts)
    path = options.keep_in / f"exam-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.json"
    path.write_text(json.dumps(facts, indent=1))
    say(f"Kept in {path}")
    return not (kept.lost or kept.unmarked or result["failures"])


def _drive(household: Household, folder: Path, plan: dict[str, Any]) -> tuple[Readings, dict[str, Any]]:
    """Run the driver, reading everybody's CPU meanwhile; the readings, and what the driver says."""
    (folder / "plan.json").write_text(json.dumps(plan))
    readings = [(time.monotonic(), household.cpu())]
    script = Path(__file__).with_name("driving.py")
    child = household.start("driver", sys.executable, script, folder / "plan.json", folder / "result.json")
    while child.process.poll() is None:
        time.sleep(EVERY)
        readings.append((time.monotonic(), household.cpu()))
    if child.process.returncode:
        sys.exit(f"The driver failed:\n{household.log('driver')}")
    return readings, json.loads((folder / "result.json").read_text())


def _facts(result: dict[str, Any], readings: Readings, learners: int) -> dict[str, Any]:
    """Latencies by request; the CPU of the start, the answering and the end, by process."""
    took = result["took"]
    started = max(begun + lasted for begun, lasted in took["start"])
    submitted = min((begun for begun, _lasted in took.get("submit", [])), default=readings[-1][0])
    moments = {"start": (readings[0][0], started), "rest": (started, readings[-1][0])}
    return {
        "seconds_by_request": {name: _spread([lasted for _begun, lasted in rows]) for name, rows in took.items()},
        "statuses": result["statuses"],
        "failures": result["failures"],
        "cpu_seconds": {name: _between(readings, *span) for name, span in moments.items()},
        "wall_seconds": {"start": started - readings[0][0], "rest": readings[-1][0] - started},
        "first_submit_after": submitted - readings[0][0],
    }


def _spread(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=100, method="inclusive") if len(values) > 1 else values * 99
    return {"n": len(values), "p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "most": max(values)}


def _between(readings: Readings, first: float, last: float) -> dict[str, float]:
    """Seconds of CPU by process between the readings next to two moments."""
    moments = [moment for moment, _cpu in readings]
    before = readings[max(0, bisect.bisect_right(moments, first) - 1)][1]
    after = readings[min(len(readings) - 1, bisect.bisect_left(moments, last))][1]
    return {name: round(used - before.get(name, 0.0), 2) for name, used in after.items()}


def _tell(facts: dict[str, Any]) -> None:
    """The table that people read."""
    say(f"\n{'seconds':<8} {'n':>7} " + " ".join(f"{cut:>8}" for cut in CUTS) + "  aim (p95)")
    for name, one in facts["seconds_by_request"].items():
        met = f"{AIMS[name]:g} {'met' if one['p95'] <= AIMS[name] else 'NOT MET'}" if name in AIMS else ""
        say(f"{name:<8} {one['n']:>7} " + " ".join(f"{one[cut]:>8.3f}" for cut in CUTS) + f"  {met}")
    for name, used in facts["cpu_seconds"].items():
        say(
            f"CPU of the {name} ({facts['wall_seconds'][name]:.0f} s): "
            + ", ".join(f"{k} {v:.1f} s" for k, v in used.items())
        )
    start = {name: used for name, used in facts["cpu_seconds"]["start"].items() if name != "driver"}
    say(
        f"A start: {sum(start.values()) / facts['learners'] * 1000:.1f} ms of CPU besides the driver (aim {START_MS:g})"
    )
    everything = [sum(used.values()) for used in facts["cpu_seconds"].values()]
    driver = sum(used.get("driver", 0.0) for used in facts["cpu_seconds"].values())
    say(f"The driver's share: {driver / sum(everything):.0%} (at most a quarter)")
    say(f"Answers acknowledged {facts['acknowledged']}, lost {facts['lost']}; attempts unmarked {facts['unmarked']}")
    say(f"Answers by status: {facts['statuses']}; failures: {facts['failures'] or 'none'}")


if __name__ == "__main__":
    main()
