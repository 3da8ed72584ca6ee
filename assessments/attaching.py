"""Files of an answer: attaching, taking off, finding, and sweeping what no answer names.

The bytes are counted, hashed and looked into while they are read, and stored under a random name before the attempt is
locked; what is then refused is deleted again. The hash of each file goes into the journal with the answer.
"""

import hashlib
import logging
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from assessments import attempting, chaining, journalling, refusals
from assessments.closing import close_if_over
from assessments.journalling import Event
from assessments.kinds import filetypes
from assessments.models import AnswerFile, Attempt, AttemptQuestion
from assessments.models.files import LONGEST_NAME, store

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
# What all files of one person may take together.
MOST_OF_A_PERSON = 500 * MEGABYTE
# What is taken off is kept so long, should somebody have done it by mistake.
KEPT = timedelta(days=1)
BATCH = 200
# What is wrong with the file itself, or with how many there are; everything else is said of the attempt.
OF_THE_FILE = frozenset({"too_large", "too_many_files", "wrong_file_type", "empty_file", "no_room_left"})


def attach(
    person: Person, public_id: UUID, number: int, file: File[bytes], at: datetime, address: str | None = None
) -> AnswerFile:
    """Add a file to the answer to a question, in the newest sequence.

    Refuses what saving an answer refuses, question_not_drawn also where the question takes no files, too_large,
    too_many_files, wrong_file_type, empty_file and no_room_left.
    """
    content = _asked(attempting.look(person, public_id, at), number).version.content
    size, sha256 = _read(file, content["most_megabytes"])
    opened = cast(BinaryIO, file.file)
    kind = filetypes.fits(opened, tuple(content["types"]))
    if not kind:
        detail = _("This file is of none of the types that may be handed in: %(types)s.")
        raise _refused("wrong_file_type", detail % {"types": ", ".join(content["types"])}, number)
    made = AnswerFile(name=_name(file.name or ""), type=kind, sha256=sha256, size=size, made_at=at)
    made.file.save("", File(opened), save=False)
    try:
        return _bind(person, public_id, number, made, at, address)
    except BaseException:
        made.file.delete(save=False)
        raise


def remove(person: Person, public_id: UUID, key: UUID, at: datetime, address: str | None = None) -> None:
    """Take a file off its answer. Refuses not_found, and what saving an answer refuses."""
    with transaction.atomic():
        attempt = attempting.hold(person, public_id)
        over = close_if_over(attempt, at)
        if not over:
            found = AnswerFile.objects.filter(key=key, question__attempt=attempt, removed_at=None).first()
            if found is None:
                raise Refusal("not_found", _("There is no such file."), status=404)
            row = _writable(attempt, found.question.position, address)
            found.removed_at = at
            found.save(update_fields=["removed_at"])
            _keep(attempt, row, [one for one in row.answer or [] if one["id"] != str(key)], at)
    if over:
        raise refusals.too_late()


def mine(person: Person, public_id: UUID, key: UUID) -> AnswerFile:
    """A file of the person's own attempt. Refuses not_found."""
    found = AnswerFile.objects.filter(
        key=key, removed_at=None, question__attempt__public_id=public_id, question__attempt__enrolment__person=person
    ).first()
    if found is None:
        raise Refusal("not_found", _("There is no such file."), status=404)
    return found


def sweep(at: datetime) -> int:
    """Delete files that were taken off a day ago, and those that no row names; how many. Hashes stay in the journal."""
    gone = AnswerFile.objects.filter(removed_at__lt=at - KEPT).order_by("pk")[:BATCH]
    count = 0
    for one in gone:
        # The file first: a row without one says what happened, a file without a row would stay for ever.
        one.file.delete(save=False)
        one.delete()
        count += 1
    return count + sum(map(_swept, _nameless(at)))


def _nameless(at: datetime) -> Iterator[str]:
    """Stored files of a day ago that no row names: whoever stored them did not come to write it down."""
    storage = store()
    try:
        folders, _files = storage.listdir("")
    except FileNotFoundError:
        # Nobody has handed in anything yet.
        return
    for folder in sorted(folders):
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        known = set(AnswerFile.objects.filter(file__in=names).values_list("file", flat=True))
        for name in sorted(names - known):
            if storage.get_modified_time(name) < at - KEPT:
                yield name


def _swept(name: str) -> int:
    store().delete(name)
    log.info("A file that no answer names was deleted: %s.", name)
    return 1


def _bind(
    person: Person, public_id: UUID, number: int, made: AnswerFile, at: datetime, address: str | None
) -> AnswerFile:
    with transaction.atomic():
        attempt = attempting.hold(person, public_id)
        over = close_if_over(attempt, at)
        if not over:
            row = _writable(attempt, number, address)
            held: list[dict[str, Any]] = row.answer or []
            most = row.version.content["most_files"]
            if len(held) >= most:
                full = _("%(most)s files may be handed in here. Take one off first.") % {"most": most}
                raise _refused("too_many_files", full, number)
            kept = AnswerFile.objects.filter(question__attempt__enrolment__person=person)
            if (kept.aggregate(Sum("size"))["size__sum"] or 0) + made.size > MOST_OF_A_PERSON:
                detail = _("Your files take all the room that one person has. Please ask the people of the course.")
                raise _refused("no_room_left", detail, number)
            made.question = row
            made.save()
            _keep(attempt, row, [*held, made.as_answer()], at)
            return made
    raise refusals.too_late()


def _asked(attempt: Attempt, number: int) -> AttemptQuestion:
    row = attempt.questions.select_related("version").filter(position=number, version__kind="upload").first()
    if row is None:
        raise Refusal(
            "question_not_drawn",
            _("This attempt has no such question."),
            status=422,
            fields={str(number): {"code": "question_not_drawn"}},
        )
    return row


def _writable(attempt: Attempt, number: int, address: str | None) -> AttemptQuestion:
    """The question of an attempt that is held, its answer as it is now. Refuses as saving does."""
    refusals.unless_open(attempt)
    refusals.unless_admitted(attempt.networks, address)
    row = _asked(attempt, number)
    if not attempt.at_page_of(number):
        raise refusals.page_closed([number])
    return row


def _keep(attempt: Attempt, row: AttemptQuestion, answer: Sequence[Any], at: datetime) -> None:
    row.answer, row.sequence, row.saved_at = list(answer) or None, row.sequence + 1, at
    row.save(update_fields=["answer", "sequence", "saved_at"])
    detail = {
        "answers": {str(row.position): [row.sequence, chaining.answer(row.answer)]},
        "files": [one["sha256"] for one in answer],
    }
    journalling.write(attempt, Event.SAVED, at=at, by=attempt.enrolment.person, detail=detail)


def _read(file: File[bytes], megabytes: int) -> tuple[int, str]:
    """Its size and hash, by what is read and not by what is said. Refuses too_large and empty_file."""
    digest, size = hashlib.sha256(), 0
    for piece in file.chunks():
        size += len(piece)
        if size > megabytes * MEGABYTE:
            detail = _("This file is larger than %(most)s MB.") % {"most": megabytes}
            raise Refusal("too_large", detail, status=413)
        digest.update(piece)
    if not size:
        raise Refusal("empty_file", _("This file is empty."), status=422)
    return size, digest.hexdigest()


def _refused(code: str, detail: Any, number: int) -> Refusal:
    return Refusal(code, detail, status=422, fields={str(number): {"code": code}})


def _name(given: str) -> str:
    """What the file is called, without any path and what nobody can see; its end is kept where it is too long."""
    bare = given.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in unicodedata.normalize("NFC", bare) if unicodedata.category(one)[0] != "C").strip()
    return seen[-LONGEST_NAME:] or "file"
