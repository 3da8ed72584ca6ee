"""`manage.py prepare_demo`: everything the demo needs besides its processes. Run again, it does what is left to do."""

import hashlib
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from academy.demo import assembling, loading, populating
from academy.settings.environment import ROOT
from academy.site.tasks import heartbeat
from certificates.keyring import keymaking
from certificates.keyring.keys import KeyRing


class Command(BaseCommand):
    """Translations, database, static files, courses, people. Refuses settings that are not the demo's."""

    help = "Prepare the demo academy in var/."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("These settings are not the demo's: nothing was changed.")
        call_command("translations", "compile", stdout=self.stdout)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("  the database …")
            call_command("migrate", verbosity=0)
            # Pages that migrations made were saved without telling the search.
            call_command("update_index", verbosity=0)
        if not KeyRing.load(settings).keys:
            keymaking.make_development_keys(Path(settings.SIGNING_DIR), at=timezone.now())
        if not Path(settings.JOURNAL_KEY).exists():
            call_command("create_journal_key", stdout=StringIO())
        self.collect()
        state = settings.VAR / "demo.sha256"
        wanted = fingerprint(Path(populating.__file__).parent)
        if not state.exists() or state.read_text() != wanted:
            self.fill()
            state.write_text(wanted)
        # The worker's first sign of life: without it the academy would wait for the scheduler's first beat to be ready.
        heartbeat.apply_async(expires=60)
        (settings.VAR / "welcome.txt").write_text(populating.welcome(), encoding="utf-8")

    def collect(self) -> None:
        """Static files, when the packages or our own files have changed since."""
        stamp = settings.VAR / "static.sha256"
        sources = [ROOT / "static", ROOT / "requirements.txt", ROOT / "package-lock.json"]
        wanted = fingerprint(*sources)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.say("  the static files …")
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(wanted)

    def fill(self) -> None:
        """The courses and their people."""
        populating.make_accounts()
        populating.name_signatory()
        for line in loading.load_all():
            self.say(f"  {line}")
        with transaction.atomic():
            populating.start_the_official()
            for number in populating.make_learners():
                if number % 50 == 0:
                    self.say(f"  {number} of {populating.LEARNERS} learners")
            assembling.assemble(timezone.now())

    def say(self, text: str) -> None:
        """One line of progress, seen at once."""
        self.stdout.write(text)
        self.stdout.flush()


def fingerprint(*places: Path) -> str:
    """A hash of the names, sizes and times of the files in those places."""
    digest = hashlib.sha256()
    for place in places:
        files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        for path in files:
            if "__pycache__" not in path.parts:
                status = path.stat()
                digest.update(f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
