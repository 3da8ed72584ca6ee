"""The demo's people: the five accounts, the agencies, and learners at every stage of the two long courses.

Everything goes through the deeds that real people's clicks go through, with the clock set back; nothing is written
beside them. The same files always make the same people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.utils import timezone, translation

from academy.demo import assembling
from academy.demo.studying import Stage, study
from academy.people.enlisting import enlist
from academy.people.models import Agency, Person
from academy.people.organising import place
from academy.people.roles import Role
from certificates.models import Issuer
from courses.models import Course

SOURCE = Path(__file__).parent / "content" / "people.yaml"
PASSWORD = "academy-demo"  # noqa: S105 - printed at every start, and good for the demo alone
LEARNERS = 200
# How many of a hundred learners are where.
STAGES = (
    (Stage.ABSENT, 10),
    (Stage.NEW, 15),
    (Stage.READING, 35),
    (Stage.READ, 8),
    (Stage.FAILED, 6),
    (Stage.DONE, 22),
    (Stage.WITHDRAWN, 4),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who there is to be: the file's agencies, accounts and names."""

    data: dict[str, Any]

    @classmethod
    def read(cls) -> "Cast":
        """The cast of content/people.yaml."""
        return cls(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))

    def learners(self, chance: Random) -> Iterator[dict[str, Any]]:
        """The fields of LEARNERS people, without their agency."""
        used: set[tuple[str, str]] = set()
        while len(used) < LEARNERS:
            given, family = chance.choice(self.data["given"]), chance.choice(self.data["family"])
            if (given[1], family[1]) in used:
                continue
            used.add((given[1], family[1]))
            title = chance.choice(self.data["titles"][given[2]])
            yield {
                "email": f"{given[1]}.{family[1]}@academy.example".lower(),
                "title_th": title[0],
                "title_en": title[1],
                "given_th": given[0],
                "given_en": given[1],
                "family_th": family[0],
                "family_en": family[1],
                "position": chance.choice(self.data["positions"]),
                "preferred_language": "en" if chance.random() < 0.1 else "th",
            }


def make_accounts() -> None:
    """The agencies and the five accounts; those that are there stay as they are."""
    cast = Cast.read()
    for one in cast.data["agencies"]:
        _found_agency(one, None)
    for one in cast.data["accounts"]:
        if Person.objects.filter(email=one["email"]).exists():
            continue
        names = {f"{part}_{code}": one[code][i] for code in ("th", "en") for i, part in enumerate(PARTS)}
        enlist(
            one["email"],
            password=PASSWORD,
            roles=[Role(one["role"])] if "role" in one else (),
            agency=Agency.objects.filter(name_en=one.get("agency", "")).first(),
            position=one["position"],
            **names,
        )


PARTS = ("title", "given", "family")


def name_signatory() -> None:
    """The officer who signs for certificates, unless one is named already."""
    issuer = Issuer.load()
    if issuer.signatory_name_th:
        return
    for language, (name, position) in Cast.read().data["signatory"].items():
        setattr(issuer, f"signatory_name_{language}", name)
        setattr(issuer, f"signatory_position_{language}", position)
    issuer.save()


def start_the_official() -> None:
    """The first account finds one course begun, so that "go on where I was" has something to show."""
    official = Person.objects.get(email="official@academy.example")
    course = Course.objects.filter(slug="ai-in-government").first()
    if course and not official.enrolments.exists():
        now = timezone.now()
        begun = now - timedelta(days=2)
        study(official, course, Stage.READING, since=begun, until=now, chance=Random(7))  # noqa: S311


def make_learners() -> Iterator[int]:
    """Make the learners that are not there yet and let each study; yields how many are there, for progress."""
    chance = Random(2569)  # noqa: S311 - the same people every time
    agencies = list(Agency.objects.order_by("path"))
    released = Course.objects.exclude(current_release=None)
    # That one has people of its own.
    courses = list(released.exclude(slug=assembling.COURSE).order_by("slug"))
    hashed = make_password(PASSWORD)
    now = timezone.now()
    for number, fields in enumerate(Cast.read().learners(chance), start=1):
        agency = agencies[number % len(agencies)]
        stages = [_stage(chance) for _course in courses]
        days = [chance.randint(3, 90) for _course in courses]
        if Person.objects.filter(email=fields["email"]).exists():
            yield number
            continue
        person = enlist(**fields, agency=agency)
        # Hashing is slow by design; the learners share one password, so once is enough.
        Person.objects.filter(pk=person.pk).update(password=hashed)
        with translation.override(person.preferred_language):
            for course, stage, ago in zip(courses, stages, days, strict=True):
                study(person, course, stage, since=now - timedelta(days=ago), until=now, chance=chance)
        yield number


def _found_agency(one: dict[str, Any], parent: Agency | None) -> None:
    agency = Agency.objects.filter(name_en=one["en"]).first()
    if agency is None:
        agency = place(Agency(name_th=one["th"], name_en=one["en"], kind=one["kind"]), parent)
    for part in one.get("parts", []):
        _found_agency(part, Agency.objects.get(pk=agency.pk))


def _stage(chance: Random) -> Stage:
    return chance.choices([stage for stage, _weight in STAGES], [weight for _stage, weight in STAGES])[0]


def welcome() -> str:
    """What `make demo` prints once the academy is up; `{address}` is filled in by whoever knows the port."""
    accounts = Cast.read().data["accounts"]
    lines = [f"    {one['email']:<32}{one.get('role', 'a learner')}" for one in accounts]
    return "\n".join(
        [
            "",
            "The academy is running:  {address}/th/   {address}/en/",
            "Authoring and officers:  {address}/cms/",
            "",
            "Accounts (the password of each is: " + PASSWORD + ")",
            *lines,
            "",
            "Ctrl-C ends it. What it keeps lies in var/; `make clean` forgets it.",
            "",
        ]
    )
