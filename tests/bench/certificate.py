"""One certificate: issued here, produced by the worker; and, measured by itself, what each step of producing takes."""

import time
from collections.abc import Callable
from datetime import date
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from certificates import producing
from certificates.addressing import verify_url
from certificates.facts import Facts, Said, Signatory
from certificates.issuing import issue
from certificates.models import Certificate
from certificates.signatures import signing
from certificates.storage import storing
from certificates.typesetting import clusters, rendering
from tests.bench import credential
from tests.bench.counting import Statements
from tests.bench.driver import UnexpectedError
from tests.bench.measuring import Deed
from tests.bench.world import World

numbers = count(1)
LONGEST = 120.0  # seconds to wait for the worker
AGAIN = 20


def certificate(world: World) -> Deed:
    """Issue so many, and wait until the worker has made each file and told each holder."""

    def produce(times: int) -> None:
        made = [_issue(world).pk for _ in range(times)]
        patience = time.monotonic() + LONGEST
        while Certificate.objects.filter(pk__in=made, announced_at=None).exists():
            if time.monotonic() > patience:
                raise UnexpectedError("The worker has not made its certificates.")
            time.sleep(0.1)

    return Deed(produce)


def statements(world: World) -> int:
    """The SQL statements of issuing one certificate and producing its file."""
    seen = Statements()
    with connection.execute_wrapper(seen), transaction.atomic():
        made = _issue(world)
        producing.produce(made.pk)
    return len(seen.texts)


def steps(world: World) -> dict[str, float]:
    """Milliseconds of CPU in this process for each step of producing."""
    return steps_of(_issue(world))


def steps_of(made: Certificate) -> dict[str, float]:
    """The same, of one that was issued already; what it stores is nobody's."""
    url = verify_url(made.code)

    def render() -> bytes:
        return rendering.render(made.facts, serial=made.serial, code=made.code, url=url, at=made.issued_at)

    def sign() -> bytes:
        return signing.sign(page, signer=made.facts.issuer.th, at=made.issued_at)

    def store() -> str:
        return str(storing.store(content + str(next(numbers)).encode()))

    page = render()
    content = sign()
    # The repair is part of rendering, and told beside it; a page that is repaired already costs as much again.
    return {
        "render": milliseconds(render),
        "repair": milliseconds(lambda: clusters.read_once(page)),
        "sign": milliseconds(sign),
        "store": milliseconds(store),
        **credential.steps(made, milliseconds),
    }


def milliseconds(deed: Callable[[], object], again: int = AGAIN) -> float:
    """CPU of this process, all threads, for one doing; the mean of many."""
    started = time.process_time()
    for _ in range(again):
        deed()
    return (time.process_time() - started) * 1000 / again


def _issue(world: World) -> Certificate:
    """The next one: every learner gets many, each for a subject of its own."""
    number = next(numbers)
    person = world.awake[number % len(world.awake)]
    facts = Facts(
        holder=Said(person.certificate_name("th"), person.certificate_name("en")),
        course=Said("ข้อมูลขนาดใหญ่เพื่อการตัดสินใจ", "Big data for better decisions"),
        hours="6",
        score="87.5",
        completed_on=date.today().isoformat(),  # noqa: DTZ011 - any day will do
        release=f"{world.course.slug} 1",
        evidence="server",
        issuer=Said("สถาบันพัฒนาบุคลากรภาครัฐด้านดิจิทัล", "Digital Government Academy"),
        signatories=(Signatory(Said("นายสมชาย ใจดี", "Mr Somchai Jaidee"), Said("ผู้อำนวยการ", "Director")),),
    )
    with transaction.atomic():
        return issue(facts, person=person, subject=f"bench:{number}", cycle=1, at=timezone.now())
