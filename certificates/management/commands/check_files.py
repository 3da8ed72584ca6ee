"""`manage.py check_files`: is the file of every certificate in the store, and as it was written?"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.storage.auditing import audit


class Command(BaseCommand):
    """Reads every file; what is lost stands in the queue afterwards, where officers have it made again."""

    help = "Read the file of every certificate in force. Exits 1 when one is lost or damaged, or nothing could be read."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, **options: Any) -> None:
        """Each that is lost by its serial number, then how many there are."""
        files, lost = 0, []
        try:
            for serial, whole in audit():
                files += 1
                if not whole:
                    lost.append(serial)
        except OSError as error:
            raise CommandError(f"The store does not answer ({type(error).__name__}).") from error
        if options["json"]:
            self.stdout.write(json.dumps({"files": files, "lost": lost}))
        else:
            for serial in lost:
                self.stdout.write(serial)
            self.stdout.write(f"{files} files, {len(lost)} lost or damaged")
        if lost:
            raise SystemExit(1)
