"""Enrolling many by a list: e-mail addresses, perhaps with due dates; first looked at, then carried out.

The list is read anew when it is carried out: nothing between the two looks is believed.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.formats.dates import ALREADY_BUDDHIST, BUDDHIST_ERA
from academy.people.models import Person
from courses import enrolling, reading
from courses.models import Course, Enrolment
from courses.noting import note

MOST_LINES = 5000
ADDRESS_HEADINGS = {"email", "e-mail", "e-mail address", "email address", "อีเมล", "อีเมล์", "ที่อยู่อีเมล"}
DUE_HEADINGS = {"due", "due date", "due on", "วันครบกำหนด", "ครบกำหนด", "กำหนดเสร็จ"}
ISO, SLASHED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class Fate(StrEnum):
    """What becomes, or became, of a line."""

    NEW = "new"
    AGAIN = "again"
    ALREADY = "already"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. `number` counts from 1 as editors do; `problem` says what is wrong with it."""

    number: int
    address: str
    due_on: date | None = None
    person: Person | None = None
    fate: Fate = Fate.WRONG
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """The list with the fate of each line; `done` when it was carried out."""

    lines: tuple[Line, ...]
    done: bool

    @property
    def numbers(self) -> Counter[Fate]:
        """How many lines there are of each fate."""
        return Counter(line.fate for line in self.lines)

    @property
    def wrong(self) -> list[Line]:
        """The lines that enrol nobody."""
        return [line for line in self.lines if line.fate is Fate.WRONG]

    @property
    def hopeful(self) -> int:
        """How many would be enrolled."""
        return self.numbers[Fate.NEW] + self.numbers[Fate.AGAIN]


def decoded(data: bytes) -> str:
    """The text of an uploaded file: UTF-8 with or without its mark, UTF-16 as Excel writes it, or Windows-874.

    Refuses undecodable for anything else.
    """
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    named = [encoding for mark, encoding in marks if data.startswith(mark)]
    for encoding in named or ["utf-8", "cp874"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal("undecodable", _("The file is not text: save it as CSV (UTF-8)."), status=400)


def look(course: Course, text: str) -> Looked:
    """What carrying out the list would do. Changes nothing. Refuses empty_list and long_list."""
    lines = list(_unique(_read(text)))
    if not lines:
        raise Refusal("empty_list", _("There is no e-mail address in the list."), status=400)
    if len(lines) > MOST_LINES:
        detail = _("The list has more than %(most)s lines: split it.") % {"most": MOST_LINES}
        raise Refusal("long_list", detail, status=400)
    return Looked(tuple(_judged(course, lines)), done=False)


def carry_out(course: Course, text: str, *, by: Person, at: datetime) -> Looked:
    """Enrol whom the list names, line by line; wrong lines are left out and say why."""
    lines = []
    for line in look(course, text).lines:
        if line.fate in (Fate.NEW, Fate.AGAIN) and line.person:
            try:
                enrolling.enrol(line.person, course, by=by, at=at, due_on=line.due_on, noted=False)
            except Refusal as refusal:
                line = replace(line, fate=Fate.WRONG, problem=str(refusal.detail))
        lines.append(line)
    looked = Looked(tuple(lines), done=True)
    if looked.hopeful:
        note(course, "courses.enrol_list", by=by, count=looked.hopeful)
    return looked


def due_date(text: str) -> date:
    """A date as people write it: 2026-12-31, 31/12/2026 or 31/12/2569. Raises ValueError for anything else."""
    if found := ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise ValueError(text)
    return date(year - BUDDHIST_ERA if year >= ALREADY_BUDDHIST else year, month, day)


def _read(text: str) -> Iterator[Line]:
    rows = _rows(text.removeprefix("\ufeff"))
    address, due = 0, 1
    for place, (number, cells) in enumerate(rows):
        headings = [cell.lower() for cell in cells]
        if place == 0 and not any("@" in cell for cell in cells) and ADDRESS_HEADINGS & set(headings):
            address = next(index for index, name in enumerate(headings) if name in ADDRESS_HEADINGS)
            due = next((index for index, name in enumerate(headings) if name in DUE_HEADINGS), -1)
            continue
        yield _line(number, cells[address] if address < len(cells) else "", cells[due] if 0 <= due < len(cells) else "")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        found = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        detail = _("Line %(number)s cannot be read as CSV.") % {"number": reader.line_num}
        raise Refusal("malformed", detail, status=400) from error
    return [(number, cells) for number, cells in found if any(cells)]


def _line(number: int, address: str, due: str) -> Line:
    line = Line(number, address.lower())
    try:
        validate_email(line.address)
    except ValidationError:
        return replace(line, problem=gettext("This is not an e-mail address."))
    if not due:
        return line
    try:
        return replace(line, due_on=due_date(due))
    except ValueError:
        return replace(line, problem=gettext("The due date must be written like 2026-12-31 or 31/12/2569."))


def _unique(lines: Iterator[Line]) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for line in lines:
        first = seen.setdefault(line.address, line.number)
        if first != line.number and not line.problem:
            yield replace(line, problem=gettext("The same address stands in line %(number)s.") % {"number": first})
        else:
            yield line


def _judged(course: Course, lines: Sequence[Line]) -> Iterator[Line]:
    """Each line with its person and fate; four queries, however long the list."""
    addresses = [line.address for line in lines if not line.problem]
    people = {one.email: one for one in Person.objects.filter(email__in=addresses, is_active=True)}
    held = dict(
        Enrolment.objects.filter(course=course, person__in=people.values())
        .order_by("cycle")
        .values_list("person", "state")
    )
    unready = _unready(course, list(people.values()))
    for line in lines:
        person = people.get(line.address)
        state = held.get(person.pk) if person else None
        if line.problem:
            yield line
        elif person is None:
            yield replace(line, problem=gettext("Nobody here has this address."))
        elif state not in (None, Enrolment.State.WITHDRAWN):
            yield replace(line, person=person, fate=Fate.ALREADY)
        elif person.pk in unready:
            yield replace(line, person=person, problem=gettext("Other courses must be completed first."))
        else:
            yield replace(line, person=person, fate=Fate.AGAIN if state else Fate.NEW)


def _unready(course: Course, people: Sequence[Person]) -> set[int]:
    """Those who have yet to complete what the course requires."""
    requires = reading.outline_of(course.current_release).requires if course.current_release else ()
    wanted = Course.objects.filter(key__in=requires).count() if requires else 0
    if not wanted:
        return set()
    pairs = Enrolment.objects.filter(
        person__in=people, course__key__in=requires, state=Enrolment.State.COMPLETED
    ).values_list("person", "course")
    done = Counter(person for person, _course in set(pairs))
    return {person.pk for person in people if done[person.pk] < wanted}
