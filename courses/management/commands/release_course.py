"""Release a course from the command line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from academy.errors import Refusal
from courses import releasing
from courses.models import Course, CoursePage


class Command(BaseCommand):
    """Exits 0 when released, 1 when refused or there is no such course, 2 on wrong usage."""

    help = "Release the course with this address: freeze what is published as what counts for new learners."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the address of the course, or of its page before the first release")
        parser.add_argument("--note", default="", help="what is new, in a line")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        # A command speaks English, as its help does, whatever the language of the site.
        with translation.override("en"):
            answer = _released(options["slug"], options["note"])
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif answer["status"] == "released":
            self.stdout.write(f"Released {answer['course']}, release {answer['release']}, {answer['units']} units.")
        else:
            self.stderr.write("\n".join([answer["detail"], *(f"- {fault}" for fault in answer["faults"])]))
        if answer["status"] != "released":
            raise SystemExit(1)


def _released(slug: str, note: str) -> dict[str, Any]:
    try:
        made = releasing.release(_page(slug), by=None, note=note, at=timezone.now())
    except Refusal as refusal:
        answer = {"status": "refused", "code": refusal.code, "detail": str(refusal.detail)}
        return {**answer, "faults": refusal.fields.get("faults", [])}
    return {
        "status": "released",
        "course": made.course.slug,
        "release": made.number,
        "units": len(made.outline.units),
    }


def _page(slug: str) -> CoursePage:
    keys = Course.objects.filter(slug=slug).values("key")
    page = CoursePage.objects.filter(translation_key__in=keys).first() or CoursePage.objects.filter(slug=slug).first()
    if page is None:
        raise Refusal("not_found", f"There is no course with the address {slug}.", status=404)
    return page
