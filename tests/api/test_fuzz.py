"""The API under random input that fits its description, and that does not: no fault of ours, nothing undocumented."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings as configured
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from academy.people.models import Person
from academy.people.roles import Role
from tests.architecture import samples
from tests.architecture.samples import Samples
from tests.factories.api import token_by_itself
from tests.factories.assessments import PARTS, category, content
from tests.factories.people import person_in

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 20
# The same every time: what is found is found by everybody, and no run fails by chance.
RUN = hypothesis.settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
TOKEN = "c" * 32


@pytest.fixture
def made(settings: Any) -> Samples:
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 1_000_000)
    return samples.make()


@contextmanager
def kept_open() -> Iterator[None]:
    """As the test client does: a request that ends would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described() -> Any:
    with kept_open():
        return schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", closing(get_wsgi_application()))


def in_browser(person: Person | None) -> dict[str, dict[str, str]]:
    """The cookies and headers of somebody who has signed in, with what guards against forged forms."""
    assert person
    client = Client()
    client.force_login(person)
    session = client.cookies[configured.SESSION_COOKIE_NAME].value
    cookies = {configured.SESSION_COOKIE_NAME: session, configured.CSRF_COOKIE_NAME: TOKEN}
    return {"cookies": cookies, "headers": {"X-CSRFToken": TOKEN}}


@pytest.fixture
def askers(made: Samples) -> dict[str, dict[str, dict[str, str]]]:
    """A learner and an administrator in browsers, and a program that acts for an author."""
    author = made.people["instructor"]
    assert author
    return {
        "learner": in_browser(made.people["learner"]),
        "author": {"headers": {"Authorization": f"Bearer {token_by_itself(author)}"}},
        "administrator": in_browser(made.people["administrator"]),
    }


def closing(application: Any) -> Any:
    """The same, with each answer closed when it was read: a server does so (PEP 3333), the attacker does not."""

    def closed(environ: Any, start_response: Any) -> list[bytes]:
        answer = application(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()

    return closed


OF_FILES = {"hand_in_file", "read_file", "take_off_file"}


def real(made: Samples, operation: str) -> dict[str, Any]:
    """What is really there, by the name of the part of the address."""
    attempts = {"read_result": "marked", "submit_attempt": "marked", **dict.fromkeys(OF_FILES, "handing")}
    return {
        "unit_key": made.names["quiz_key"],
        "public_id": made.names[attempts.get(operation, "attempt")],
        "key": made.names["paper" if operation in OF_FILES else "question_key"],
        "nonce": made.names["h5p_nonce"],
    }


def cases(operation: Any) -> st.SearchStrategy[Any]:
    """Requests that fit the description, and such that do not."""
    kinds = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
    return st.one_of(kinds) if operation.body or operation.query else kinds[0]


def operations(described: Any) -> Iterator[Any]:
    for found in described.get_all_operations():
        yield found.ok()


def test_no_input_is_a_fault_of_ours_and_every_answer_is_as_described(
    described: Any, made: Samples, askers: dict[str, dict[str, dict[str, str]]]
) -> None:
    met: dict[str, set[int]] = {}

    def attack(operation: Any, name: str) -> None:
        @RUN
        @given(st.data())
        def one(data: st.DataObject) -> None:
            case = data.draw(cases(operation))
            how = askers[data.draw(st.sampled_from(sorted(askers)))]
            if data.draw(st.integers(0, 3)):
                case.path_parameters = {part: str(real(made, name)[part]) for part in case.path_parameters or {}}
            if data.draw(st.integers(0, 5)):
                # Otherwise with a token that is made up.
                case.headers = {one: said for one, said in case.headers.items() if one != "Authorization"}
            if name == "change_question" and data.draw(st.booleans()):
                how = {**how, "headers": how["headers"] | {"If-Match": "*"}}
            with kept_open(), transaction.atomic():
                response = case.call(**how)
                transaction.set_rollback(True)
            met.setdefault(name, set()).add(response.status_code)
            case.validate_response(response, checks=CHECKS)

        one()

    for operation in operations(described):
        attack(operation, operation.definition.raw["operationId"])
    # Not all of it was turned away at the door.
    turned_away = {name: statuses for name, statuses in met.items() if statuses <= {401, 403, 404, 429}}
    assert turned_away.keys() <= {"report_h5p_result", "report_h5p_statements"}, turned_away
    assert len(met) == len(list(operations(described)))
    reached = {name for name, statuses in met.items() if statuses & {200, 201, 204}}
    assert {"list_questions", "read_question", "list_quizzes", "read_attempt", "read_statistics"} <= reached


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of it."""
    if path:
        yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in parts:
        yield from places(inner, (*path, name))


def test_content_with_anything_in_any_part_is_kept_or_refused(settings: Any) -> None:
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 1_000_000)
    author, where = person_in(Role.INSTRUCTOR), category()
    client = Client(headers={"authorization": f"Bearer {token_by_itself(author)}"})
    sound = {kind: content(kind) for kind in PARTS}
    paths = [(kind, path) for kind in PARTS for path in sorted(places(sound[kind]), key=str)]

    @hypothesis.settings(RUN, max_examples=150)
    @given(st.sampled_from(paths), ANYTHING)
    def attack(where_in: tuple[str, tuple[Any, ...]], instead: Any) -> None:
        kind, path = where_in
        changed = json.loads(json.dumps(sound[kind]))
        part = changed
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = instead
        body = json.dumps({"category": where.pk, "kind": kind, "content": changed})
        with transaction.atomic():
            answer = client.post("/api/v1/bank/questions/", body, content_type="application/json")
            transaction.set_rollback(True)
        assert answer.status_code in {201, 400}, answer.content

    attack()
