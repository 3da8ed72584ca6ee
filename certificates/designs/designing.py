"""Making designs: a first version, later versions, copies; making ready and retiring. A version is never changed."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from academy.people.models import Person
from certificates.acting import note
from certificates.designs.judging import faults
from certificates.designs.spec import Spec
from certificates.models import Act, Design, DesignVersion, Issuer

LONGEST_NAME = 100


def save(
    design: Design | None, name: str, spec: Spec, *, by: Person | None, at: datetime, origin: str = ""
) -> DesignVersion:
    """The design with this name and look: a new one (draft) for None, else its next version, which certificates get

    from now on; where nothing changed, the version there is. Refuses design_faulty with `fields`, and name_taken.
    """
    found = faults(spec)
    if found:
        fields: dict[str, list[object]] = {}
        for field, sentence in found:
            fields.setdefault(field, []).append(sentence)
        raise Refusal("design_faulty", _("The design has faults."), status=400, fields=fields)
    try:
        with transaction.atomic():
            return _saved(design, " ".join(name.split()), spec, by, at, origin)
    except IntegrityError as error:
        detail = _("Another design has this name.")
        raise Refusal("name_taken", detail, fields={"name": [detail]}) from error


def _saved(design: Design | None, name: str, spec: Spec, by: Person | None, at: datetime, origin: str) -> DesignVersion:
    if design is None:
        kept = Design.objects.create(name=name)
    else:
        kept = Design.objects.select_for_update().get(pk=design.pk)
        kept.name = name
    current = kept.current
    # Two designs that look the same stay two: a certificate issued anew follows its own.
    digest = hashlib.sha256(f"{kept.key}:{spec.digest}".encode()).hexdigest()
    if current is None or current.digest != digest:
        last = kept.versions.first()
        number = last.number + 1 if last else 1
        current = DesignVersion.objects.create(
            design=kept, number=number, spec_json=spec.as_json(), digest=digest, made_at=at, made_by=by
        )
        kept.current = current
    kept.save()
    note(Act.Deed.DESIGN, by=by, origin=origin, at=at, about=f"{name} ({current.number})"[-120:])
    return current


def settle(design: Design, state: str, *, by: Person | None, at: datetime, origin: str = "") -> Design:
    """Make it ready to be chosen, or retire it; certificates that are out keep it. Refuses design_in_use."""
    from_now = Design.State(state)
    with transaction.atomic():
        if from_now != Design.State.READY and _is_default(design):
            raise Refusal(
                "design_in_use",
                _("It is the academy's own design: an administrator chooses another one in the settings first."),
            )
        Design.objects.filter(pk=design.pk).update(state=from_now)
        note(Act.Deed.DESIGN, by=by, origin=origin, at=at, about=f"{design.name}: {from_now.value}"[-120:])
    return design


def _is_default(design: Design) -> bool:
    return Issuer.objects.filter(design=design).exists()
