"""The CMS's screens of regrading: the choice with its dry run, and how a run goes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from academy.errors import Refusal
from academy.people.models import Person
from assessments import oversight
from assessments.models import Attempt, AttemptQuestion, QuestionVersion, QuizPage, Regrade, RegradeChange
from assessments.regrading import deciding, prospects
from assessments.regrading.forms import RegradeForm
from assessments.regrading.outcomes import Outcome
from assessments.regrading.prospects import Prospect
from assessments.statistics.views import trail
from courses import overseeing
from courses.models import Course

# How many people a dry run names; it counts them all.
SHOWN = 100
PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def regrade(request: HttpRequest, page_id: int, version_id: int) -> HttpResponse:
    """Choose, look what it would do, and carry it out: the last only for those who may regrade."""
    page, course = oversight.quiz_of(_reader(request), page_id)
    version = _asked(page, version_id)
    now = Regrade.objects.in_force(page.translation_key, [version.pk]).get(version.pk)
    form = RegradeForm(request.POST or None, version=version, now=now, initial={"policy": "rekey"})
    prospect = None
    if request.method == "POST" and form.is_valid():
        try:
            proposed = deciding.proposed(page.translation_key, version, **form.proposal())
            if "apply" in request.POST and _was_looked_at(request, form):
                return _carried_out(request, page, proposed, form.cleaned_data["reason"])
            prospect = _looked(request, page, course.translation_key, proposed)
        except Refusal as refusal:
            form.add_error("reason" if refusal.code == "reason_missing" else None, str(refusal.detail))
            if refusal.code == "reason_missing":
                prospect = _looked(request, page, course.translation_key, proposed)
    context = {
        "page": page,
        "version": version,
        "now": now,
        "form": form,
        "prospect": prospect,
        "shown": _named(prospect.first(SHOWN)) if prospect else (),
        "may_regrade": oversight.may_regrade(_reader(request)),
        "may_open_register": request.user.has_perm("certificates.view_certificate"),
        "breadcrumbs_items": [*trail(page, course), {"url": "", "label": _("Regrade")}],
    }
    return render(request, "assessments/cms/regrade.html", context)


@require_safe
def run(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """How far a regrade is, what it did, and to whom."""
    page, course = oversight.quiz_of(_reader(request), page_id)
    found = Regrade.objects.filter(unit_key=page.translation_key).select_related("version", "by_version", "by")
    decided = get_object_or_404(found, pk=pk)
    _note_reading(request, course.translation_key)
    changes = decided.changes.select_related("attempt__enrolment__person").order_by("-kept_pass", "attempt_id")
    context = {
        "page": page,
        "regrade": decided,
        "numbers": _numbers(decided),
        "changes": Paginator(changes, PAGE).get_page(request.GET.get("p")),
        "breadcrumbs_items": [*trail(page, course), {"url": "", "label": _("Regrade")}],
    }
    return render(request, "assessments/cms/regrade_run.html", context)


def _reader(request: HttpRequest) -> Any:
    """The CMS lets nobody in who has not signed in."""
    return request.user


def _asked(page: QuizPage, version_id: int) -> QuestionVersion:
    """A version that the quiz has asked; not found otherwise, whatever else the bank holds."""
    asked = AttemptQuestion.objects.filter(version=version_id, attempt__unit_key=page.translation_key)
    return get_object_or_404(QuestionVersion.objects.select_related("question").filter(Exists(asked)), pk=version_id)


def _was_looked_at(request: HttpRequest, form: RegradeForm) -> bool:
    if not oversight.may_regrade(_reader(request)):
        raise PermissionDenied
    if request.POST.get("looked") == form.fingerprint():
        return True
    messages.warning(request, _("Nothing was done: look first at what this choice would do."))
    return False


def _looked(request: HttpRequest, page: QuizPage, course: Any, proposed: Regrade) -> Prospect:
    _note_reading(request, course)
    return prospects.look(proposed)


def _carried_out(request: HttpRequest, page: QuizPage, proposed: Regrade, reason: str) -> HttpResponse:
    decided = deciding.decide(proposed, by=_reader(request), reason=reason, at=timezone.now())
    messages.success(request, _("The attempts are being regraded. Learners are told by e-mail when that is done."))
    return redirect("assessments_regrade_run", page.pk, decided.pk)


def _note_reading(request: HttpRequest, course: Any) -> None:
    released = Course.objects.filter(key=course).first()
    if released:
        overseeing.note_reading(_reader(request), released, how="regrade")


def _named(outcomes: list[Outcome]) -> list[tuple[Person, Attempt, Outcome]]:
    attempts = Attempt.objects.select_related("enrolment__person").in_bulk([one.attempt for one in outcomes])
    return [(attempts[one.attempt].enrolment.person, attempts[one.attempt], one) for one in outcomes]


def _numbers(decided: Regrade) -> dict[str, int]:
    counted: dict[str, int] = RegradeChange.objects.filter(regrade=decided).aggregate(
        changed=Count("pk"),
        gained=Count("pk", filter=Q(score_after__gt=F("score_before"))),
        lost=Count("pk", filter=Q(score_after__lt=F("score_before"))),
        passed=Count("pk", filter=Q(passed_after=True, passed_before=False)),
        kept=Count("pk", filter=Q(kept_pass=True)),
    )
    told: dict[str, int] = decided.letters.aggregate(letters=Count("pk"), told=Count("told_at"))
    return counted | told
