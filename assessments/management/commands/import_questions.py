"""import_questions FILE [--format F] [--category C] [--status S] [--dry-run] [--json]."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import translation

from academy.errors import Refusal
from assessments.exchange import encodings, importing
from assessments.exchange.formats import FORMATS
from assessments.exchange.importing import Brought, Wish
from assessments.models import Category, Question


class Command(BaseCommand):
    """Exits 0 when done (items listed as not carried included), 1 when refused, 2 on wrong usage."""

    help = "Bring the questions of a file into the bank; what cannot be carried is listed by item."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how it is to be brought."""
        parser.add_argument("file", type=Path, help="the file, or a QTI package")
        parser.add_argument("--format", default="", choices=sorted(FORMATS), help="otherwise told by what is in it")
        parser.add_argument(
            "--category", default="", help="put all below this one: its number, or its name (made anew)"
        )
        statuses = [Question.Status.DRAFT.value, Question.Status.READY.value]
        parser.add_argument("--status", default=statuses[0], choices=statuses, help="of the new questions (draft)")
        parser.add_argument("--dry-run", action="store_true", help="say what would come, and write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it, and print what came."""
        # A command speaks English, as its help does, whatever the language of the site.
        with translation.override("en"):
            answer = _answer(options)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for lost in answer["not_carried"]:
                self.stdout.write(f"- {lost['item']}: {lost['reason']}")
            self.stdout.write(answer.get("detail") or _sentence(answer))
        if answer["status"] == "refused":
            raise SystemExit(1)


def _answer(options: dict[str, Any]) -> dict[str, Any]:
    try:
        data = encodings.load(options["file"])
    except OSError as error:
        raise CommandError(f"{options['file']}: {error.strerror}", returncode=2) from error
    except Refusal as refusal:
        return _refused(refusal)
    try:
        category, anew = _category(options["category"])
        wish = Wish(category, anew, options["status"])
        deed = importing.look if options["dry_run"] else importing.bring
        return _told(deed(data, options["format"], wish))
    except Refusal as refusal:
        return _refused(refusal)


def _refused(refusal: Refusal) -> dict[str, Any]:
    told = {"status": "refused", "items": 0, "imported": 0, "not_carried": []}
    return {**told, "code": refusal.code, "detail": str(refusal.detail)}


def _told(brought: Brought) -> dict[str, Any]:
    return {
        "status": "done" if brought.done else "dry-run",
        "items": len(brought.lines),
        "imported": brought.new if brought.done else 0,
        "not_carried": brought.not_carried,
    }


def _sentence(answer: dict[str, Any]) -> str:
    if answer["status"] == "dry-run":
        return f"{answer['items']} items read; nothing was written."
    return f"{answer['imported']} of {answer['items']} items imported."


def _category(said: str) -> tuple[Category | None, str]:
    """The category of that number or name, or the name of one to be made."""
    if not said:
        return None, ""
    if said.isdecimal():
        found = Category.objects.filter(pk=int(said)).first()
        if found is None:
            raise Refusal("not_found", f"There is no category with the number {said}.", status=404)
        return found, ""
    named = list(Category.objects.filter(Q(name_th=said) | Q(name_en=said))[:2])
    if len(named) > 1:
        raise Refusal("ambiguous", f"More than one category is named {said}: give its number.", status=400)
    return (named[0], "") if named else (None, said[:200])
