"""create_journal_key: the key that signs the journals of attempts, made once."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from academy.errors import Refusal
from assessments import sealing


class Command(BaseCommand):
    """Exits 0 when the key is made, 1 when there was one, which is then left as it is."""

    help = "Make the key file that JOURNAL_KEY names, and its public half beside it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say where it is."""
        place = Path(settings.JOURNAL_KEY)
        try:
            public = sealing.create_key(place)
        except Refusal as refusal:
            raise CommandError(f"{place}: {refusal.detail}", returncode=1) from refusal
        self.stdout.write(f"{place}\n{public}")
