"""verify_certificate FILE [--json]: is this PDF one we issued, and does it still count?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates import verifying


class Command(BaseCommand):
    """Exits 0 only for a valid certificate, 1 for any other file, 2 when it cannot be read."""

    help = "Verify a certificate's PDF file. Exit code: 0 valid, 1 not valid, 2 usage."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and the form of the answer."""
        parser.add_argument("file", type=Path, help="the PDF file")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, file: Path, json: bool, **options: Any) -> None:
        """Print the verdict."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        verdict = verifying.by_file(content)
        self.stdout.write(_as_json(verdict) if json else _as_line(verdict))
        if verdict.state != verifying.State.VALID:
            raise SystemExit(1)


def _as_json(verdict: verifying.Verdict) -> str:
    return json.dumps(verdict.as_json(), ensure_ascii=False)


def _as_line(verdict: verifying.Verdict) -> str:
    if verdict.certificate is None:
        return "unknown: no certificate of ours is byte for byte this file"
    line = f"{verdict.state}: {verdict.certificate.serial}"
    return f"{line} ({verdict.certificate.reason})" if verdict.certificate.reason else line
