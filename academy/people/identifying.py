"""How well it is known who somebody is: as they say themselves, checked by an officer, or from an identity provider."""

from academy.people.models import IdentityLevel, Person

# From the least to the best.
LEVELS = tuple(IdentityLevel)


def reaches(person: Person, level: str) -> bool:
    """Whether the person is known at least so well."""
    return LEVELS.index(IdentityLevel(person.identity_level)) >= LEVELS.index(IdentityLevel(level))


def identify(person: Person, level: IdentityLevel) -> bool:
    """The person is known at least so well from now on; whether that is better than before."""
    if reaches(person, level):
        return False
    person.identity_level = level
    Person.objects.filter(pk=person.pk).update(identity_level=level)
    return True


def doubt(person: Person) -> None:
    """The person's name has changed by their own word: what was checked was another name."""
    person.identity_level = IdentityLevel.SELF
    Person.objects.filter(pk=person.pk).update(identity_level=IdentityLevel.SELF)
