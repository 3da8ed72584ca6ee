"""`manage.py translations update|check|compile`: the Thai of everything the academy says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.site.catalogues import OWNERS, PROJECT, compile_catalogues

LOCALE = "locale"


class Command(BaseCommand):
    """Exits 0 when done, 1 when something is incomplete or unreadable, 2 on wrong usage."""

    help = (
        "update: bring the Thai catalogues up to date with the source. check: list what they lack. "
        "compile: write the .mo files that are out of date."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One action, whose catalogues, and whether to answer in JSON."""
        parser.add_argument("action", choices=["update", "check", "compile"])
        parser.add_argument(
            "--app",
            action="append",
            choices=[*OWNERS, LOCALE],
            help=f"update or check these catalogues only; {LOCALE} is the Thai of the packages",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the action; raises CommandError, which exits 1."""
        action = {"update": _update, "check": _check, "compile": _compile}[options["action"]]
        owners = {PROJECT if app == LOCALE else app for app in options["app"] or [*OWNERS, LOCALE]}
        try:
            lines, faults = action(Path(settings.ROOT), owners)
        except (OSError, ValueError, LookupError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            status = "incomplete" if faults else "done"
            self.stdout.write(json.dumps({"status": status, "lines": lines}, ensure_ascii=False))
        else:
            for line in lines:
                self.stdout.write(line)
        if faults:
            raise CommandError(f"{faults} to do: translations are not complete")


def _compile(root: Path, _owners: set[str]) -> tuple[list[str], int]:
    return [str(path.relative_to(root)) for path in compile_catalogues(root)], 0


# The two below read source with Babel, a development tool; `compile` runs at set-up, where it is not installed.


def _update(root: Path, owners: set[str]) -> tuple[list[str], int]:
    from academy.site.translating import update  # noqa: PLC0415

    return [str(path.relative_to(root)) for path in update(root, owners=owners)], 0


def _check(root: Path, owners: set[str]) -> tuple[list[str], int]:
    from academy.site.translating import check  # noqa: PLC0415

    gaps = check(root, owners=owners)
    return [f"{gap.catalogue}: {gap}" for gap in gaps], len(gaps)
