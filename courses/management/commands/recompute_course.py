"""manage.py recompute_course SLUG [--dry-run] [--json]: decide completions again from the facts."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.models import Course
from courses.recomputing import recompute


class Command(BaseCommand):
    """Adds completions and certificates that are missing; takes nothing away. Exits 1 when there is no such course."""

    help = "Decide the completions of a course again from the facts. Adds, never takes away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the course's address")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        course = Course.objects.filter(slug=options["slug"]).first()
        if course is None:
            self.stderr.write(f"There is no course {options['slug']}.")
            sys.exit(1)
        done = recompute(course, at=timezone.now(), dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps({"course": course.slug, "dry_run": options["dry_run"], **asdict(done)}))
            return
        said = "would change" if options["dry_run"] else "changed"
        self.stdout.write(
            f"{course.slug}: {done.looked} enrolments looked at; {said}: {done.completed} completed, "
            f"{done.certified} certified, {done.rolled_up} with other numbers."
        )
