"""Questions on a sheet. Thousands of people get the same ones within a minute, each in an order of their own.

What a question with a list of choices says is drawn once a process: the question around its choices, and each choice.
A learner's copy is put together from these, with its numbers where the marks below stand. All the other kinds are drawn
for each learner. Both come from the same templates, and nothing that is kept knows of a learner.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessments.faces import Face
from assessments.models import Attempt

register = template.Library()
# How each of these is chosen. Their templates say where the choices stand.
LISTED = {"single": "radio", "multiple": "checkbox"}
# Noncharacters of Unicode, which no text that is exchanged holds. Numbers alone, and drawn choices, take their place.
NUMBER, SEQUENCE, PLACE, CHOICES = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"


@register.simple_tag
def question(
    face: Face,
    total: int,
    wrong: Collection[str] = (),
    faults: Mapping[str, str] | None = None,
    attempt: Attempt | None = None,
) -> SafeString:
    """One question as its learner is asked it; `wrong` are the numbers, as text, of those that were refused.

    Files also take the attempt they are handed in with, and sentences by number about those refused (`faults`).
    """
    if face.kind not in LISTED:
        words = {"face": face, "number": str(face.number), "sequence": str(face.sequence), "total": total}
        return render_to_string(
            "assessments/includes/question.html", {**words, "wrong": wrong, "faults": faults, "attempt": attempt}
        )
    picked = face.answer if isinstance(face.answer, list) else [face.answer]
    choices = "".join(
        _choice(LISTED[face.kind], one.text, face.language, one.id in picked).replace(PLACE, one.id)
        for one in face.choices
    )
    around = _around(face.kind, face.language, face.stem, total, get_language())
    drawn = around.replace(CHOICES, choices).replace(SEQUENCE, str(face.sequence)).replace(NUMBER, str(face.number))
    return mark_safe(drawn)  # noqa: S308 - drawn by templates; only whole numbers were put in


@lru_cache(maxsize=2048)
def _around(kind: str, language: str, stem: str, total: int, _speaking: str | None) -> str:
    asked = {"kind": kind, "language": language, "stem": stem}
    words: dict[str, Any] = {"face": asked, "number": NUMBER, "sequence": SEQUENCE, "total": total, "wrong": ()}
    return render_to_string("assessments/includes/question.html", {**words, "choices": CHOICES})


@lru_cache(maxsize=8192)
def _choice(how: str, text: str, language: str, picked: bool) -> str:
    words = {"how": how, "text": text, "language": language, "picked": picked, "number": NUMBER, "place": PLACE}
    return render_to_string("assessments/includes/choice.html", words)
