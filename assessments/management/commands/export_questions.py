"""export_questions --format F [--category C] [--status S] [--output FILE] [--json], or --template."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q, QuerySet
from django.utils import translation

from academy.errors import Refusal
from assessments.exchange import exporting, sheet_writing
from assessments.exchange.formats import WRITTEN
from assessments.exchange.item import Written
from assessments.models import Category, Question


class Command(BaseCommand):
    """Exits 0 when written (questions listed as not carried included), 1 when refused, 2 on wrong usage."""

    help = "Write questions of the bank as a file; what the format cannot hold is listed by question."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, as what, and whereto."""
        parser.add_argument("--format", choices=[one.name for one in WRITTEN], help="the format of the file")
        parser.add_argument("--category", default="", help="only this one and its parts: its number or its name")
        parser.add_argument("--status", default="", choices=Question.Status.values, help="only these")
        parser.add_argument("--output", type=Path, help="the file to write; otherwise standard output")
        parser.add_argument("--template", action="store_true", help="the table (CSV) to fill in, with examples")
        parser.add_argument("--json", action="store_true", help="print one JSON object; needs --output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, and print what is not in it."""
        output: Path | None = options["output"]
        if not options["template"] and not options["format"]:
            raise CommandError("Name the --format, or ask for the --template.", returncode=2)
        if output is None and (options["json"] or options["format"] == "qti3"):
            raise CommandError("Name the file to write with --output.", returncode=2)
        with translation.override("en"):
            written, answer = _answer(options)
        if written is not None:
            _deliver(written.data, output)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for lost in answer["not_carried"]:
                self.stderr.write(f"- {lost['item']}: {lost['reason']}")
            if answer.get("detail"):
                self.stderr.write(answer["detail"])
        if answer["status"] == "refused":
            raise SystemExit(1)


def _deliver(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(data.decode().removeprefix("\ufeff"))
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror}", returncode=2) from error


def _answer(options: dict[str, Any]) -> tuple[Written | None, dict[str, Any]]:
    if options["template"]:
        rows = len(sheet_writing.TEMPLATE)
        return Written(sheet_writing.template()), {"status": "done", "items": rows, "exported": rows, "not_carried": []}
    try:
        questions = _asked(options["category"], options["status"])
        written = exporting.export(questions, options["format"])
    except Refusal as refusal:
        told = {"status": "refused", "items": 0, "exported": 0, "not_carried": []}
        return None, {**told, "code": refusal.code, "detail": str(refusal.detail)}
    lost = [{"item": one.item, "reason": one.reason} for one in written.lost]
    return written, {
        "status": "done",
        "items": questions.count(),
        "exported": written.whole,
        "not_carried": lost,
    }


def _asked(category: str, status: str) -> QuerySet[Question]:
    questions = Question.objects.all()
    if status:
        questions = questions.filter(status=status)
    if not category:
        return questions
    named = Q(pk=int(category)) if category.isdecimal() else Q(name_th=category) | Q(name_en=category)
    found = list(Category.objects.filter(named).values_list("pk", flat=True))
    if not found:
        raise Refusal("not_found", f"There is no category {category}.", status=404)
    reached: set[int] = set().union(*Category.objects.with_parts(found).values())
    return questions.filter(category__in=reached)
