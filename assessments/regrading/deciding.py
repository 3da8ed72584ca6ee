"""Deciding a regrade: what it may be, and starting it. Whoever calls this has asked who may."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from academy.errors import Refusal
from academy.people.models import Person
from assessments import kinds, tasks
from assessments.models import Attempt, QuestionVersion, QuizPage, Regrade
from assessments.regrading import amendments
from assessments.regrading.outcomes import concerned


def proposed(
    unit_key: UUID, version: QuestionVersion, policy: str, *, key: Any = None, by_version: QuestionVersion | None = None
) -> Regrade:
    """The decision, not saved: for a dry run, and to be decided.

    Refuses unfit_key, unfit_version (of another question, or with other parts), and nothing_left where an attempt has
    no other question that counts.
    """
    regrade = Regrade(unit_key=unit_key, version=version, policy=Regrade.Policy(policy).value)
    if policy == Regrade.Policy.REKEY:
        regrade.key = key
        try:
            _unused = regrade.content
        except amendments.UnfitKeyError as error:
            raise Refusal("unfit_key", _("This question cannot have such a key."), status=400) from error
    if policy == Regrade.Policy.VERSION:
        if by_version is None or by_version.question_id != version.question_id or by_version.kind != version.kind:
            raise Refusal("unfit_version", _("Choose a version of the same question and kind."), status=400)
        if kinds.of(version.kind).by_people and by_version != version:
            sentence = _("People marked this question. Their marks can be put back in force, and corrected one by one.")
            raise Refusal("unfit_version", sentence, status=400)
        if not amendments.same_shape(version.content, by_version.content):
            sentence = _("The version has other choices or parts than the one that was answered: it cannot mark it.")
            raise Refusal("unfit_version", sentence, status=400)
        regrade.by_version = by_version
    if regrade.drops and _emptied(regrade):
        sentence = _("Some attempts have no other question that counts. Give full marks instead.")
        raise Refusal("nothing_left", sentence)
    return regrade


def decide(regrade: Regrade, *, by: Person, reason: str, at: datetime) -> Regrade:
    """Save a proposed decision, in force from now on, and have it carried out. Writes it into the quiz's history.

    Refuses reason_missing, and regrade_running while another one about the same question is being carried out.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Give a reason: it is kept with the decision."), status=400)
    regrade.by, regrade.reason, regrade.at, regrade.moved_at = by, reason.strip(), at, at
    regrade.total = concerned(regrade).count()
    try:
        with transaction.atomic():
            regrade.save(force_insert=True)
            _note(regrade)
            transaction.on_commit(lambda: tasks.queue_regrade(regrade.pk), robust=True)
    except IntegrityError as error:
        sentence = _("This question is being regraded at the moment. Wait until that is done.")
        raise Refusal("regrade_running", sentence) from error
    return regrade


def _emptied(regrade: Regrade) -> bool:
    rows = concerned(regrade).filter(attempt__state=Attempt.State.MARKED)
    counted = rows.exclude(regrade__policy=Regrade.Policy.DROP)
    return counted.filter(attempt__points_possible__lte=F("points_possible")).exists()


def _note(regrade: Regrade) -> None:
    pages = QuizPage.objects.filter(translation_key=regrade.unit_key, alias_of=None).select_related("locale")
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    page = min(pages, key=lambda one: order.index(one.locale.language_code), default=None)
    if page:
        log(
            instance=page,
            action="assessments.regrade",
            user=regrade.by,
            data={"regrade": regrade.pk, "policy": regrade.policy, "reason": regrade.reason},
        )
