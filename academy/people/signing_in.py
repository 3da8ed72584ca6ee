"""Who a session belongs to, asked on every page."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigAutoField

from academy.people.models import Person
from academy.prepared import Prepared

_person = Prepared(lambda pk: Person.objects.filter(pk=pk), pk=BigAutoField())


class Backend(AuthenticationBackend):
    """allauth's backend, which knows the person of a session by a query that is written once."""

    def get_user(self, user_id: Any) -> Person | None:
        person = _person.first(pk=user_id)
        return person if person and self.user_can_authenticate(person) else None
