"""How well it is known who somebody is: as they say themselves, checked by an officer, or from an identity provider."""

from collections.abc import Mapping

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


def prove(person: Person, told: Mapping[str, str]) -> bool:
    """An identity provider has proven who this is: known so well if the account bears the very name it told.

    `told` are fields of Person. A name on certificates of the person's own wording was proven by nobody.
    """
    named = any(told.get(f"given_{language}") for language in ("th", "en"))
    own = person.certificate_name_th or person.certificate_name_en
    if not named or own or any(getattr(person, field) != value for field, value in told.items()):
        return False
    return identify(person, IdentityLevel.PROVIDER)


def doubt(person: Person) -> None:
    """The person's name has changed by their own word: what was checked was another name."""
    person.identity_level = IdentityLevel.SELF
    Person.objects.filter(pk=person.pk).update(identity_level=IdentityLevel.SELF)
