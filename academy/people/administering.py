"""What an administrator does to accounts. Every deed stands in the site history: by whom, to whom, and what.

No personal data goes there beyond the name of the person it is about: of a change only which fields it touched.
"""

from collections.abc import Collection, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from academy.people.enlisting import enlist, speak, take_roles
from academy.people.models import Person
from academy.people.roles import Role, roles_of

ADDED, AMENDED, ROLES, OPENED, CLOSED = (
    f"people.{deed}" for deed in ("add", "amend", "roles", "open_account", "close_account")
)


@transaction.atomic
def add(email: str, *, roles: Collection[Role], by: Person, **fields: Any) -> Person:
    """A new account with these roles; as `enlist`, which says what is refused."""
    person = enlist(email, roles=roles, **fields)
    log(instance=person, action=ADDED, user=by)
    if roles:
        _log_roles(person, given=roles, taken=(), by=by)
    return person


@transaction.atomic
def amend(person: Person, changed: Collection[str], *, by: Person) -> Person:
    """Store the person, of whom the fields named in `changed` have new values. A new e-mail address is verified:

    the administrator answers for it, as for that of a new account.
    """
    person.save()
    if "email" in changed:
        EmailAddress.objects.filter(user=person).delete()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    speak(person, person.preferred_language)
    if touched := sorted(set(changed) - {"is_active", "groups"}):
        log(instance=person, action=AMENDED, user=by, data={"fields": touched})
    if "is_active" in changed:
        log(instance=person, action=OPENED if person.is_active else CLOSED, user=by)
    return person


@transaction.atomic
def give_roles(person: Person, roles: Collection[Role], *, by: Person) -> None:
    """The person has exactly these roles from now on."""
    before = roles_of(person)
    take_roles(person, roles)
    given = [role for role in Role if role in roles and role not in before]
    taken = [role for role in Role if role in before and role not in roles]
    if given or taken:
        _log_roles(person, given=given, taken=taken, by=by)


@transaction.atomic
def give_role(people: Iterable[Person], role: Role, *, by: Person) -> int:
    """Each of them has this role too from now on; the number of those who had it not."""
    group = Group.objects.get(name=role.value)
    without = [person for person in people if role not in roles_of(person)]
    group.user_set.add(*without)
    for person in without:
        _log_roles(person, given=[role], taken=(), by=by)
    return len(without)


@transaction.atomic
def let_in(people: Iterable[Person], allowed: bool, *, by: Person) -> int:
    """Open the accounts, or close them; the number of those that were not so already."""
    others = [person for person in people if person.is_active != allowed]
    for person in others:
        person.is_active = allowed
        person.save(update_fields=["is_active"])
        log(instance=person, action=OPENED if allowed else CLOSED, user=by)
    return len(others)


def _log_roles(person: Person, *, given: Iterable[Role], taken: Iterable[Role], by: Person) -> None:
    data = {"given": [role.value for role in given], "taken": [role.value for role in taken]}
    log(instance=person, action=ROLES, user=by, data=data)
