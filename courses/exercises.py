"""What the interactive contents of a lesson came to: best scores, and how well they are proven. Reads only."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from courses.models import Enrolment, Evidence, H5PAttempt
from courses.outline import Unit

CENT = Decimal("0.01")
FULL = Decimal(100)


def scores(enrolment: Enrolment, unit: Unit) -> dict[str, Decimal]:
    """The best score in per cent of each exercise that has one, by its key. One query, none without exercises."""
    best: dict[str, Decimal] = {}
    for key, _verdict, score in _results(enrolment, unit):
        best[key] = max(score, best.get(key, score))
    return best


def evidence(enrolment: Enrolment, unit: Unit) -> Evidence:
    """How a completed lesson is proven: attended, or as well as the weakest of the exercises that it takes.

    An exercise is proven by the strongest of its results that reach what it needs.
    """
    if not unit.rule.exercises:
        return Evidence.ATTENDED
    needs = {one.key: Decimal(one.needs) for one in unit.rule.exercises}
    verified = {
        key
        for key, verdict, score in _results(enrolment, unit)
        if verdict == H5PAttempt.Verdict.VERIFIED and score >= needs[key]
    }
    return Evidence.VERIFIED if verified == needs.keys() else Evidence.BROWSER


def _results(enrolment: Enrolment, unit: Unit) -> Iterator[tuple[str, str, Decimal]]:
    if not unit.rule.exercises:
        return
    asked = [one.key for one in unit.rule.exercises]
    # A copied lesson has blocks of the same ids: what was done in the one is not done in the other.
    rows = (
        H5PAttempt.objects.filter(enrolment=enrolment, unit_key=unit.key, exercise__in=asked, max__gt=0)
        .exclude(verdict=H5PAttempt.Verdict.FLAGGED)
        .values_list("exercise", "verdict", "raw", "max")
    )
    for key, verdict, raw, maximum in rows:
        if raw is not None and maximum:
            yield str(key), verdict, (FULL * raw / maximum).quantize(CENT, ROUND_DOWN)
