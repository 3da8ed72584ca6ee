"""How a name is written on one line."""

import pytest

from academy.people.models import Person
from academy.people.names import NameParts
from tests.factories.people import PersonFactory


@pytest.mark.parametrize(
    ("parts", "language", "line"),
    [
        (NameParts("นาย", "", "สมชาย", "ใจดี"), "th", "นายสมชาย ใจดี"),
        (NameParts("นาง", "ศาสตราจารย์", "สมหญิง", "ใจดี"), "th", "ศาสตราจารย์สมหญิง ใจดี"),
        (NameParts("Ms", "", "Somying", "Jaidee"), "en", "Ms Somying Jaidee"),
        (NameParts("Ms", "", "", ""), "en", ""),
    ],
)
def test_the_parts_of_a_name_make_one_line(parts: NameParts, language: str, line: str) -> None:
    assert parts.full(language) == line


@pytest.mark.django_db
def test_a_person_is_found_by_e_mail_in_any_case() -> None:
    person = PersonFactory.create(email="somchai@agency.example")
    assert Person.objects.get_by_natural_key(" Somchai@Agency.example ") == person
