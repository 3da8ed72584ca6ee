"""How attempts say no: each refusal once, with its code. None of them changes what was saved before."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from assessments import terms
from assessments.models import Attempt
from courses.models import Enrolment


def not_found() -> Refusal:
    """What is said to whoever asks for an attempt that is not their own."""
    return Refusal("not_found", _("There is no such attempt."), status=404)


def too_late() -> Refusal:
    """What is said to what comes after the end."""
    return Refusal("deadline_passed", _("The time was over. What had been saved before was marked."))


def page_closed(numbers: Iterable[int]) -> Refusal:
    """What is said to answers to questions of another page than the one a forward-only attempt is at."""
    return Refusal(
        "page_closed",
        _("This page of the test is closed. What had been saved on it counts."),
        fields={str(number): {"code": "page_closed"} for number in numbers},
    )


def unless_open(attempt: Attempt) -> None:
    """Refuses deadline_passed, attempt_closed, and not_enrolled for whoever has withdrawn."""
    if attempt.ran_out:
        raise too_late()
    if not attempt.open:
        raise Refusal("attempt_closed", _("This attempt has been submitted; its answers can no longer be changed."))
    if attempt.enrolment.state == Enrolment.State.WITHDRAWN:
        raise Refusal("not_enrolled", _("You are no longer enrolled in this course."), status=403)


def unless_admitted(networks: Iterable[str], address: str | None) -> None:
    """Refuses address_not_allowed where the address lies in none of the networks."""
    if not terms.admits(networks, address):
        raise Refusal(
            "address_not_allowed",
            _("This test is taken from certain networks only, and this device is not in one of them."),
            status=403,
        )
