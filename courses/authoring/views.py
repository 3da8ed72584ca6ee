"""The page of releases of one course: what is out, what the next one would change, who is on which."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from academy.errors import Refusal
from courses import overseeing, planning, releasing
from courses.authoring.forms import PlanForm, ReleaseForm
from courses.authoring.telling import told
from courses.catalogue import LANGUAGES
from courses.drafting import Draft
from courses.models import Course, CoursePage, Enrolment, KeptPage, PlannedRelease, Release

SHOWN = 100


@require_http_methods(["GET", "POST"])
def releases(request: HttpRequest, page_id: int) -> HttpResponse:
    """See the releases; POST makes one, plans one or drops the plan, for those who may release."""
    page = editable_course(request, page_id)
    forms = {"form": ReleaseForm(), "plan_form": PlanForm()}
    if request.method == "POST":
        if not _may_release(request):
            raise PermissionDenied
        answer = _act(request, page, forms)
        if answer:
            return answer
    return TemplateResponse(request, "courses/cms/releases.html", {**_context(request, page), **forms})


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, page_id: int, release_id: int) -> HttpResponse:
    """Move everyone who studies on an older release to the current one; GET is the dry run."""
    page = editable_course(request, page_id)
    course = get_object_or_404(Course.objects.select_related("current_release__course"), key=page.translation_key)
    if not _may_move(request, course):
        raise PermissionDenied
    older = get_object_or_404(course.releases, pk=release_id)
    current = course.current_release
    if current is None or older == current:
        return redirect("courses_releases", page.pk)
    people = Enrolment.objects.filter(release=older).select_related("person", "release__course").order_by("pk")
    dry = request.method != "POST"
    moves = releasing.move(people, current, by=_person(request), dry_run=dry)
    if not dry:
        number = len(moves.moves)
        said = ngettext("%(count)s person was moved.", "%(count)s people were moved.", number) % {"count": number}
        messages.success(request, said)
        return redirect("courses_releases", page.pk)
    context = {
        "page": page,
        "older": older,
        "moves": moves,
        "shown": [*moves.losing, *(one for one in moves.moves if not one.loses)][:SHOWN],
        "breadcrumbs_items": [*trail(page, _("Releases")), {"url": "", "label": _("Move people")}],
    }
    return TemplateResponse(request, "courses/cms/move.html", context)


def _act(request: HttpRequest, page: CoursePage, forms: dict[str, Any]) -> HttpResponse | None:
    deed = request.POST.get("deed")
    try:
        if deed == "release":
            forms["form"] = form = ReleaseForm(request.POST)
            if not form.is_valid():
                return None
            note = form.cleaned_data["note"]
            made = releasing.release(page, by=_person(request), note=note, at=timezone.now())
            messages.success(request, _("Release %(number)s is out.") % {"number": made.number})
        elif deed == "plan":
            forms["plan_form"] = plan = PlanForm(request.POST)
            if not plan.is_valid():
                return None
            planning.plan(page, at=plan.cleaned_data["at"], by=_person(request), note=plan.cleaned_data["plan_note"])
            messages.success(request, _("The release is planned."))
        elif deed == "unplan":
            planning.drop(page)
            messages.success(request, _("The plan is dropped."))
    except Refusal as refusal:
        messages.error(request, str(refusal.detail))
    return redirect("courses_releases", page.pk)


def _context(request: HttpRequest, page: CoursePage) -> dict[str, Any]:
    draft = releasing.preview(page)
    course = draft.course
    active = Count("enrolments", filter=Q(enrolments__state=Enrolment.State.ACTIVE))
    completed = Count("enrolments", filter=Q(enrolments__state=Enrolment.State.COMPLETED))
    made = Release.objects.filter(course=course).defer("outline_json").select_related("made_by")
    return {
        "page": page,
        "course": course,
        "draft": draft,
        "changes": told(draft.changes, _titles(draft)) if course and course.current_release else [],
        "faults": [(reverse("wagtailadmin_pages:edit", args=[fault.page]), fault) for fault in draft.faults],
        "warnings": [(reverse("wagtailadmin_pages:edit", args=[fault.page]), fault) for fault in draft.warnings],
        "releases": made.annotate(active=active, completed=completed) if course else (),
        "plan": PlannedRelease.objects.filter(key=draft.source.translation_key, settled_at=None).first(),
        "last_plan": PlannedRelease.objects.filter(key=draft.source.translation_key).exclude(settled_at=None).first(),
        "languages": [str(LANGUAGES.get(code, code)) for code in draft.outline.languages],
        "minutes": sum(unit.minutes for unit in draft.outline.units),
        "may_release": _may_release(request),
        "may_move": course is not None and _may_move(request, course),
        "breadcrumbs_items": trail(page, _("Releases")),
    }


def _titles(draft: Draft) -> dict[Any, str]:
    """Titles of all units, those that were taken out too: these come from what the last release kept."""
    titles = {key: page.title for key, page in draft.pages.items()}
    if draft.course and draft.course.current_release:
        kept = KeptPage.objects.filter(release=draft.course.current_release).exclude(key__in=titles)
        titles.update(kept.values_list("key", "title"))
    return titles


def editable_course(request: HttpRequest, page_id: int) -> CoursePage:
    """The course page, for those who may edit or publish it; whoever may not see it learns nothing of it."""
    page = get_object_or_404(CoursePage, pk=page_id)
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_publish()):
        raise PermissionDenied
    return page


def _may_release(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("courses.release_course"))


def _may_move(request: HttpRequest, course: Course) -> bool:
    try:
        return overseeing.scope_of(_person(request)).may_change(course)
    except PermissionDenied:
        return False


def _person(request: HttpRequest) -> Any:
    """The CMS lets nobody in who has not signed in."""
    return request.user


def trail(page: CoursePage, here: str) -> list[dict[str, str]]:
    """The way to a screen of this course."""
    return [
        {"url": reverse("wagtailadmin_explore", args=[page.get_parent().pk]), "label": page.get_parent().title},
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
        {"url": reverse("courses_releases", args=[page.pk]), "label": here},
    ]
