"""`make bench` or `make bench ARGS="lesson save"`: start engines of its own, measure, report, leave nothing running."""

import argparse
import os
import secrets
import shutil
import signal
import sys
import tempfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import FrameType

import django
from django.core.management import call_command

from tests.bench.driver import UnexpectedError
from tests.bench.engines import ROOT, start_database, start_redis, start_web, start_worker
from tests.bench.processes import Household, NotStartedError

VAR = ROOT / "var" / "bench"


def say(text: str) -> None:
    """A line for whoever watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Parse, start, measure, stop."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="actions to measure; all when none is named")
    parser.add_argument("--learners", type=int, default=50_000, help="how many people are enrolled (50000)")
    parser.add_argument("--times", type=int, help="do each action so often a round, instead of long enough to be exact")
    parser.add_argument("--sqlite", action="store_true", help="measure on SQLite although PostgreSQL is there")
    parser.add_argument("--keep-in", type=Path, default=VAR, metavar="FOLDER", help="where the JSON goes (var/bench)")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    VAR.mkdir(parents=True, exist_ok=True)
    # A socket's path holds 108 bytes, and a checkout may lie deep: the engines live in a short folder of their own.
    folder = Path(tempfile.mkdtemp(prefix="academy-bench-"))
    folder.chmod(0o711)
    household = Household(folder)
    try:
        bench(household, folder, options)
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
    except NotStartedError as error:
        sys.exit(str(error))
    except UnexpectedError as error:
        sys.exit(f"{error}\nThe end of the web server's log:\n{household.log('web')}")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        household.stop()
        shutil.rmtree(folder, ignore_errors=True)


def bench(household: Household, folder: Path, options: argparse.Namespace) -> None:
    """Everything between starting and stopping."""
    say("Starting PostgreSQL and Redis …")
    database = None if options.sqlite else start_database(household, folder)
    if database is None:
        say("On SQLite: its CPU is counted with the web server's.")
    os.environ.update(
        environment(folder), DATABASE_URL=database or f"sqlite:///{folder / 'academy.sqlite3'}",
        REDIS_URL=start_redis(household, folder),
    )  # fmt: skip
    django.setup()
    # Only now: these modules import models.
    from tests.bench import catalogue, packages, report, running, world

    known = {action.name: action for action in catalogue.ACTIONS}
    if unknown := [name for name in options.names if name not in known]:
        sys.exit(f"There is no {', '.join(unknown)}. There are: {', '.join(known)}.")
    say("Preparing the database …")
    call_command("migrate", verbosity=0)
    call_command("create_journal_key")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("translations", "compile")
    call_command("create_signing_key", stdout=StringIO())
    say(f"Making courses and {options.learners} learners …")
    port = start_web(household, os.environ)
    start_worker(household, os.environ)
    made = world.make_world(port, options.learners)
    say(report.heading())
    lines = []
    for line in running.run(
        household, made, [known[name] for name in options.names or known], folder / "statements", options.times
    ):
        lines.append(line)
        say(report.row(line))
    if not options.names:
        say("\nPackages of interactive content, in this process:")
        for said in packages.lines():
            say(said)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    facts = {"database": "postgresql" if database else "sqlite", "learners": options.learners}
    say(f"Kept in {report.keep(lines, facts, options.keep_in, moment)}")


def environment(folder: Path) -> dict[str, str]:
    """What production's settings ask for, besides the engines."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "SECRET_KEY": secrets.token_urlsafe(40),
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_ORIGIN": "http://127.0.0.1",
        "ISSUER_ORIGIN": "https://academy.example",
        "EMAIL_HOST": "localhost",
        "DEFAULT_FROM_EMAIL": "no-reply@academy.example",
        "STATIC_ROOT": str(VAR / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "CERTIFICATES_DIR": str(folder / "certificates"),
        "H5P_DIR": str(folder / "h5p"),
        "SIGNING_DIR": str(folder / "signing"),
        "JOURNAL_KEY": str(folder / "journal.key"),
        "JOURNAL_ROOTS_DIR": str(folder / "journal-roots"),
        "BENCH_STATEMENTS": str(folder / "statements"),
        "LOG_LEVEL": "WARNING",
    }


if __name__ == "__main__":
    main()
