"""Child processes: started in order, stopped in the reverse, and how much CPU each has used with its descendants."""

import contextlib
import os
import pwd
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
PATIENCE = 10.0  # seconds that a child has to end by itself
# Linux, proc_pid_stat(5), counted from what follows the name in parentheses: state, parent, …; and from the twelfth on
# user and system time, of the process and of its children that have ended.
PARENT, TIMES = 1, slice(11, 15)


class NotStartedError(Exception):
    """A child ended at its start; the message holds the end of what it wrote."""


@dataclass
class Child:
    """One child in a process group of its own, so that Ctrl-C reaches us and not it."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    ending: signal.Signals

    def check(self) -> None:
        """Raise NotStartedError when the child is gone."""
        if self.process.poll() is not None:
            raise NotStartedError(f"{self.name} has ended:\n{end_of(self.log)}")


def end_of(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(line[:300] for line in log.read_text(errors="replace").splitlines()[-25:])


@dataclass
class Household:
    """All children of a run. `folder` takes their logs."""

    folder: Path
    children: list[Child] = field(default_factory=list)

    def start(
        self,
        name: str,
        *command: str | Path,
        env: Mapping[str, str] | None = None,
        user: pwd.struct_passwd | None = None,
        ending: signal.Signals = signal.SIGTERM,
    ) -> Child:
        """Start a child, as another user if one is given; `ending` is the signal that ends it in good order."""
        log = self.folder / f"{name}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                env=dict(env) if env is not None else None,
                process_group=0,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
        child = Child(name, process, log, ending)
        self.children.append(child)
        return child

    def stop(self) -> None:
        """End every child, the last first; whoever does not listen is killed with its whole group."""
        while self.children:
            child = self.children.pop()
            with contextlib.suppress(ProcessLookupError):
                child.process.send_signal(child.ending)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(PATIENCE)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()

    def kill(self, child: Child, ending: signal.Signals = signal.SIGKILL) -> None:
        """End one child and its group at once, and forget it."""
        os.killpg(child.process.pid, ending)
        child.process.wait(PATIENCE)
        self.children.remove(child)

    def memory(self) -> dict[str, float]:
        """Resident megabytes by child: the largest of its processes."""
        _times, children = _all_processes()
        return {child.name: max(map(_resident, _pids(child.process.pid, children))) for child in self.children}

    def pids(self, child: Child) -> list[int]:
        """The child's process and its descendants'."""
        return _pids(child.process.pid, _all_processes()[1])

    def log(self, name: str) -> str:
        """The last lines of what a child wrote; empty when it wrote nothing."""
        path = self.folder / f"{name}.log"
        return end_of(path) if path.exists() else ""

    def cpu(self) -> dict[str, float]:
        """Seconds of CPU by child: user and system, its descendants' and those of them that have ended."""
        times, children = _all_processes()
        return {child.name: _tree(child.process.pid, times, children) for child in self.children}


def _all_processes() -> tuple[dict[int, float], dict[int, list[int]]]:
    times: dict[int, float] = {}
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        times[int(entry.name)] = sum(int(value) for value in fields[TIMES]) * TICK
        children.setdefault(int(fields[PARENT]), []).append(int(entry.name))
    return times, children


def _tree(pid: int, times: dict[int, float], children: dict[int, list[int]]) -> float:
    return times.get(pid, 0.0) + sum(_tree(child, times, children) for child in children.get(pid, ()))


def _pids(pid: int, children: dict[int, list[int]]) -> list[int]:
    return [pid, *(found for child in children.get(pid, ()) for found in _pids(child, children))]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
