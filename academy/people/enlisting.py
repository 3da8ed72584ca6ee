"""Making accounts: by an administrator, by a command, or by oneself."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from academy.errors import Refusal
from academy.people.models import Person
from academy.people.roles import Role


@transaction.atomic
def enlist(email: str, *, password: str | None = None, roles: Iterable[Role] = (), **fields: Any) -> Person:
    """A new person whose address counts as verified, because whoever enlists them answers for it.

    `fields` are those of Person. Without a password they set one by "forgotten password".
    Raises Refusal "email_taken" when there is such a person already.
    """
    email = email.strip().lower()
    if taken(email):
        raise Refusal("email_taken", _("There is already an account with this e-mail address."))
    person = Person.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    take_roles(person, roles)
    speak(person, person.preferred_language)
    return person


def taken(email: str, *, by_others_than: Person | None = None) -> bool:
    """Whether somebody else has the address, as their own or as a second one that they have confirmed."""
    people = Person.objects.filter(email__iexact=email)
    addresses = EmailAddress.objects.filter(email__iexact=email, verified=True)
    if by_others_than and by_others_than.pk:
        people = people.exclude(pk=by_others_than.pk)
        addresses = addresses.exclude(user=by_others_than)
    return people.exists() or addresses.exists()


def take_roles(person: Person, roles: Iterable[Role]) -> None:
    """The person has exactly these roles from now on."""
    person.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))


def speak(person: Person, language: str) -> None:
    """Remember the person's language, for the site, for letters and for the CMS alike."""
    if person.preferred_language != language:
        person.preferred_language = language
        person.save(update_fields=["preferred_language"])
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
