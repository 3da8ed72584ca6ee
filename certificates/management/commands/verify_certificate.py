"""verify_certificate FILE: is this PDF one we issued, does it still count, and what is its signature worth?

Asks the register; with --keys or --status it asks nobody, and answers from those files alone.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.keyring import keys
from certificates.keyring.keys import Key, KeyRing
from certificates.verification import offline, verifying
from certificates.verification.standing import BadListError, StatusList, read_list


class Command(BaseCommand):
    """Exits 0 only for a valid certificate, 1 for any other file, 2 when a file cannot be read."""

    help = "Verify a certificate's PDF file. Exit code: 0 valid, 1 not valid, 2 usage."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, where to look, and the form of the answer."""
        parser.add_argument("file", type=Path, help="the PDF file")
        parser.add_argument("--keys", type=Path, metavar="FILE", help="a record of keys (keys.json); ask no database")
        parser.add_argument(
            "--status", type=Path, metavar="FILE", action="append", help="a published status list; may be repeated"
        )
        parser.add_argument("--allow-stale", action="store_true", help="take a status list past its validUntil")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, file: Path, json: bool, **options: Any) -> None:
        """Print the verdict."""
        content = _read(file)
        if options["keys"] is None and options["status"] is None:
            verdict = verifying.by_file(content)
            said, line, valid = verdict.as_json(), _line(verdict), verdict.state == verifying.State.VALID
        else:
            found = self._offline(content, **options)
            said, line, valid = found.as_json(timezone.now()), found.line(timezone.now()), found.valid
        self.stdout.write(_as_json(said) if json else line)
        if not valid:
            raise SystemExit(1)

    def _offline(
        self, content: bytes, keys: Path | None, status: list[Path] | None, allow_stale: bool, **_others: Any
    ) -> offline.Finding:
        ring = _keys(keys)
        try:
            lists = [_list(path, ring, allow_stale) for path in status or []]
            return offline.verify(content, ring, lists)
        except BadListError as error:
            raise CommandError(str(error), returncode=1) from error


def _keys(record: Path | None) -> tuple[Key, ...]:
    try:
        found = keys.read(record) if record else KeyRing.load(settings).keys
    except keys.KeyTroubleError as error:
        raise CommandError(f"{record or settings.SIGNING_DIR}: no record of keys", returncode=2) from error
    if not found:
        raise CommandError(f"{record or settings.SIGNING_DIR}: there are no keys", returncode=2)
    return found


def _list(path: Path, ring: tuple[Key, ...], allow_stale: bool) -> StatusList:
    at = timezone.now()
    try:
        found = read_list(_read(path), ring)
    except BadListError as error:
        raise BadListError(f"{path}: {error}") from error
    if found.stale_at(at) and not allow_stale:
        raise BadListError(f"{path}: {offline.age(found, at)} old and past its validUntil; --allow-stale takes it.")
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error


def _as_json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)


def _line(verdict: verifying.Verdict) -> str:
    if verdict.certificate is None:
        signed = verdict.seal and verdict.seal.ours
        besides = "; it bears our signature, but is not on the register" if signed else ""
        return f"unknown: no certificate of ours is byte for byte this file{besides}"
    line = f"{verdict.state}: {verdict.certificate.serial}"
    return f"{line} ({verdict.certificate.reason})" if verdict.certificate.reason else line
