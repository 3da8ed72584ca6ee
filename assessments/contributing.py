"""Questions that come from programs: as in the CMS, through `authoring`, by whoever may, logged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from assessments.authoring import save_question
from assessments.models import Category, Question

READ, ADD, CHANGE = (f"assessments.{deed}_question" for deed in ("view", "add", "change"))


@dataclass(frozen=True, slots=True)
class Contribution:
    """A question as it is to be: as `authoring.save_question` takes it, the category by its id."""

    category: int
    kind: str
    content: Mapping[str, Any]
    status: str
    tags: Mapping[str, str]


def may(person: Person, right: str) -> None:
    """Raise PermissionDenied unless the person has the right."""
    if not person.has_perm(right):
        raise PermissionDenied


def contribute(person: Person, given: Contribution) -> Question:
    """A new question. Refuses as `save_question`; raises PermissionDenied."""
    may(person, ADD)
    return _save(person, uuid4(), given, "wagtail.create")


def change(person: Person, key: UUID, given: Contribution, check: Callable[[Question], None]) -> Question:
    """The question as it is to be; a new version where its content differs.

    `check` is shown the question as it is, locked, and may refuse. Raises Http404, PermissionDenied, and as
    `save_question`.
    """
    may(person, CHANGE)
    with transaction.atomic():
        # Its version is asked for after the lock: joined to it, it would be missing once somebody else was faster.
        question = Question.objects.select_for_update().filter(key=key).first()
        if question is None or question.current is None:
            raise Http404
        check(question)
        return _save(person, key, given, "wagtail.edit")


def _save(person: Person, key: UUID, given: Contribution, action: str) -> Question:
    category = Category.objects.filter(pk=given.category).first()
    if category is None:
        detail = _("There is no such category.")
        raise Refusal("invalid", detail, status=400, fields={"category": {"code": "unknown", "detail": detail}})
    with transaction.atomic():
        saved = save_question(
            category, given.kind, given.content, key=key, status=given.status, tags=given.tags, by=person
        )
        log(instance=saved, action=action, user=person, content_changed=True)
    return saved
