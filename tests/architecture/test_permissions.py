"""Every address as every role: the table of tests.architecture.permissions is the whole truth about who may do what."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.architecture import samples
from tests.architecture.asking import NO, OK, Asker, routes
from tests.architecture.permissions import Row, rows
from tests.architecture.samples import ROLES, Samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Iterator[Samples]:
    with translation.override("th"):
        yield samples.make()


def reached(row: Row, made: Samples) -> tuple[str, str]:
    """Name and pattern of the route that the row's address reaches; empty for none."""
    try:
        match = resolve(row.address(made.names).partition("?")[0])
    except Resolver404:
        return "", ""
    name = ":".join((*match.namespaces, match.url_name or ""))
    return name, re.sub("^/th/", "/<lang>/", f"/{match.route}")


def plain(pattern: str) -> str:
    """Without the marks of a regular expression's beginning, which a match does not keep."""
    return pattern.replace("^", "")


def test_every_route_stands_in_the_table_and_every_row_names_its_route(made: Samples) -> None:
    found = [(row, *reached(row, made)) for row in rows()]
    wrong = [
        f"{row.method} {row.pattern}: reaches {name or pattern!r}" for row, name, pattern in found if name != row.name
    ]
    assert not wrong, "Rows whose route is gone or another:\n" + "\n".join(wrong)
    told = {plain(pattern) for _row, _name, pattern in found}
    untold = dict.fromkeys(
        f"{pattern} ({name or 'no name'})" for name, pattern in routes() if plain(pattern) not in told
    )
    assert not untold, "Routes that the table does not know:\n" + "\n".join(untold)


# The packages warn of their own old ways while so many of their pages are asked for.
@pytest.mark.filterwarnings("default")
def test_every_role_meets_what_the_table_says(made: Samples) -> None:
    askers = {role: Asker(role, made) for role in ROLES}
    wrong = []
    for row in rows():
        for role, expected in row.expected.items():
            met, said = askers[role].outcome(row.method, row.address(made.names), row.posted(made.names))
            if met != expected:
                wrong.append(f"{row.method} {row.pattern}: {role} should meet {expected} and met {met} ({said})")
    assert not wrong, f"{len(wrong)} cells are not as the table says:\n" + "\n".join(wrong)


# These change nothing but a cookie of the asking browser, or nothing at all (see their views), or are for programs that
# show a secret of their own.
WITHOUT_TOKEN = {"/look/", "/language/", "/verify/", "/o/token/", "/o/revoke_token/"}


@pytest.mark.filterwarnings("default")
def test_nothing_is_written_without_a_token(made: Samples) -> None:
    askers = {role: Asker(role, made, enforce_csrf_checks=True) for role in ROLES}
    written = []
    for row in rows():
        if row.method == "GET" or row.pattern in WITHOUT_TOKEN:
            continue
        role = next((role for role in reversed(ROLES) if row.expected[role] == OK), None)
        if role and askers[role].outcome(row.method, row.address(made.names), row.posted(made.names))[0] != NO:
            written.append(f"{row.method} {row.pattern} as {role}")
    assert not written, "Done without a token:\n" + "\n".join(written)


def test_a_manager_reads_nothing_of_another_agency(made: Samples) -> None:
    asker = Asker("manager", made)
    for address in (
        "/cms/learners/courses/big-data/",
        "/cms/learners/courses/big-data/export/",
        "/cms/learners/report/",
    ):
        answer = asker.ask("GET", address)
        text = (answer.getvalue() if answer.streaming else getattr(answer, "content", b"")).decode()
        assert "stranger@agency.example" not in text
        assert "Elsewhere" not in text


@pytest.mark.filterwarnings("default")
def test_no_page_of_the_cms_tells_a_manager_of_people_elsewhere(made: Samples) -> None:
    """Wagtail's reports name who did what; enrolling is logged with whoever enrolled themselves."""
    client = Client()
    assert made.people["manager"] is not None
    client.force_login(made.people["manager"])
    for row in rows():
        if row.method == "GET" and row.pattern.startswith("/cms/") and row.expected["manager"] == OK:
            answer = client.get(row.address(made.names))
            text = answer.getvalue() if answer.streaming else answer.content
            assert b"stranger@agency.example" not in text, row.pattern
