"""Load the demo's courses."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.demo import loading
from academy.demo.markdown import ContentError


class Command(BaseCommand):
    """Exits 0 when every course is loaded, 1 when there is no such folder or a file is not as it must be."""

    help = "Load the demo's courses from their files; those that have not changed stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=loading.CONTENT, help="where the courses lie")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["folder"].is_dir():
            raise CommandError(f"There is no folder {options['folder']}.")
        try:
            for line in loading.load_all(options["folder"]):
                self.stdout.write(line)
                self.stdout.flush()
        except ContentError as error:
            self.stderr.write(str(error))
            raise SystemExit(1) from error
