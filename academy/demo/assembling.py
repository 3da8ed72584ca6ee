"""The demo's cohort: people who take one course together, what they wrote, and what waits for markers and officers.

Texts and marks stand in content/data-project-proposal/cohort.yaml. All of it goes through the academy's own deeds.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils import translation
from django.utils.timezone import localdate

from academy.demo.studying import Stage, sit, study
from academy.people.models import Person
from assessments.handmarking import judging
from assessments.handmarking.judging import Given
from assessments.models import MarkingTask
from courses import gathering, holding, requesting
from courses.models import Cohort, Course, Enrolment

COURSE = "data-project-proposal"
SOURCE = Path(__file__).parent / "content" / COURSE / "cohort.yaml"
# Has a course of their own begun already.
OFFICIAL = "official@academy.example"
MARKER, OFFICER = "instructor@academy.example", "officer@academy.example"
# Whoever proposes does not approve: the officer of the demo is to find something to approve.
PROPOSER = "admin@academy.example"
DAY = timedelta(days=1)


def assemble(now: datetime) -> None:
    """Gather the cohort and let its members come as far as the file says; nothing where the course has people."""
    course = Course.objects.filter(slug=COURSE).exclude(current_release=None).first()
    if course is None or course.enrolments.exists():
        return
    said = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    began = now - said["began"] * DAY
    texts = said["texts"]
    learners = Person.objects.filter(groups=None).exclude(email=OFFICIAL).order_by("pk")
    members = list(learners[: len(texts) + said["readers"]])
    writers, readers = members[: len(texts)], members[len(texts) :]
    chance = Random(2570)  # noqa: S311 - the same people every time
    for reader in readers:
        study(reader, course, Stage.READING, since=began, until=now, chance=chance)
    for writer, text in zip(writers, texts, strict=True):
        with translation.override(text["language"]):
            study(writer, course, Stage.READ, since=began, until=now, chance=chance)
    cohort = gathering.keep(
        Cohort(
            course=course,
            name_th=said["name"]["th"],
            name_en=said["name"]["en"],
            starts_on=localdate(began),
            ends_on=localdate(began + said["lasts"] * DAY),
        )
    )
    gathering.gather(cohort, [member.email for member in members])
    for number, (writer, text) in enumerate(zip(writers, texts, strict=True)):
        _hand_in(writer, course, text, now - (number + 3) * DAY, chance)


def _hand_in(writer: Person, course: Course, text: Mapping[str, Any], at: datetime, chance: Random) -> None:
    """Sit the course's test; then what people make of it, if they have got so far."""
    if "held" in text:
        officer = Person.objects.get(email=OFFICER)
        holding.place(writer, None, reason=text["held"], by=officer, origin="", at=at - DAY)
    enrolment = Enrolment.objects.get(person=writer, course=course)
    (unit,) = (unit for unit in enrolment.release.outline.units if unit.kind == "quiz")
    with translation.override(text["language"]):
        at = sit(writer, course, unit, at, right=True, chance=chance, text=text["text"])
    if "mark" not in text:
        return
    task = MarkingTask.objects.get(question__attempt__enrolment=enrolment)
    marker = Person.objects.get(email=MARKER)
    judging.judge(marker, task.pk, MarkingTask.Wants.FIRST, Given(text["mark"], text["comment"]), at + DAY)
    if "held" not in text:
        proposer = Person.objects.get(email=PROPOSER)
        requesting.decide(Enrolment.objects.get(pk=enrolment.pk), by=proposer, origin="", at=at + 2 * DAY)
