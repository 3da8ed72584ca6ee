"""Cohorts: opening a run of a course, and gathering its members."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Lower

from courses.models import Cohort, Enrolment

MOST = 5000


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many were put into the cohort, and which addresses are not enrolled in its course."""

    added: int
    unknown: tuple[str, ...]


def keep(cohort: Cohort) -> Cohort:
    """Store a cohort, new or changed. Certificates that are issued keep the name it had."""
    cohort.save()
    return cohort


@transaction.atomic
def gather(cohort: Cohort, addresses: Iterable[str]) -> Gathered:
    """Put the people with these e-mail addresses into the cohort, out of any other of the course; MOST at once.

    Only those enrolled in the course, and not withdrawn, can be in it; of several cycles the newest.
    """
    wanted = list(dict.fromkeys(one.strip().lower() for one in addresses if one.strip()))[:MOST]
    rows = (
        Enrolment.objects.filter(course=cohort.course).exclude(state=Enrolment.State.WITHDRAWN)
        .annotate(address=Lower("person__email")).filter(address__in=wanted).order_by("cycle")
    )  # fmt: skip
    newest = {address: pk for pk, address in rows.values_list("pk", "address")}
    added = Enrolment.objects.filter(pk__in=newest.values()).exclude(cohort=cohort).update(cohort=cohort)
    return Gathered(added, tuple(one for one in wanted if one not in newest))


def dismiss(enrolment: Enrolment) -> None:
    """Take somebody out of their cohort."""
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=None)
