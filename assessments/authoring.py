"""Writing the question bank: the one way in, for the CMS, importers and the demo."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from academy.errors import Refusal
from academy.people.models import Person
from assessments import kinds, richtext, searching
from assessments.checking import check
from assessments.kinds.checks import Check
from assessments.models import Category, Question, QuestionVersion


def save_question(
    category: Category,
    kind: str,
    content: Mapping[str, Any],
    *,
    key: uuid.UUID | None = None,
    status: str = Question.Status.READY,
    by: Person | None = None,
) -> Question:
    """Keep a question; `content` as documented at QuestionVersion, its texts markup (escape plain text first).

    With the key of a question that is there, that one is changed: a new version, but only when kind or content differ.
    So the same call again changes nothing. Raises Refusal "invalid" with a code and a sentence by field.
    """
    if kind not in QuestionVersion.Kind.values:
        fields = {"kind": {"code": "unknown", "detail": _("There is no such kind of question.")}}
        raise Refusal("invalid", _("There is no such kind of question."), status=400, fields=fields)
    checked = check(kind, content)
    _find_images(kind, checked)
    if checked.faults:
        raise Refusal("invalid", _("Some parts of the question need mending."), status=400, fields=checked.as_fields())
    key = key or uuid.uuid4()
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).select_related("current").filter(key=key).first()
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
        elif (question.category, question.status) == (category, status):
            return question
        question.category, question.status = category, status
        question.words = _words(kind, checked.content)
        question.save()
    return question


def _find_images(kind: str, checked: Check) -> None:
    if not checked.faults:
        wanted = {name for name in kinds.of(kind).images(checked.content) if name.isascii() and name.isdecimal()}
        there = get_image_model().objects.filter(pk__in=wanted).values_list("pk", flat=True)
        if {str(pk) for pk in there} != set(kinds.of(kind).images(checked.content)):
            checked.fault("image", "no_image")


def _words(kind: str, content: Mapping[str, Any]) -> str:
    texts = [content["stem"], *kinds.of(kind).texts(content).values()]
    return searching.kept("\n".join(richtext.plain(said) for text in texts for said in text.values() if said))
