"""The consents a person gave to programs: which they are, and taking one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model
from wagtail.log_actions import log

from academy.api.models import Application
from academy.api.scopes import SCOPES
from academy.people.models import Person

TAKEN_BACK = "api.take_back"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a program may do in the person's name, and since when."""

    application: Application
    scopes: Sequence[str | Promise]
    since: datetime


def consents(person: Person) -> list[Consent]:
    """The programs that act for the person by their consent now, by name. Two queries."""
    now, since, scopes = timezone.now(), dict[int, datetime](), dict[int, set[str]]()
    # A token may have ended while the one to renew it has not.
    tokens = get_access_token_model().objects.filter(
        Q(expires__gt=now) | Q(refresh_token__revoked__isnull=True, refresh_token__isnull=False), user=person
    )
    for application, created, scope in tokens.values_list("application", "created", "scope"):
        since[application] = min(created, since.get(application, created))
        scopes.setdefault(application, set()).update(scope.split())
    found = Application.objects.filter(
        pk__in=since, authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE
    ).order_by("name", "pk")
    return [
        Consent(one, [said for name, said in SCOPES.items() if name in scopes[one.pk]], since[one.pk]) for one in found
    ]


@transaction.atomic
def take_back(person: Person, application: int) -> bool:
    """End every token that this program has by the person's consent, from this moment; whether there was one."""
    consent = next((one for one in consents(person) if one.application.pk == application), None)
    if consent is None:
        return False
    for model in (get_refresh_token_model(), get_access_token_model(), get_grant_model()):
        model.objects.filter(application=application, user=person).delete()
    log(instance=consent.application, action=TAKEN_BACK, user=person)
    return True
