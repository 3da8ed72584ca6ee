"""What the CMS must know of statistics and regrades; assessments.wagtail_hooks imports this."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from assessments import attempt_views, oversight
from assessments.models import QuizPage, Regrade
from assessments.regrading import views as regrading
from assessments.statistics import views as statistics
from courses.models import CoursePage


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Below the quiz's page."""
    return [
        path("quizzes/<int:page_id>/statistics/", statistics.quiz, name="assessments_statistics"),
        path("quizzes/<int:page_id>/statistics/export/", statistics.export, name="assessments_statistics_export"),
        path(
            "quizzes/<int:page_id>/statistics/<int:version_id>/",
            statistics.question,
            name="assessments_statistics_question",
        ),
        path("quizzes/<int:page_id>/attempts/", attempt_views.attempts, name="assessments_attempts"),
        path(
            "quizzes/<int:page_id>/attempts/<uuid:public_id>/",
            attempt_views.journal,
            name="assessments_attempt_journal",
        ),
        path("quizzes/<int:page_id>/regrade/<int:version_id>/", regrading.regrade, name="assessments_regrade"),
        path("quizzes/<int:page_id>/regrades/<int:pk>/", regrading.run, name="assessments_regrade_run"),
    ]


@hooks.register("register_page_header_buttons")
def in_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the quiz being edited or explored."""
    if isinstance(page.specific_deferred, QuizPage) and page.pk:
        yield from _button(page, user, 12)


@hooks.register("register_page_listing_more_buttons")
def in_listing(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """From the list of a course's parts."""
    if page.specific_class is QuizPage:
        yield from _button(page, user, 3)


def _button(page: Any, user: Any, priority: int) -> Iterator[Button]:
    course = CoursePage.objects.ancestor_of(page).last()
    if course and (oversight.may_regrade(user) or oversight.teaches(user, course.translation_key)):
        address = reverse("assessments_statistics", args=[page.pk])
        yield Button(_("Statistics"), address, icon_name="table", priority=priority)


class Regraded(LogFormatter):
    """A regrade, with its reason."""

    label = _("Regrade")

    def format_message(self, log_entry: Any) -> str:
        policy = log_entry.data.get("policy", "")
        said = Regrade.Policy(policy).label if policy in Regrade.Policy.values else policy
        return gettext("Regraded a question (%(policy)s): %(reason)s") % {
            "policy": said,
            "reason": log_entry.data.get("reason", ""),
        }


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The deeds that the audit log names."""
    actions.register_action("assessments.regrade")(Regraded)
    actions.register_action("assessments.read_journal", _("Read a journal"), _("Read the journal of an attempt"))
