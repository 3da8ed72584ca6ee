"""Ending a translation made side by side: sent to review, then approved, which publishes it, or sent back.

wagtail-localize's editor only knows publishing; these are the deeds of Wagtail's page editor, for its pages.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from academy.errors import Refusal
from academy.people.models import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a page's translation is: `done` of `total` texts, its review (None before any), and what one may do.

    `stamp` names its present wording: whoever approves says which wording they approve.
    """

    translation: Translation
    done: int
    total: int
    review: WorkflowState | None
    may_publish: bool
    may_submit: bool
    may_decide: bool
    stamp: str

    @property
    def missing(self) -> int:
        """How many texts stay in the language of the source."""
        return self.total - self.done

    @property
    def in_review(self) -> bool:
        """Whether somebody has it before them."""
        return self.review is not None and self.review.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def sent_back(self) -> str | None:
        """What the reviewer who asked for changes wrote, None when it was not sent back."""
        if self.review is None or self.review.status != WorkflowState.STATUS_NEEDS_CHANGES:
            return None
        return str(self.review.current_task_state.get_comment())


def standing_of(page: Page, person: Person) -> Standing | None:
    """Where the translation of `page` stands for this person; None for a page that is not translated side by side."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    total, done = translation.get_progress()
    rights = page.permissions_for_user(person)
    task = page.current_workflow_task
    deeds = [name for name, _label, _asks in task.get_actions(page, person)] if task else []
    return Standing(
        translation=translation,
        done=done,
        total=total,
        review=page.current_workflow_state,
        may_publish=rights.can_publish(),
        may_submit=rights.can_edit() and rights.can_submit_for_moderation(),
        may_decide="approve" in deeds,
        stamp=_stamp(translation),
    )


def submit(page: Page, *, by: Person) -> None:
    """Save the translation as a draft and send it to review; one that was sent back goes on where it was.

    Refuses forbidden, nothing_translated, and invalid (a text does not fit its field; the editor then shows where).
    """
    standing = _standing(page, by)
    if not standing.may_submit:
        raise Refusal("forbidden", _("This page cannot be submitted for review now."), status=403)
    if not standing.done:
        raise Refusal("nothing_translated", _("Nothing has been translated yet."))
    draft = _drafted(page, standing, by)
    with transaction.atomic():
        # The page's row is the lock: two clicks at once make one review.
        Page.objects.select_for_update().only("pk").get(pk=page.pk)
        if draft.workflow_in_progress:
            return
        review = draft.current_workflow_state
        if review:
            review.resume(by)
        else:
            draft.get_workflow().start(draft, by)


def decide(page: Page, *, by: Person, approve: bool, comment: str = "", stamp: str = "") -> None:
    """Approve the translation, which publishes it when the last step approves; or ask for changes.

    Refuses forbidden, invalid as `submit`, and changed when `stamp` is not the wording that would be published.
    """
    standing = _standing(page, by)
    if not standing.may_decide:
        raise Refusal("forbidden", _("Only its reviewers may decide on this page."), status=403)
    if approve and stamp != standing.stamp:
        raise Refusal("changed", _("A text was changed since you opened the page. Look at it again."))
    draft = _drafted(page, standing, by) if approve else page
    deed = "approve" if approve else "reject"
    draft.current_workflow_task.on_action(draft.current_workflow_task_state, by, deed, comment=comment)


def _standing(page: Page, by: Person) -> Standing:
    standing = standing_of(page, by)
    if standing is None:
        raise Refusal("not_translated", _("This page is not translated side by side."))
    return standing


def _drafted(page: Page, standing: Standing, by: Person) -> Any:
    """The page anew, its latest revision holding what is translated now. Nothing is published."""
    try:
        standing.translation.save_target(user=by, publish=False)
    except ValidationError as error:
        raise Refusal("invalid", _("A text does not fit where it belongs: see the fields marked below.")) from error
    return Page.objects.get(pk=page.pk).specific


def _stamp(translation: Translation) -> str:
    source, locale = translation.source, translation.target_locale
    texts = StringTranslation.objects.filter(
        locale=locale,
        translation_of__in=source.stringsegment_set.values("string"),
        context__in=source.stringsegment_set.values("context"),
    )
    values = SegmentOverride.objects.filter(locale=locale, context__in=source.overridablesegment_set.values("context"))
    moments = [rows.aggregate(last=Max("updated_at"))["last"] for rows in (texts, values)]
    return "/".join(moment.isoformat() if moment else "-" for moment in (*moments, source.last_updated_at))
