"""Turning bodies and addresses into what the bank is asked, and questions into bodies. Pure but for the asking."""

import re
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from academy.errors import Refusal
from assessments import searching
from assessments.contributing import Contribution
from assessments.models import Category, Question, QuestionVersion
from courses.models.pages.course import Area, Level

HIGHEST = 2**31 - 1
LONGEST = 200
TAGS = ("area", "level", "source")
# A zero byte no database keeps as text; halves of a pair no encoding writes.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def given(body: Any) -> Contribution:
    """{"category", "kind", "content", "status", "area", "level", "source"}. Refuses malformed, saying where."""
    if not isinstance(body, dict) or not _writable(body):
        raise malformed("")
    category, kind, content = body.get("category"), body.get("kind"), body.get("content")
    # bool is an int in Python; true is no id.
    if type(category) is not int or not 1 <= category <= HIGHEST:
        raise malformed("category")
    if not isinstance(kind, str):
        raise malformed("kind")
    if not isinstance(content, dict):
        raise malformed("content")
    status = body.get("status", Question.Status.DRAFT.value)
    if status not in Question.Status.values:
        raise malformed("status")
    tags = {name: body[name] for name in TAGS if name in body}
    return Contribution(category, kind, content, status, tags)


def found(questions: QuerySet[Question], query: QueryDict) -> QuerySet[Question]:
    """Those that the address asks for: category (with its parts), kind, status, area, level, source, words.

    Refuses malformed for a value that there is none of.
    """
    if any(UNWRITABLE.search(value) or len(value) > LONGEST for value in map(str, query.dict().values())):
        raise malformed("query")
    if category := query.get("category"):
        number = int(category) if category.isascii() and category.isdecimal() else 0
        if not 1 <= number <= HIGHEST:
            raise malformed("category")
        questions = questions.filter(category__in=Category.objects.with_parts([number])[number])
    for name, field, known in (
        ("kind", "current__kind", QuestionVersion.Kind.values),
        ("status", "status", Question.Status.values),
        ("area", "area", Area.values),
        ("level", "level", Level.values),
    ):
        if value := query.get(name):
            questions = questions.filter(**{field: one_of(value, known, name)})
    if source := query.get("source"):
        questions = questions.filter(source__icontains=source)
    words = query.get("words", "")
    return searching.found(questions, words) if words.strip() else questions


def question(one: Question) -> dict[str, Any]:
    """As QuestionOfBankShape: the same for every reader, so that its ETag is too."""
    assert one.current
    return {**_facts(one), "content": one.current.content}


def listed(one: Question) -> dict[str, Any]:
    """As ListedQuestionShape, its first words in the language of the moment."""
    assert one.current
    return {**_facts(one), "summary": one.current.summary()}


def category(one: Category) -> dict[str, Any]:
    """As CategoryShape."""
    return {"id": one.pk, "name_th": one.name_th, "name_en": one.name_en, "parent": one.parent_id}


def malformed(where: str) -> Refusal:
    """What is said to a request that is not of the form."""
    fields = {where: {"code": "malformed"}} if where else {}
    return Refusal("malformed", _("The request has not the expected form."), status=400, fields=fields)


def one_of(value: str, known: Collection[str], where: str) -> str:
    """The value. Refuses malformed for one that is not known."""
    if value not in known:
        raise malformed(where)
    return value


def _facts(one: Question) -> dict[str, Any]:
    assert one.current
    return {
        "key": one.key,
        "category": one.category_id,
        "kind": one.current.kind,
        "status": one.status,
        **one.tags,
        "version": one.current.number,
        "changed_at": one.changed_at,
    }


def _writable(value: Any) -> bool:
    if isinstance(value, str):
        return not UNWRITABLE.search(value)
    if isinstance(value, dict):
        return all(_writable(name) and _writable(one) for name, one in value.items())
    return all(_writable(one) for one in value) if isinstance(value, list) else True
