"""The first screen of the CMS: one's courses and how they stand, and what waits for those who run the academy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from academy.people.models import Person
from certificates.desk.register import CertificateViewSet
from certificates.models import Certificate
from courses import overseeing, reporting
from courses.models import CataloguePage, Course, CoursePage, Enrolment

MOST = 12


@dataclass(frozen=True, slots=True)
class Mine:
    """A course as its authors find it: the page whose order counts, its title to the reader, and how it stands."""

    page: CoursePage
    title: str
    state: str
    release: int | None
    released_at: datetime | None
    learners: int | None
    slug: str


def courses_for(person: Person) -> list[Mine]:
    """The courses to show first: those one made or looks after; all of them to whoever may publish them."""
    pages = CoursePage.objects.filter(alias_of=None).select_related("locale").prefetch_workflow_states()
    if not person.has_perm("courses.view_roster"):
        pages = pages.filter(translation_key__in=overseeing.taught_by(person))
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    grouped: dict[UUID, list[CoursePage]] = {}
    for page in pages.order_by("-latest_revision_created_at"):
        grouped.setdefault(page.translation_key, []).append(page)
    shown = dict(list(grouped.items())[:MOST])
    released = {
        course.key: course
        for course in Course.objects.filter(key__in=shown)
        .select_related("current_release")
        .defer("current_release__outline_json")
    }
    try:
        counts = reporting.counts(overseeing.scope_of(person))
    except PermissionDenied:
        counts = {}
    found = []
    for key, several in shown.items():
        first = min(several, key=lambda page: order.index(page.locale.language_code))
        named = next((page for page in several if page.locale.language_code == get_language()), first)
        course = released.get(key)
        made = course.current_release if course else None
        found.append(
            Mine(
                page=first,
                title=named.get_admin_display_title(),
                state=_state(first),
                release=made.number if made else None,
                released_at=made.made_at if made else None,
                learners=counts.get(course.pk, {}).get("enrolled", 0) if course and made else None,
                slug=course.slug if course else "",
            )
        )
    return found


def _state(page: CoursePage) -> str:
    if page.workflow_in_progress:
        return _("in review")
    if not page.live:
        return _("draft")
    return _("published, with changes that are not") if page.has_unpublished_changes else _("published")


class CoursesPanel(Component):
    """One's courses, or the way to the first one."""

    name = "courses"
    template_name = "courses/cms/home_courses.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """With what the reader may do."""
        person = parent_context["request"].user
        catalogues = CataloguePage.objects.select_related("locale")
        order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        catalogue = min(catalogues, key=lambda page: order.index(page.locale.language_code), default=None)
        return {
            "courses": courses_for(person),
            "everything": person.has_perm("courses.view_roster"),
            "catalogue": catalogue,
            "may_add": bool(catalogue and catalogue.permissions_for_user(person).can_add_subpage()),
        }


class WaitingPanel(Component):
    """What waits for somebody, each with the way to it; only what the reader may see."""

    name = "waiting"
    template_name = "courses/cms/home_waiting.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Counts, each with its words and address."""
        return {"waiting": _waiting(parent_context["request"].user)}


def _waiting(person: Person) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    if person.has_perm("certificates.view_certificate"):
        pending = Certificate.objects.filter(state=Certificate.State.PENDING).aggregate(
            going=Count("pk", filter=Q(trouble="")), failed=Count("pk", filter=~Q(trouble=""))
        )
        register = reverse(f"{CertificateViewSet.url_namespace}:index")
        address = f"{register}?state={Certificate.State.PENDING}"
        found.append((pending["failed"], _("certificates whose file could not be produced"), address))
        found.append((pending["going"], _("certificates being produced"), address))
    if person.has_perm("courses.view_roster"):
        studying = Enrolment.objects.filter(state=Enrolment.State.ACTIVE)
        today = timezone.localdate()
        counted = studying.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
        address = reverse("rosters:report")
        found.append((counted["all"], _("learners studying"), address))
        found.append((counted["late"], _("learners past their due date"), address))
    reviews = TaskState.objects.reviewable_by(person).count()
    if reviews:
        found.append((reviews, _("pages awaiting your review"), "#panel-awaiting-review-section"))
    return found


def panels(request: HttpRequest) -> list[Component]:
    """The panels of this reader."""
    found: list[Component] = []
    if _waiting(_person(request)):
        found.append(WaitingPanel())
    catalogue = CataloguePage.objects.first()
    if catalogue and catalogue.permissions_for_user(_person(request)).can_edit():
        found.append(CoursesPanel())
    return found


def _person(request: HttpRequest) -> Any:
    return request.user
