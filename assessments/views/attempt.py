"""The attempt: its sheet, saving without a script, and its result."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from academy.errors import Refusal
from academy.people.addressing import address_of
from assessments import attaching, attempting, disclosure, sheets, sitting, timing
from assessments.attempting import Given
from assessments.faces import Face
from assessments.models import Attempt
from assessments.views.files import takes_files
from assessments.views.refusing import refusals_lead_on
from courses import reading
from courses.models import Enrolment
from courses.placing import language_now

REVIEW = "review"


@require_safe
@never_cache
@login_required
@refusals_lead_on
def attempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The questions, all pages in one; `?page=` says which is seen first. A marked attempt leads to its result."""
    found = attempting.enter(request.user, public_id, timezone.now(), address_of(request))  # type: ignore[arg-type]  # login_required
    if not found.open:
        return redirect("assessments:result", public_id)
    return _show(request, found, sheets.sheet(found, language_now()), request.GET.get("page", ""))


@require_POST
@takes_files
@login_required
@refusals_lead_on
def save_page(request: HttpRequest, public_id: UUID, too_many_bytes: Callable[[], bool]) -> HttpResponse:
    """Keep the answers of the posted page, then go where the pressed button says: a page, the review, the end."""
    now, person, posted = timezone.now(), request.user, request.POST
    found = attempting.enter(person, public_id, now, address_of(request))  # type: ignore[arg-type]  # login_required
    faces = sheets.sheet(found, language_now())
    asked = _on_page(found, faces, posted.get("page", ""))
    given = [Given(one.number, one.typed(posted), None) for one in asked if not one.of_files]
    if given:
        try:
            attempting.save(person, public_id, given, now, address_of(request))  # type: ignore[arg-type]  # login_required
        except Refusal as refusal:
            if refusal.code != "wrong_type":
                raise
            typed = {one.number: one.answer for one in given}
            faces = [replace(one, answer=typed.get(one.number, one.answer)) for one in faces]
            return _show(request, found, faces, posted.get("page", ""), wrong=set(refusal.fields))
    if faults := _files(request, found, faces, too_many=too_many_bytes()):
        faces = sheets.sheet(found, language_now())
        return _show(request, found, faces, posted.get("page", ""), wrong=set(faults), faults=faults)
    go = posted.get("go", "")
    if found.forward and go in {"next", REVIEW}:
        sitting.forward(person, public_id, _number(posted.get("page", "")), now)  # type: ignore[arg-type]  # login_required
        return redirect("assessments:attempt", public_id)
    if go == "submit":
        attempting.submit(person, public_id, now)  # type: ignore[arg-type]  # login_required
        return redirect("assessments:result", public_id)
    return redirect(reverse("assessments:attempt", args=[public_id]) + _way(found, posted.get("page", ""), go))


@require_safe
@never_cache
@login_required
@refusals_lead_on
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was reached, what it proves, what to do next."""
    found = attempting.look(request.user, public_id, timezone.now())  # type: ignore[arg-type]  # login_required
    if found.open:
        return redirect("assessments:attempt", public_id)
    reached = sheets.result(found, language_now(), timezone.now())
    completed = found.enrolment.state == Enrolment.State.COMPLETED
    outline = reading.outline_of(found.enrolment.release)
    return render(
        request,
        "assessments/result.html",
        {
            **_where(found),
            "attempt": found,
            "result": reached,
            "completed": completed,
            "certificate": completed and outline.certificate,
            "keys_later": disclosure.ever_keys(found.terms),
        },
    )


def _files(request: HttpRequest, found: Attempt, faces: Sequence[Face], *, too_many: bool) -> dict[str, str]:
    """Hand in the files that came along, take one off if that was asked; sentences by number for what was refused."""
    person, now, address = request.user, timezone.now(), address_of(request)
    faults: dict[str, str] = {}
    for face in faces:
        if not face.of_files:
            continue
        if too_many:
            faults[str(face.number)] = _("These files are too large together. Hand them in one by one.")
        for sent in request.FILES.getlist(f"q{face.number}-files"):
            try:
                attaching.attach(person, found.public_id, face.number, sent, now, address)  # type: ignore[arg-type]  # login_required
            except Refusal as refusal:
                if refusal.code not in attaching.OF_THE_FILE:
                    raise
                faults[str(face.number)] = f"{sent.name}: {refusal.detail}"
    dropped = re.fullmatch(r"drop-([0-9a-f-]{36})", request.POST.get("go", ""))
    if dropped:
        attaching.remove(person, found.public_id, UUID(dropped[1]), now, address)  # type: ignore[arg-type]  # login_required
    return faults


def _show(
    request: HttpRequest,
    found: Attempt,
    faces: list[Face],
    page: str,
    wrong: set[str] | None = None,
    faults: dict[str, str] | None = None,
) -> HttpResponse:
    pages = _pages(found, faces)
    wanted = _number(page)
    number = wanted if wanted in pages else next(iter(pages), REVIEW)
    total, answered = len(faces), sum(face.answered for face in faces)
    if found.forward:
        total, answered = found.terms["questions"], found.questions.exclude(answer=None).count()
    return render(
        request,
        "assessments/attempt.html",
        {
            **_where(found),
            "attempt": found,
            "pages": pages,
            "last_page": found.pages if found.forward else len(pages),
            "total": total,
            "answered": answered,
            "unanswered": total - answered,
            "here": REVIEW if page == REVIEW and not found.forward else number,
            "flagged": " ".join(str(face.number) for face in faces if face.flagged),
            "seconds_left": timing.seconds_left(found.deadline, timezone.now()),
            "wrong": wrong or set(),
            "faults": faults or {},
            "with_files": any(face.of_files for face in faces),
        },
        status=422 if wrong else 200,
    )


def _where(found: Attempt) -> dict[str, Any]:
    """Titles and addresses around an attempt, by the release its enrolment is on."""
    release = found.enrolment.release
    unit = reading.outline_of(release).by_key.get(found.unit_key)
    shelf = reading.shelf(release, language_now())
    source, course = shelf.get(found.unit_key), shelf.get(release.course.key)
    slug = release.course.slug
    return {
        "title": source.title if source else _("Test"),
        "title_language": source.language if source else language_now(),
        "course_title": course.title if course else slug,
        "course_address": reverse("courses:course", args=[slug]),
        "quiz_address": reverse("courses:unit", args=[slug, unit.slug]) if unit else "",
    }


def _pages(found: Attempt, faces: list[Face]) -> dict[int, Sequence[Face]]:
    """The pages that may be seen, by number; of a forward-only attempt the present one, none behind the last."""
    if found.forward:
        return {found.page: faces} if faces else {}
    return dict(enumerate(sheets.pages(faces, found.terms["per_page"]), 1))


def _on_page(found: Attempt, faces: list[Face], page: str) -> Sequence[Face]:
    return _pages(found, faces).get(_number(page), ())


def _number(text: str) -> int:
    """The small whole number that the text is, else 0: Python refuses to read thousands of digits."""
    return int(text) if len(text) <= 4 and text.isascii() and text.isdecimal() else 0


def _way(found: Attempt, page: str, go: str) -> str:
    """Where a button of the form leads: next, previous, stay, review, or q12 and attach-12, the page of a question."""
    if go == REVIEW:
        return f"?page={REVIEW}"
    here = _number(page) or 1
    go = go.replace("attach-", "q")
    if go.startswith("q") and (number := _number(go[1:])):
        return f"?page={(number - 1) // found.terms['per_page'] + 1}#q{number}"
    return f"?page={here + {'next': 1, 'previous': -1}.get(go, 0)}"
