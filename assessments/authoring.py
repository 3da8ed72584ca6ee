"""Writing the question bank: the one way in, for the CMS, importers and the demo."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from academy.errors import Refusal
from academy.people.models import Person
from assessments import kinds, picturing, richtext, searching
from assessments.checking import check
from assessments.kinds.checks import Check
from assessments.models import Category, Question, QuestionImage, QuestionVersion
from courses.models.pages.course import Area, Level

LONGEST_SOURCE = 200


def save_question(
    category: Category,
    kind: str,
    content: Mapping[str, Any],
    *,
    key: uuid.UUID | None = None,
    status: str = Question.Status.READY,
    tags: Mapping[str, str] | None = None,
    by: Person | None = None,
) -> Question:
    """Keep a question; `content` as documented at QuestionVersion, its texts markup (escape plain text first).

    `tags` are any of area, level (their values as courses have them, or "") and source; what is not named stays.

    With the key of a question that is there, that one is changed: a new version, but only when kind or content differ.
    So the same call again changes nothing. Raises Refusal "invalid" with a code and a sentence by field.
    """
    if kind not in QuestionVersion.Kind.values:
        fields = {"kind": {"code": "unknown", "detail": _("There is no such kind of question.")}}
        raise Refusal("invalid", _("There is no such kind of question."), status=400, fields=fields)
    tags = _sound(tags or {})
    checked = check(kind, content)
    _find_images(kind, checked)
    if checked.faults:
        raise Refusal("invalid", _("Some parts of the question need mending."), status=400, fields=checked.as_fields())
    key = key or uuid.uuid4()
    with transaction.atomic():
        # Its version is asked for after the lock: joined to it, it would be missing once somebody else was faster.
        question = Question.objects.select_for_update().filter(key=key).first()
        if question is None:
            question = Question(key=key, category=category, status=status)
        current = question.current
        if current is None or (current.kind, current.content) != (kind, checked.content):
            if question.pk is None:
                question.save()
            question.current = QuestionVersion.objects.create(
                question=question,
                number=current.number + 1 if current else 1,
                kind=kind,
                content=checked.content,
                made_by=by,
            )
            for image in picturing.used(kind, checked.content):
                QuestionImage.objects.create(version=question.current, image_id=image)
        elif (question.category, question.status, question.tags) == (category, status, question.tags | tags):
            return question
        question.category, question.status = category, status
        for name, value in tags.items():
            setattr(question, name, value)
        question.words = _words(kind, checked.content)
        question.save()
    return question


def sort(
    questions: Collection[Question],
    *,
    category: Category | None = None,
    status: str | None = None,
    tags: Mapping[str, str] | None = None,
) -> list[Question]:
    """Give many questions a category, a status or tags; what is None, or not named, stays. Those that changed.

    No version is made: what a question says stays as it is. Raises Refusal "invalid".
    """
    wanted: dict[str, Any] = dict(_sound(tags or {}))
    if status is not None:
        wanted["status"] = Question.Status(status)
    if category is not None:
        wanted["category_id"] = category.pk
    changed = []
    with transaction.atomic():
        ids = [question.pk for question in questions]
        for question in Question.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"):
            if any(getattr(question, name) != value for name, value in wanted.items()):
                for name, value in wanted.items():
                    setattr(question, name, value)
                question.save(update_fields=[*wanted, "changed_at"])
                changed.append(question)
    return changed


def _sound(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags, trimmed. Raises Refusal "invalid" for a name or a value that is not there."""
    known = {"area": set(Area.values), "level": set(Level.values)}
    wrong = {
        name
        for name, value in tags.items()
        if name not in {*known, "source"}
        or not isinstance(value, str)
        or len(value) > LONGEST_SOURCE
        or (value and value not in known.get(name, {value}))
    }
    if wrong:
        fields = {name: {"code": "unknown", "detail": _("There is no such tag.")} for name in sorted(wrong)}
        raise Refusal("invalid", _("There is no such tag."), status=400, fields=fields)
    return {name: value.strip() for name, value in tags.items()}


def _find_images(kind: str, checked: Check) -> None:
    if not checked.faults:
        wanted = {name for name in kinds.of(kind).images(checked.content) if name.isascii() and name.isdecimal()}
        there = get_image_model().objects.filter(pk__in=wanted).values_list("pk", flat=True)
        if {str(pk) for pk in there} != set(kinds.of(kind).images(checked.content)):
            checked.fault("image", "no_image")


def _words(kind: str, content: Mapping[str, Any]) -> str:
    texts = [content["stem"], *kinds.of(kind).texts(content).values()]
    return searching.kept("\n".join(richtext.plain(said) for text in texts for said in text.values() if said))
