"""Ordering work on many: a ZIP of files; and runs, which are begun, rehearsed, carried out, paused and resumed."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from certificates import tasks
from certificates.acting import note
from certificates.bulk.deeds import deed_of
from certificates.models import Act, Bundle, Certificate, CertificateRun, RunItem
from certificates.revoking import required

AT_ONCE = 1000
RUNNING, PAUSED, DONE = CertificateRun.State.RUNNING, CertificateRun.State.PAUSED, CertificateRun.State.DONE


@transaction.atomic
def begin(
    deed: str, targets: Iterable[int], *, by: Person, origin: str, at: datetime, dry: bool, reason: str, title: str = ""
) -> CertificateRun:
    """A run over those targets, each once, queued on commit. Refuses without targets, or without a needed reason."""
    reason = required(reason) if deed_of(deed).takes_reason else ""
    run = CertificateRun.objects.create(
        deed=deed, dry=dry, reason=reason, title=title[:200], made_at=at, made_by=by, origin=origin or None
    )
    rows = (RunItem(run=run, target=target) for target in dict.fromkeys(targets))
    while batch := list(islice(rows, AT_ONCE)):
        RunItem.objects.bulk_create(batch)
        run.total += len(batch)
    if not run.total:
        raise Refusal("nobody_chosen", _("Nobody is chosen."), status=400)
    run.save(update_fields=["total"])
    if not dry:
        note(Act.Deed.RUN, by=by, origin=origin, at=at, about=f"{deed} #{run.pk} ({run.total})", reason=reason)
    _queue(run)
    return run


@transaction.atomic
def carry_out(rehearsal: CertificateRun, *, by: Person, origin: str, at: datetime) -> CertificateRun:
    """The real run over those rows of a finished dry run that would be done. Twice is as once."""
    rehearsal.refresh_from_db(from_queryset=CertificateRun.objects.select_for_update())
    if rehearsal.carried_out:
        return rehearsal.carried_out
    if not rehearsal.dry or rehearsal.state != DONE:
        raise Refusal("not_rehearsed", _("The dry run is not finished yet."))
    sound = RunItem.objects.filter(run=rehearsal, outcome=RunItem.Outcome.DONE).order_by("pk")
    run = begin(
        rehearsal.deed,
        list(sound.values_list("target", flat=True)),
        by=by,
        origin=origin,
        at=at,
        dry=False,
        reason=rehearsal.reason,
        title=rehearsal.title,
    )
    rehearsal.carried_out = run
    rehearsal.save(update_fields=["carried_out"])
    return run


@transaction.atomic
def pause(run: CertificateRun, *, by: Person, origin: str, at: datetime) -> None:
    """Stop after the rows that are being done now. Twice is as once; refuses for one that is finished."""
    if _turn(run, RUNNING, PAUSED):
        note(Act.Deed.PAUSE, by=by, origin=origin, at=at, about=f"{run.deed} #{run.pk}")


@transaction.atomic
def resume(run: CertificateRun, *, by: Person, origin: str, at: datetime) -> None:
    """Go on with a paused run. Twice is as once; refuses for one that is finished."""
    if _turn(run, PAUSED, RUNNING):
        note(Act.Deed.RESUME, by=by, origin=origin, at=at, about=f"{run.deed} #{run.pk}")
        _queue(run)


@transaction.atomic
def bundle(certificates: Iterable[int], *, by: Person, origin: str, at: datetime) -> Bundle:
    """Have a ZIP made of the files of those certificates; those not in force are left out. Refuses for none."""
    chosen = Certificate.objects.filter(pk__in=list(certificates), state=Certificate.State.READY).order_by("pk")
    keys = list(chosen.values_list("pk", flat=True))
    if not keys:
        raise Refusal("nobody_chosen", _("None of these certificates is in force, so there is no file to take."))
    asked = Bundle.objects.create(key=secrets.token_hex(16), made_by=by, made_at=at, certificates=keys)
    note(Act.Deed.BUNDLE, by=by, origin=origin, at=at, about=f"ZIP #{asked.pk} ({len(keys)})")
    transaction.on_commit(lambda: tasks.queue_bundle(asked.pk), robust=True)
    return asked


def _turn(run: CertificateRun, before: CertificateRun.State, after: CertificateRun.State) -> bool:
    turned = CertificateRun.objects.filter(pk=run.pk, state=before).update(state=after, claim="", claimed_until=None)
    run.refresh_from_db()
    if run.state == DONE:
        raise Refusal("run_finished", _("This run is finished."))
    return bool(turned)


def _queue(run: CertificateRun) -> None:
    transaction.on_commit(lambda: tasks.queue_run(run.pk), robust=True)
