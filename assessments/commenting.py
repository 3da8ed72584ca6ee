"""Review comments on questions: whoever may see a question may say what is wrong with it, and that it is mended."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments.models import Question, QuestionComment

LONGEST = 2000


def comment(question: Question, text: str, *, by: Person) -> QuestionComment:
    """Keep what was said of the question as it is now. Refuses empty and too_long."""
    text = text.strip()
    if not text:
        raise Refusal("empty", _("Write what you have to say."), status=400)
    if len(text) > LONGEST:
        raise Refusal("too_long", _("This is too long: 2,000 characters at most."), status=400)
    if question.current is None:
        raise Refusal("empty", _("This question says nothing yet."))
    return QuestionComment.objects.create(question=question, version=question.current, text=text, made_by=by)


def settle(question: Question, comment_id: int, *, by: Person) -> QuestionComment:
    """Say that a comment has been dealt with; one that is settled stays as it is. Refuses not_found."""
    with transaction.atomic():
        found = question.comments.select_for_update(of=("self",)).filter(pk=comment_id).first()
        if found is None:
            raise Refusal("not_found", _("There is no such comment."), status=404)
        if found.settled_at is None:
            found.settled_at, found.settled_by = timezone.now(), by
            found.save(update_fields=["settled_at", "settled_by"])
    return found
