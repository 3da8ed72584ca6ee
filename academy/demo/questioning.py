"""The demo's questions, put into the bank by its own deed, a category for each module so that every draw covers all."""

import uuid
from collections.abc import Callable
from typing import Any

from wagtail.images.models import Image

from academy.people.models import Person
from assessments import authoring, richtext
from assessments.models import Category, QuizPage, QuizSection

__all__ = ["QuizPage", "copy_of", "load_questions"]

Picture = Callable[[str, str], Image]
"""The image of a figure's name, in a language."""
# What a file says of a question besides its content.
OF_THE_FILE = {"key", "kind", "lesson"}
NAMESPACE = uuid.UUID("0b5d9f0e-54a8-5d1e-9a2b-6a1f3c1e7d42")


def load_questions(
    course: dict[str, Any], questions: list[dict[str, Any]], author: Person | None, picture: Picture
) -> list[QuizSection]:
    """Keep every question under its module's category; the sections that draw the course's test from them."""
    top = _category(course["title"], None)
    categories = [_category(module["title"], top) for module in course["modules"]]
    places = {lesson["key"]: i for i, module in enumerate(course["modules"]) for lesson in module["lessons"]}
    held = [0] * len(categories)
    for question in questions:
        place = places[question["lesson"]]
        held[place] += 1
        key = uuid.uuid5(NAMESPACE, f"{course['slug']}/{question['key']}")
        tags = {"area": course["area"], "level": course["level"]}
        content = _content(question, picture)
        authoring.save_question(categories[place], question["kind"], content, key=key, tags=tags, by=author)
    counts = shares(course["quiz"]["draw"], held)
    return [
        QuizSection(category=category, count=n, points=module.get("points", 1))
        for module, category, n in zip(course["modules"], categories, counts, strict=True)
        if n
    ]


def copy_of(section: QuizSection) -> QuizSection:
    """The same section for another page."""
    return QuizSection(category=section.category, count=section.count, points=section.points)


def shares(draw: int, held: list[int]) -> list[int]:
    """How many of `draw` questions to take from each heap, as evenly as they hold and never more."""
    taken = [0] * len(held)
    for _turn in range(min(draw, sum(held))):
        open_heaps = [i for i in range(len(held)) if taken[i] < held[i]]
        fewest = min(open_heaps, key=lambda i: (taken[i] / held[i], i))
        taken[fewest] += 1
    return taken


def _category(title: dict[str, str], parent: Category | None) -> Category:
    found, _made = Category.objects.get_or_create(name_th=title["th"], name_en=title["en"], parent=parent)
    return found


def _content(question: dict[str, Any], picture: Picture) -> dict[str, Any]:
    """As the bank keeps it: what is said in two languages as markup, keys as ids, a figure as its image."""
    return {
        name: str(picture(value, "th").pk) if name == "image" else _kept(value)
        for name, value in question.items()
        if name not in OF_THE_FILE
    }


def _kept(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() <= {"th", "en"}:
        return _said(value)
    if isinstance(value, dict):
        return {"id" if name == "key" else name: _kept(one) for name, one in value.items()}
    return [_kept(one) for one in value] if isinstance(value, list) else value


def _said(texts: dict[str, str] | None) -> dict[str, str]:
    return {language: richtext.from_text(text) for language, text in (texts or {}).items()}
