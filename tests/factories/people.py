"""People and agencies."""

import factory
from django.contrib.auth.models import Group

from academy.people.models import Agency, Person
from academy.people.roles import Role


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    """An official with a name in both languages and the password "correct horse battery"."""

    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@agency.example")
    title_th = "นาย"
    given_th = factory.Sequence(lambda n: f"สมชาย{n}")
    family_th = "ใจดี"
    title_en = "Mr"
    given_en = factory.Sequence(lambda n: f"Somchai{n}")
    family_en = "Jaidee"
    position = "นักวิเคราะห์นโยบายและแผน"
    # Argon2 is slow by design; a test that signs in with a password sets one.
    password = "!"


def person_in(role: Role, **fields: object) -> Person:
    """A person with that role."""
    person = PersonFactory.create(**fields)
    person.groups.add(Group.objects.get(name=role.value))
    return person


def agency(name: str = "Department", parent: Agency | None = None, kind: str = "department") -> Agency:
    """An agency, below its parent if it has one."""
    fields = {"name_th": f"กรม {name}", "name_en": name, "kind": kind}
    return parent.add_child(**fields) if parent else Agency.add_root(**fields)
