"""What came of a run over everybody: one certificate and one file for each, the right one, and none for another."""

import random
import shutil
import subprocess
import time
from collections.abc import Collection
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.db.models import Count

from certificates import sweeping
from certificates.models import Certificate
from certificates.signatures.examining import attached
from certificates.storage import storing
from certificates.typesetting.record import LANGUAGE, NAMESPACE
from certificates.verification import verifying
from courses.models import Enrolment
from tests.bench.certificate import milliseconds

SAMPLE, FOR_PDFSIG, TIMES = 200, 5, 100
READY = Certificate.State.READY


def check(entitled: Collection[Enrolment]) -> dict[str, Any]:
    """Numbers that are to be nought, and those that are to be as many as there are people."""
    # As if an hour had gone by: what no row names is deleted, and counted.
    sweeping.ORPHAN_AGE = timedelta(seconds=-60)
    orphans = sweeping.sweep_files()
    rows = Certificate.objects.all()
    people = {one.person_id for one in entitled}
    holders = set(rows.filter(state=READY).values_list("person", flat=True))
    names = {sha256 for _name, sha256 in storing.left_over(time.time() + 60)}
    return {
        "entitled": len(people),
        "certificates": rows.count(),
        "ready": rows.filter(state=READY).count(),
        "told": rows.filter(announced_at__isnull=False).count(),
        "files": len(names),
        "without_one": len(people - holders),
        "to_others": len(holders - people),
        "two_for_one": rows.values("person").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "serials_given_twice": rows.count() - rows.values("serial").distinct().count(),
        "files_without_row": len(names - set(rows.values_list("sha256", flat=True))),
        "damaged_or_lost": sum(not _whole(sha256) for sha256 in rows.values_list("sha256", flat=True).iterator()),
        "orphans_swept": orphans,
        **_sample(),
    }


def good(found: dict[str, Any]) -> bool:
    """Whether everybody entitled has exactly one right file."""
    noughts = (
        "without_one", "to_others", "two_for_one", "serials_given_twice", "files_without_row", "damaged_or_lost",
        "sample_wrong",
    )  # fmt: skip
    same = {found[name] for name in ("entitled", "certificates", "ready", "files")}
    return len(same) == 1 and not any(found[name] for name in noughts)


def verification() -> dict[str, float]:
    """Milliseconds of CPU of verifying one, by its code and by its file."""
    one = Certificate.objects.filter(state=READY).order_by("?")[0]
    content = storing.read(one.sha256)
    return {
        "by_code": milliseconds(lambda: verifying.by_code(one.code).as_json(), TIMES),
        "by_file": milliseconds(lambda: verifying.by_file(content).as_json(), TIMES),
    }


def _whole(sha256: str) -> bool:
    try:
        storing.read(sha256)
    except OSError:
        return False
    return True


def _sample() -> dict[str, Any]:
    """Some files, drawn at random: verified, and the name inside held against the person's."""
    keys = list(Certificate.objects.filter(state=READY).values_list("pk", flat=True))
    chosen = Certificate.objects.filter(pk__in=random.sample(keys, min(SAMPLE, len(keys)))).select_related("person")
    wrong = sum(not _right(one) for one in chosen)
    return {"sample": len(chosen), "sample_wrong": wrong, "judged_by_pdfsig": _judged_by_pdfsig(chosen)}


def _right(one: Certificate) -> bool:
    content = storing.read(one.sha256)
    verdict = verifying.by_file(content)
    holder = ElementTree.fromstring(attached(content, "certificate.xml")).find(f"{{{NAMESPACE}}}Holder")
    assert holder is not None
    names = {element.get(LANGUAGE): element.text for element in holder}
    return (
        verdict.state == verifying.State.VALID
        and verdict.certificate == one
        and verdict.seal is not None
        and verdict.seal.ours
        and names == {language: one.person.certificate_name(language) for language in ("th", "en")}
    )


def _judged_by_pdfsig(chosen: Any) -> str:
    """How many of a few signatures poppler's program finds valid; it is another's judgement, where it is installed."""
    if not shutil.which("pdfsig"):
        return "pdfsig is not installed"
    some = list(islice(chosen, FOR_PDFSIG))
    valid = 0
    for one in some:
        path = Path(settings.CERTIFICATES_DIR) / f"{one.sha256}.pdf"
        said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
        valid += "Signature is Valid" in said and "Total document signed" in said
    return f"{valid} of {len(some)} valid"
