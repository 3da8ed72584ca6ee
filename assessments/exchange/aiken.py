"""Reading Aiken: single choices and nothing else. Pure. Source: Moodle's documentation, "Aiken format"."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from academy.errors import Refusal
from assessments.exchange import encodings, shapes, texts
from assessments.exchange.item import Item, Lost, Reading, Uncarried
from assessments.exchange.texts import Block, Draft

_CHOICE = re.compile(r"([A-Z])[.)]\s*(\S.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z]?)", re.I)


def read(data: bytes) -> Reading:
    """All questions of the file. Refuses wrong_format where no answer line is found, and undecodable text."""
    lines = [line.strip() for line in encodings.decoded(data).split("\n")]
    if not any(_ANSWER.match(line) for line in lines):
        raise Refusal("wrong_format", _("This is no Aiken: no line with ANSWER: was found."), status=400)
    items: list[Item] = []
    lost: list[Lost] = []
    stem: list[str] = []
    choices: list[tuple[str, str]] = []
    for line in [*lines, None]:
        found = _CHOICE.fullmatch(line) if line else None
        answer = _ANSWER.match(line) if line else None
        if found and (stem or choices):
            choices.append((found[1], found[2]))
        elif answer:
            _keep("\n".join(stem), choices, answer[1].upper(), items, lost)
            stem, choices = [], []
        elif line is None or (line and choices):
            if stem or choices:
                lost.append(Lost(" ".join(stem)[:80], _("Its answer is not said: the line ANSWER: is missing.")))
            stem, choices = [line] if line else [], []
        elif line:
            stem.append(line)
    return Reading(tuple(items), tuple(lost))


def _keep(stem: str, choices: list[tuple[str, str]], right: str, items: list[Item], lost: list[Lost]) -> None:
    draft = Draft(name=" ".join(stem.split())[:80])
    draft.content = {"stem": Block(texts.from_plain(stem)), "feedback": Block("")}
    try:
        if not stem:
            raise Uncarried(_("The question itself is missing."))
        if right not in {letter for letter, _said in choices}:
            raise Uncarried(_("The right answer is none of the choices."))
        rows = [(texts.from_plain(said), Decimal(letter == right), "") for letter, said in choices]
        shapes.choices(draft, rows, single=True)
        items.append(texts.finished(draft))
    except Uncarried as fault:
        lost.append(Lost(draft.name, fault.reason))
