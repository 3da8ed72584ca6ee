"""verify_journals [--json] [--key FILE]…: has anything been changed, cut, deleted or built anew?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessments import auditing
from assessments.models import Attempt, JournalEntry


class Command(BaseCommand):
    """Exits 0 when every journal is as it was written, 1 when something is not, which it names; 2 usage."""

    help = "Verify the journals of attempts, their signatures and the daily roots."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Earlier keys, and the form of the answer."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--key", type=Path, action="append", default=[], help="a public key that was in use earlier (PEM)"
        )

    def handle(self, *args: Any, json: bool, key: list[Path], **options: Any) -> None:
        """Say each fault, then how much was read."""
        found = list(auditing.faults(key))
        read = {"attempts": Attempt.objects.count(), "entries": JournalEntry.objects.count()}
        self.stdout.write(_as_json(found, read) if json else _as_lines(found, read))
        if found:
            raise SystemExit(1)


def _as_json(found: list[auditing.Fault], read: dict[str, int]) -> str:
    return json.dumps({"status": "broken" if found else "sound", **read, "faults": [one.as_json() for one in found]})


def _as_lines(found: list[auditing.Fault], read: dict[str, int]) -> str:
    lines = [f"{one.code} {one.attempt}" + (f" at entry {one.number}" if one.number else "") for one in found]
    verdict = f"{len(found)} faults" if found else "sound"
    return "\n".join([*lines, f"{verdict}: {read['attempts']} attempts, {read['entries']} entries"])
